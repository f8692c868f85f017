import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ErrorDetails, FailureError } from "../../src/failure/failure.ts";
import type { ExemptionWay } from "../../src/knowledge/policy-advice.ts";
import type { Exemptions } from "../../src/operations/exemption-fields.ts";
import { entityOf } from "../../src/operations/schema/entity.ts";
import { exemptionsFrom, exemptionWay } from "../../src/outcome/exemption.ts";
import type { RowError } from "../../src/outcome/outcome.ts";

const key = { policyName: "medicines", violatingText: "Prescription  drugs" };

function broken(details: ErrorDetails | null, code = "PolicyViolationError.POLICY_ERROR") {
  return { code, message: "", trigger: null, path: [], details } satisfies FailureError;
}

const ofKeyword = (isExemptible = true): FailureError =>
  broken({ policyViolation: { name: "", description: "", key, isExemptible } });

const ofAd = (topic = "SYMBOLS"): FailureError =>
  broken(
    { policyFinding: { topics: [{ topic, type: "PROHIBITED" }] } },
    "PolicyFindingError.POLICY_FINDING",
  );

const fault = broken(null, "CurrencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT");

/** The way of a row with these errors; a fault is in the column Bid. */
function wayOf(
  entity: string | null,
  errors: readonly FailureError[],
  asked: Exemptions | null = null,
): ExemptionWay {
  const found = entity === null ? null : (entityOf(entity) ?? null);
  return exemptionWay(errors, 3, found, asked, ({ details }) => (details === null ? "Bid" : null));
}

suite("an exemption", () => {
  test("can be asked for if every error of the row ends with it", () => {
    assert.deepEqual(wayOf("ad_group_criterion", [ofKeyword(), ofKeyword()]), { kind: "open" });
    assert.deepEqual(wayOf("ad_group_ad", [ofAd(), ofAd("CAPITALS")]), { kind: "open" });
    assert.deepEqual(wayOf("ad_group_ad", [ofKeyword()]), { kind: "open" });
  });

  test("has to wait for what else is wrong with the row, in the columns that are named", () => {
    const later = { kind: "later", after: ["Bid"] };
    assert.deepEqual(wayOf("ad_group_criterion", [ofKeyword(), fault, fault]), later);
    const mixed = wayOf("ad_group_criterion", [ofKeyword(), ofKeyword(false)]);
    assert.deepEqual(mixed, { kind: "later", after: null });
  });

  test("cannot be asked for where the operation has no place for it", () => {
    for (const [entity, errors] of [
      ["campaign_criterion", [ofKeyword()]],
      ["ad_group_criterion", [ofAd()]],
      ["ad_group_ad", [ofAd(), ofKeyword()]],
      [null, [ofKeyword()]],
    ] as const) {
      assert.deepEqual(wayOf(entity, errors), { kind: "none" }, String(entity));
    }
    const asked = { keys: [key], topics: [] };
    assert.deepEqual(wayOf("ad_group_ad", [ofAd()], asked), { kind: "none" });
    assert.deepEqual(wayOf("ad_group_criterion", [ofKeyword()], asked), { kind: "open" });
  });

  test("cannot be asked for if Google does not say what it is called", () => {
    assert.deepEqual(wayOf("ad_group_ad", [ofAd("")]), { kind: "none" });
  });
});

function rowError(action: RowError["action"], { details }: FailureError): RowError {
  return {
    code: "",
    message: "",
    advice: "",
    action,
    column: null,
    fieldPath: "",
    details: JSON.stringify(details),
  };
}

suite("what an exemption repeats", () => {
  test("is what the errors of the row name, letter by letter", () => {
    assert.deepEqual(exemptionsFrom([rowError("exempt", ofKeyword())]), {
      keys: [key],
      topics: [],
    });
    const both = [rowError("exempt", ofAd()), rowError("exempt", ofAd("CAPITALS"))];
    assert.deepEqual(exemptionsFrom(both), { keys: [], topics: ["SYMBOLS", "CAPITALS"] });
  });

  test("is nothing if one of them has to be mended otherwise", () => {
    const errors = [rowError("exempt", ofKeyword()), rowError("fix", fault)];
    assert.equal(exemptionsFrom(errors), null);
    assert.equal(exemptionsFrom([]), null);
  });
});

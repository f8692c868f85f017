import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { classOf } from "../../src/failure/classify.ts";
import { categories, codesOf } from "../../src/failure/codes.ts";
import type { FailureError } from "../../src/failure/failure.ts";
import { parsePath } from "../../src/failure/location.ts";
import { adviseOn, type Place } from "../../src/knowledge/advice.ts";
import { choiceOf } from "../../src/knowledge/choice.ts";

const codes = categories().flatMap((of) =>
  codesOf(of)
    .slice(1)
    .map(({ name }) => `${of.name}.${name}`),
);

const ofRows = codes.filter((code) =>
  ["fault", "done", "policy", "unknown"].includes(classOf({ code, details: null })),
);

function errorOf(code: string, path: string, trigger: string | null = null): FailureError {
  return { code, message: "Made up.", trigger, path: parsePath(path), details: null };
}

const fields = [
  ["ad_group_criterion", "negative"],
  ["ad_group_criterion", "keyword.text"],
  ["campaign", "name"],
  ["campaign", "network_settings.target_google_search"],
  ["campaign_budget", "amount_micros"],
  ["ad_group_ad", "ad.responsive_search_ad.headlines[2].text"],
  ["campaign_criterion", "location.geo_target_constant"],
] as const;

function pathOf(entity: string, field: string, verb = "create"): string {
  return `mutate_operations[0].${entity}_operation.${verb}.${field}`;
}

const aCell = /\b(?:the|this|its|these) cells?\b/i;

suite("advice about a field that has no column", () => {
  test("names the field, and speaks of no cell, whatever the error", () => {
    for (const code of ofRows) {
      for (const [entity, field] of fields) {
        for (const verb of ["create", "update"]) {
          for (const gap of ["lacking", "empty"] as const) {
            const place = { column: null, value: "", entity, gap };
            const { advice } = adviseOn(errorOf(code, pathOf(entity, field, verb)), place);
            const names = [field, field.replace(/_micros$/, "")];
            const isNamed = names.some((name) => advice.includes(name));
            assert.ok(isNamed || /entity ad\b/.test(advice), `${code} ${field}: ${advice}`);
            assert.doesNotMatch(advice, aCell, code);
          }
        }
      }
    }
  });

  test("names columns that a sheet can have, where Google names a union", () => {
    for (const [entity, union] of [
      ["campaign", "campaign_bidding_strategy"],
      ["ad_group_ad", "ad.ad_data"],
      ["ad_group_criterion", "criterion"],
    ] as const) {
      const members = choiceOf(entity, union)?.fields ?? [];
      assert.ok(members.length > 1, union);
      for (const code of ["FieldError.REQUIRED", "FieldError.INVALID_VALUE"]) {
        for (const path of [pathOf(entity, union), `operations[0].create.${union}`]) {
          const place: Place = { column: null, value: "", entity, gap: "lacking" };
          const { advice } = adviseOn(errorOf(code, path), place);
          assert.ok(advice.includes(members[0] ?? "?"), advice);
          assert.ok(!new RegExp(`\\b${union}\\b`).test(advice), advice);
        }
      }
    }
  });

  test("says so where the sheet has no column for it, and only there", () => {
    const error = errorOf("RangeError.TOO_LOW", pathOf("ad_group_criterion", "bid_modifier"));
    const place = { column: null, value: "" };
    assert.match(adviseOn(error, { ...place, gap: "lacking" }).advice, /has no column for it/);
    assert.match(adviseOn(error, { ...place, gap: "empty" }).advice, /row leaves empty/);
    assert.doesNotMatch(adviseOn(error, place).advice, /sheet/);
  });
});

suite("advice about a field that has a column", () => {
  test("never leaves a target out, which would reach everybody", () => {
    for (const code of ["FieldError.VALUE_MUST_BE_UNSET"]) {
      for (const [entity, field, column] of [
        ["campaign_criterion", "location.geo_target_constant", "Location"],
        ["ad_group_criterion", "keyword.text", "Keyword"],
        ["campaign_criterion", "negative", "negative"],
      ] as const) {
        const error = errorOf(code, pathOf(entity, field));
        const { advice } = adviseOn(error, { column, value: "x", entity });
        assert.doesNotMatch(advice, /empty|remove/i);
        assert.match(advice, /drop the row/);
      }
    }
  });

  test("an ad is changed through its own entity, and is not removed", () => {
    const path = pathOf("ad_group_ad", "ad.responsive_search_ad.headlines", "update");
    for (const code of ["FieldError.IMMUTABLE_FIELD", "AdError.CANNOT_MODIFY_AD"]) {
      const { advice } = adviseOn(errorOf(code, path), { column: "Headline 1", value: "Mugs" });
      assert.match(advice, /entity ad, operation update/);
      assert.doesNotMatch(advice, /remove/i);
    }
  });

  test("a group of fields is named with fields of its own", () => {
    const path = "mutate_operations[0].campaign_operation.update_mask";
    const error: FailureError = {
      ...errorOf("FieldMaskError.FIELD_HAS_SUBFIELDS", path),
      message: "The field mask contained a field with subfields: 'maximize_conversions'.",
    };
    const { advice } = adviseOn(error, { column: "maximize_conversions", value: "{}" });
    assert.match(advice, /such as maximize_conversions\.\w+_micros/);
    assert.doesNotMatch(advice, /network_settings/);
  });

  test("no amount is rounded to nothing", () => {
    const error = errorOf("BiddingError.BID_TOO_MANY_FRACTIONAL_DIGITS", "");
    assert.doesNotMatch(adviseOn(error, { column: "Max CPC", value: "0.0012" }).advice, /0\.00/);
  });
});

suite("what Google names", () => {
  const link = pathOf("asset_set_asset", "asset");

  test("is in the advice if it says more than the cell", () => {
    const url = "https://www.example.com/lamps";
    const error = errorOf("AssetSetAssetError.DUPLICATE_EXTERNAL_KEY", link, url);
    const { advice } = adviseOn(error, { column: "asset", value: "-33" });
    assert.ok(advice.includes(`"${url}"`), advice);
    assert.doesNotMatch(advice, /resubmit/);
  });

  test("is left out if the cell says the same", () => {
    for (const [trigger, value] of [
      ["Blue mug", " blue mug "],
      ["customers/1/assets/33", "33"],
      ["1250000", "1.25"],
      ["", "x"],
    ] as const) {
      const error = errorOf("FieldError.INVALID_VALUE", link, trigger);
      assert.doesNotMatch(adviseOn(error, { column: "asset", value }).advice, /Google names/);
    }
  });

  test("is the element of a list that one cell holds", () => {
    const path = pathOf("asset", "page_feed_asset.labels[2]");
    const error = errorOf("StringFormatError.ILLEGAL_CHARS", path);
    for (const value of ["winter|sale|tents!", '["winter","sale","tents!"]']) {
      assert.match(
        adviseOn(error, { column: "labels", value }).advice,
        /element 3, "tents!"/,
        value,
      );
    }
    for (const value of ["winter", "a|b"]) {
      assert.doesNotMatch(adviseOn(error, { column: "labels", value }).advice, /element/);
    }
  });

  test("never shows a secret", () => {
    const token = "ya29.A0ARrdaM-made-up-token-of-nobody-0123456789";
    const error = errorOf("FieldError.INVALID_VALUE", link, `Bearer ${token}`);
    assert.ok(!adviseOn(error, { column: "asset", value: "-33" }).advice.includes(token));
  });
});

suite("what becomes of the row", () => {
  const place: Place = { column: null, value: "" };

  test("nothing goes again automatically that somebody is told to do by hand", () => {
    for (const code of codes) {
      const { advice } = adviseOn(errorOf(code, ""), place);
      if (!/automatically/.test(advice)) continue;
      assert.doesNotMatch(
        advice,
        /\b(?:create|make|change|pause|remove|add) (?:it|this|these|the change)\b/i,
        `${code}: ${advice}`,
      );
    }
  });

  test("a refusal that speaks of one resource is the row's to fix", () => {
    for (const name of [
      "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
      "CREATE_OPERATION_NOT_PERMITTED",
      "REMOVE_OPERATION_NOT_PERMITTED",
    ]) {
      const error = errorOf(`OperationAccessDeniedError.${name}`, "mutate_operations[1]");
      const { action, advice } = adviseOn(error, place);
      assert.equal(action, "fix");
      assert.doesNotMatch(advice, /automatically/);
      assert.match(advice, /drop the row/i);
    }
  });

  test("a cure outside the row ends in sending the row unchanged", () => {
    for (const code of [
      "CampaignBudgetError.CAMPAIGN_BUDGET_IN_USE",
      "AssetGroupError.NOT_ENOUGH_LOGO_ASSET",
      "CriterionError.LISTING_GROUP_SUBDIVISION_REQUIRES_OTHERS_CASE",
      "ResourceCountLimitExceededError.RESOURCE_LIMIT",
      "MutateError.RESOURCE_NOT_FOUND",
    ]) {
      assert.match(adviseOn(errorOf(code, ""), place).advice, /Then .* again with --rows\.$/, code);
    }
  });

  test("a saved response belongs to no run, so no run is spoken of", () => {
    for (const code of codes) {
      for (const grpcCode of [null, 3, 7, 14]) {
        const { advice } = adviseOn(errorOf(code, ""), { ...place, hasRun: false }, grpcCode);
        assert.doesNotMatch(
          advice,
          /settle|resubmit|corrections\.csv|--rows|automatically with/,
          `${code}: ${advice}`,
        );
      }
    }
  });

  test("a code that nobody knows is said to be unknown once, with what may know it", () => {
    const { action, advice } = adviseOn(errorOf("RequestError.UNKNOWN", ""), place);
    assert.equal(action, "report");
    assert.equal(advice.match(/no name|not known|does not know/g)?.length, 1, advice);
    assert.match(advice, /newer one may.*Update rowmend.*request id/);
  });

  test("no advice merely restates Google's message", () => {
    for (const of of categories()) {
      for (const { name, description } of codesOf(of).slice(2)) {
        const code = `${of.name}.${name}`;
        if (!["fault", "unknown"].includes(classOf({ code, details: null }))) continue;
        const error = { ...errorOf(code, ""), message: description };
        assert.ok(!adviseOn(error, place).advice.startsWith(description || "?"), code);
      }
    }
  });
});

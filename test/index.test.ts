import { errors as googleErrors } from "google-ads-api";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as rowmend from "../src/index.ts";
import { detailOf, errorAt, failureBytes, statusBytes } from "./support/answers.ts";

const headers = ["ad_group", "Keyword.Text", "keyword.match_type"];

const rows = [
  ["111", "hiking boots", "EXACT"],
  ["111", "hiking boots!", "EXACT"],
];

const defaults = { entity: "ad_group_criterion", operation: "create", customerId: "1234567890" };

const path = "mutate_operations[1].ad_group_criterion_operation.create.keyword.text";

const error = errorAt(path, "criterion_error", "KEYWORD_HAS_INVALID_CHARS");

/** The example at the top of the library. */
function rowsOf(response: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const builder = rowmend.builderOf(headers, defaults);
  for (const { failure } of rowmend.decodeJson(response)) {
    for (const [operation, errors] of rowmend.errorsByOperation(failure)) {
      const cells = operation === null ? [] : (rows[operation] ?? []);
      for (const one of errors) {
        const index = rowmend.locate(one, cells, builder);
        const column = index === null ? null : (headers[index] ?? null);
        const value = index === null ? "" : (cells[index] ?? "");
        const { action, advice } = rowmend.adviseOn(one, { column, value });
        found.push({ operation, column, code: one.code, action, advice });
      }
    }
  }
  return found;
}

const wanted = [
  {
    operation: 1,
    column: "Keyword.Text",
    code: "CriterionError.KEYWORD_HAS_INVALID_CHARS",
    action: "fix",
    advice: "Remove ! from the keyword.",
  },
];

suite("the library, with google-ads-api and code of one's own", () => {
  const decoded = googleErrors.GoogleAdsFailure.decode(failureBytes([error], "request-1"));

  test("the response of a mutate, whose failure google-ads-api has decoded", () => {
    const response = { mutate_operation_responses: [{}, {}], partial_failure_error: decoded };
    assert.deepEqual(rowsOf(response), wanted);
  });

  test("the response as it came, with the failure packed", () => {
    const status = { code: 3, message: "Bad.", details: [detailOf([error])] };
    assert.deepEqual(
      rowsOf({ mutate_operation_responses: [], partial_failure_error: status }),
      wanted,
    );
  });

  test("what google-ads-api throws", () => {
    assert.deepEqual(rowsOf(decoded), wanted);
  });

  test("bytes, trailers, classes, explanations and verdicts", () => {
    const status = rowmend.decodeStatus(statusBytes([detailOf([error])]));
    assert.equal(status.errors.length, 1);
    assert.equal(rowmend.decodeFailure(failureBytes([error], "request-1")).requestId, "request-1");
    assert.equal(rowmend.decodeTrailers([["request-id", "request-2"]]).requestId, "request-2");
    assert.equal(rowmend.classOf({ code: "QuotaError.RESOURCE_EXHAUSTED", details: null }), "wait");
    assert.equal(rowmend.explain("UNAVAILABLE")[0]?.number, 14);
    const answer = {
      kind: "answered",
      results: ["customers/1/x/1", null],
      failure: status,
    } as const;
    assert.deepEqual(
      rowmend.judge(2, answer, false).verdicts.map(({ outcome }) => outcome),
      ["accepted", "rejected"],
    );
  });
});

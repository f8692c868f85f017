import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decodeStatus } from "../../src/failure/decode.ts";
import { judge } from "../../src/outcome/verdict.ts";
import { detailOf, errorAt, statusBytes } from "../support/answers.ts";

const name = "customers/1/adGroupCriteria/2~3";

/** The outcomes of three operations of which the second has no result, with that error. */
function outcomesWith(error: ReturnType<typeof errorAt>, text = "Failed."): readonly string[] {
  const failure = decodeStatus(statusBytes([detailOf([error])], text));
  const { verdicts } = judge(3, { kind: "answered", results: [name, null, name], failure }, false);
  return verdicts.map(({ outcome }) => outcome);
}

const tooLong = ["string_length_error", "TOO_LONG"] as const;

const quota = ["quota_error", "RESOURCE_EXHAUSTED"] as const;

suite("an error of a request that names no operation", () => {
  test("is about the only one without a result", () => {
    assert.deepEqual(outcomesWith(errorAt("", ...tooLong)), ["accepted", "rejected", "accepted"]);
  });
});

suite("an error of a request that names an operation which was not sent", () => {
  const path = "mutate_operations[99].ad_group_criterion_operation.create.keyword.text";
  for (const [what, code] of [
    ["fault", tooLong],
    ["quota", quota],
  ] as const) {
    test(`is about no row, and leaves one without a result in doubt: a ${what}`, () => {
      const expected = ["accepted", "in_doubt", "accepted"];
      assert.deepEqual(outcomesWith(errorAt(path, code[0], code[1])), expected);
      assert.deepEqual(
        outcomesWith(errorAt(path, code[0], code[1]), "Bad., in operation 1"),
        expected,
      );
    });
  }
});

test("an error that Google repeats counts once, for each operation", () => {
  const said = ["0 A", "1 A", "0 B", "0 A", "1 A", "0 B"].map((text) => text.split(" "));
  const errors = said.map(([index, message]) =>
    errorAt(`mutate_operations[${index}].ad_group_criterion_operation`, ...tooLong, message),
  );
  const failure = decodeStatus(statusBytes([detailOf(errors)], "Failed."));
  const { verdicts } = judge(2, { kind: "answered", results: [null, null], failure }, false);
  assert.deepEqual(
    verdicts.map((verdict) => verdict.errors.map(({ message }) => message)),
    [["A", "B"], ["A"]],
  );
});

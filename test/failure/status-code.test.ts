import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalNames, isNeverRepeated, uncertaintyOf } from "../../src/failure/status-code.ts";

test("after these codes it is not known what a call did; every other one is a refusal", () => {
  const uncertain = canonicalNames.filter((_, code) => uncertaintyOf(code) !== null);
  assert.deepEqual(uncertain, [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "DEADLINE_EXCEEDED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
  ]);
});

test("a number that is not a status code says nothing about what a call did", () => {
  for (const code of [-1, 17, 99]) assert.notEqual(uncertaintyOf(code), null);
});

test("what was cancelled, and what Google lost, is never repeated", () => {
  const never = canonicalNames.filter((_, code) => isNeverRepeated(code));
  assert.deepEqual(never, ["CANCELLED", "DATA_LOSS"]);
});

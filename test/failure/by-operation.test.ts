import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { errorsByOperation } from "../../src/failure/by-operation.ts";
import { decodeFailure } from "../../src/failure/decode.ts";
import { errorAt, failureBytes } from "../support/answers.ts";

suite("errors by operation", () => {
  test("every error is under the operation that it names, or under null", () => {
    const failure = decodeFailure(
      failureBytes([
        errorAt("operations[2].create.name", "string_length_error", "TOO_LONG"),
        errorAt("", "quota_error", "RESOURCE_EXHAUSTED"),
        errorAt("operations[0].create", "field_error", "REQUIRED"),
        errorAt("operations[2].create.status", "enum_error", "ENUM_VALUE_NOT_PERMITTED"),
        errorAt("operations.create.name", "field_error", "REQUIRED"),
      ]),
    );
    const codes = [...errorsByOperation(failure)].map(([operation, errors]) => [
      operation,
      errors.map(({ code }) => code),
    ]);
    assert.deepEqual(codes, [
      [2, ["StringLengthError.TOO_LONG", "EnumError.ENUM_VALUE_NOT_PERMITTED"]],
      [null, ["QuotaError.RESOURCE_EXHAUSTED", "FieldError.REQUIRED"]],
      [0, ["FieldError.REQUIRED"]],
    ]);
  });
});

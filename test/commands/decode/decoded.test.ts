import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decodedTable } from "../../../src/commands/decode/decoded-table.ts";
import { type DecodedError, decodedErrors } from "../../../src/commands/decode/decoded.ts";
import { readSaved } from "../../../src/commands/decode/saved.ts";
import { failures } from "../../fixtures/failures.ts";

suite("decoding answers of every form", () => {
  for (const { id, payload, bytes, expected } of failures) {
    const wanted = expected.map((error) => ({
      operation_index: error.operationIndex,
      field_path: error.fieldPath ?? "",
      code: error.errorCode?.replace(/^./, (first) => first.toUpperCase()) ?? null,
      message: error.message,
      trigger: error.trigger,
    }));

    test(`${id}: JSON`, () => {
      const errors = decodedErrors(readSaved(Buffer.from(JSON.stringify(payload)), id));
      assert.deepEqual(errors.filter(isError).map(shown), wanted);
      assert.ok(decodedTable(errors).length > 0);
      for (const { advice } of errors) assert.match(advice, /\.$/);
    });

    if (bytes !== undefined) {
      test(`${id}: bytes`, () => {
        assert.deepEqual(decodedErrors(readSaved(Buffer.from(bytes), id)).map(shown), wanted);
      });
    }
  }
});

/** Neither a bare status nor a part that was not decoded. */
function isError({ details }: DecodedError): boolean {
  return details === null || !("status_code" in details || "type_url" in details);
}

function shown({ operation_index, field_path, code, message, trigger }: DecodedError): object {
  return { operation_index, field_path, code, message, trigger };
}

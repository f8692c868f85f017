import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { decodedTable } from "../../../src/commands/decode/decoded-table.ts";
import { type DecodedError, decodedErrors } from "../../../src/commands/decode/decoded.ts";
import { readSaved } from "../../../src/commands/decode/saved.ts";

// A collection of answers that others really got, kept beside the project; without it there is
// nothing to test here.
const file = fileURLToPath(new URL("../../../../shared/cases/payloads.json", import.meta.url));

interface Case {
  readonly id: string;
  readonly payload: unknown;
  readonly raw?: Readonly<Record<string, string>>;
  readonly expected: readonly {
    readonly operationIndex: number | null;
    readonly fieldPath: string | null;
    readonly errorCode: string | null;
    readonly message: string | null;
    readonly trigger: string | null;
  }[];
}

const cases: readonly Case[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

/** Dumps of trailing metadata, which are no answers. */
const notAnswers = new Set(["python-trailer", "python-trailer-corrupt"]);

/** Bytes of v1 under the type of v24: the collection loses the index in its old field, we read it. */
const oldIndexes = new Set(["ruby-test-v24"]);

suite("decoding real answers", { skip: cases.length === 0 }, () => {
  for (const { id, payload, raw, expected } of cases) {
    const wanted = expected.map((error) => ({
      operation_index: error.operationIndex,
      field_path: error.fieldPath ?? "",
      code: error.errorCode?.replace(/^./, (first) => first.toUpperCase()) ?? null,
      message: error.message,
      trigger: error.trigger,
    }));

    test(`${id}: JSON`, { skip: notAnswers.has(id) }, () => {
      const errors = decodedErrors(readSaved(Buffer.from(JSON.stringify(payload)), id));
      assert.deepEqual(errors.filter(isError).map(shown), wanted);
      assert.ok(decodedTable(errors).length > 0);
      for (const { advice } of errors) assert.match(advice, /\.$/);
    });

    for (const [name, base64] of Object.entries(raw ?? {})) {
      test(`${id}: ${name}`, { skip: oldIndexes.has(id) }, () => {
        assert.deepEqual(decodedErrors(readSaved(Buffer.from(base64), id)).map(shown), wanted);
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

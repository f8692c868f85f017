import assert from "node:assert/strict";
import { test } from "node:test";
import { decodedErrors } from "../../../src/commands/decode/decoded.ts";
import { decodedTable } from "../../../src/commands/decode/decoded-table.ts";
import { readSaved } from "../../../src/commands/decode/saved.ts";
import { detailOf, errorAt, statusBytes, textAt } from "../../support/answers.ts";

test("a saved answer of many megabytes is read, as base64 and as hexadecimal digits", () => {
  const errors = Array.from({ length: 500 }, (_, at) =>
    errorAt(textAt(at), "string_length_error", "TOO_LONG", "x".repeat(8_000)),
  );
  const bytes = Buffer.from(statusBytes([detailOf(errors)], "Failed."));
  for (const encoding of ["base64", "hex"] as const) {
    const found = decodedErrors(readSaved(Buffer.from(bytes.toString(encoding)), "saved"));
    assert.equal(found.length, errors.length);
    assert.ok(decodedTable(found.slice(0, 2)).includes("TOO_LONG"));
  }
});

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainCells } from "../../../src/sheet/csv/plain-record.ts";

test("a record without quotes has its cells between delimiters", () => {
  assert.deepEqual(plainCells("a,b", ","), ["a", "b"]);
  assert.deepEqual(plainCells("", ","), [""]);
  assert.deepEqual(plainCells(",", ","), ["", ""]);
  const raw = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", ";", "\t", "|") });
  fc.assert(
    fc.property(raw, fc.constantFrom(",", ";", "\t", "|"), (text, delimiter) => {
      assert.deepEqual(plainCells(text, delimiter), text.split(delimiter));
    }),
  );
});

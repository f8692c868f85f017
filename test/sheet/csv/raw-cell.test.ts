import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { withCells } from "../../../src/sheet/csv/raw-cell.ts";
import { parseRecord } from "../../../src/sheet/csv/records.ts";
import { reportDialect } from "../../../src/sheet/csv/write.ts";

suite("a record with other cells", () => {
  for (const [raw, cells, record] of [
    ['"a",b,"c"', ["a", "x", "c"], '"a",x,"c"'],
    ['"a","b"', ["x", "b"], 'x,"b"'],
    ['"a","b"', ["x,y", "b"], '"x,y","b"'],
    ['"a","b"', ["", "b"], ',"b"'],
    ['"a,b",c,', ["a,b", "x", ""], '"a,b",x,'],
    ['"say ""hi""",b', ['say "hi"', "x"], '"say ""hi""",x'],
    ['"two\nlines",b', ["two\nlines", "x"], '"two\nlines",x'],
    // Quotes in the middle, and text behind a closing quote.
    ['5" screen,b', ['5" screen', "x"], '5" screen,x'],
    ['"a"b,c', ['"a"b', "x"], '"a"b,x'],
    // More cells, and fewer.
    ['"a"', ["a", "", "x"], '"a",,x'],
    ['"a"', ["a", "", ""], '"a"'],
    ['"a",b', ["a"], '"a",'],
    ["a", [""], ""],
  ] as const) {
    test(`${JSON.stringify(raw)} becomes ${JSON.stringify(record)}`, () => {
      assert.equal(withCells(raw, cells, reportDialect), record);
    });
  }
});

/** One record of any quality: most of them are badly quoted. */
const anyRecord = fc
  .string({ unit: fc.constantFrom('"', '"', ",", ";", "x", " ", "é"), maxLength: 20 })
  .filter((raw) => {
    try {
      return parseRecord(raw, reportDialect).length > 0;
    } catch {
      return false;
    }
  });

test("a record whose cells stay is the same, however it is written", () => {
  fc.assert(
    fc.property(anyRecord, (raw) => {
      assert.equal(withCells(raw, parseRecord(raw, reportDialect), reportDialect), raw);
    }),
  );
});

test("a record with other cells is read back as those, however it was written", () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ",", "\n", "x", " "), maxLength: 5 });
  fc.assert(
    fc.property(anyRecord, fc.nat(4), cell, (raw, column, text) => {
      const cells = [...parseRecord(raw, reportDialect)];
      cells[Math.min(column, cells.length - 1)] = text;
      assert.deepEqual(parseRecord(withCells(raw, cells, reportDialect), reportDialect), cells);
    }),
  );
});

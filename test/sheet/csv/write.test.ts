import { stringify } from "csv-stringify/sync";
import * as fc from "fast-check";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  bomOf,
  encodeText,
  formatRecord,
  formatRecords,
  reportDialect,
  safeText,
} from "../../../src/sheet/csv/write.ts";
import type { Dialect } from "../../../src/sheet/sheet.ts";

const dialect = (part: Partial<Dialect>): Dialect => ({ ...reportDialect, ...part });

describe("a record is written", () => {
  test("without quotes where none are needed", () => {
    assert.equal(formatRecord(["Brand", "", " x ", "5'"], reportDialect), "Brand,, x ,5'");
  });
  test("with quotes around its own delimiter only", () => {
    assert.equal(formatRecord(["a,b", "c;d"], dialect({ delimiter: "," })), '"a,b",c;d');
    assert.equal(formatRecord(["a,b", "c;d"], dialect({ delimiter: ";" })), 'a,b;"c;d"');
  });
  test("with quotes doubled", () => {
    assert.equal(formatRecord(['5" screen', "x"], reportDialect), '"5"" screen",x');
  });
  test("with quotes around every kind of line ending", () => {
    assert.equal(formatRecord(["a\nb", "c\rd", "e"], reportDialect), '"a\nb","c\rd",e');
    assert.equal(formatRecord(["a\nb", "c\rd", "e"], dialect({ eol: "\r" })), '"a\nb","c\rd",e');
  });
  test("so that a single empty cell is not a blank line", () => {
    assert.equal(formatRecord([""], reportDialect), '""');
  });
  test("as another writer of CSV does, whatever the cells and the dialect", () => {
    const special = fc.constantFrom(
      '"',
      ",",
      ";",
      "\t",
      "|",
      "\n",
      "\r",
      "\r\n",
      " ",
      "\\",
      "=",
      "é",
    );
    const cell = fc.oneof(fc.string(), fc.string({ unit: special, maxLength: 4 }));
    const anyDialect = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      eol: fc.constantFrom("\n" as const, "\r\n" as const, "\r" as const),
    });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), anyDialect, (records, part) => {
        const theirs = records.map((cells) =>
          stringify([cells], {
            delimiter: part.delimiter,
            record_delimiter: part.eol,
            quoted_match: /[\r\n]/,
            quoted_empty: cells.length === 1,
          }),
        );
        assert.equal(formatRecords(records, dialect(part)), theirs.join(""));
      }),
    );
  });
  test("without a line ending", () => {
    assert.equal(formatRecord(["a", '"'], dialect({ eol: "\r\n" })), 'a,""""');
  });
});

describe("text is encoded", () => {
  test("as the dialect has it, without a mark", () => {
    assert.deepEqual([...encodeText("é", reportDialect)], [0xc3, 0xa9]);
    assert.deepEqual([...encodeText("é", dialect({ encoding: "utf-16le" }))], [0xe9, 0x00]);
    assert.deepEqual([...encodeText("é", dialect({ encoding: "utf-16be" }))], [0x00, 0xe9]);
    assert.deepEqual([...encodeText("é", dialect({ bom: true }))], [0xc3, 0xa9]);
  });
  test("and the mark of a file is separate", () => {
    assert.deepEqual([...bomOf(reportDialect)], []);
    assert.deepEqual([...bomOf(dialect({ bom: true }))], [0xef, 0xbb, 0xbf]);
    assert.deepEqual([...bomOf(dialect({ bom: true, encoding: "utf-16le" }))], [0xff, 0xfe]);
    assert.deepEqual([...bomOf(dialect({ bom: true, encoding: "utf-16be" }))], [0xfe, 0xff]);
  });
});

describe("text of ours", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    test(`does not begin a formula with ${JSON.stringify(start)}`, () => {
      assert.equal(safeText(`${start}1+1`), `'${start}1+1`);
    });
  }
  test("is otherwise left alone", () => {
    assert.equal(safeText("1=1"), "1=1");
    assert.equal(safeText(""), "");
  });
});

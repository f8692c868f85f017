import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  bomOf,
  encodeText,
  formatRecord,
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

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeText, inBlocks } from "../../../src/sheet/csv/decoded-text.ts";
import { parseRecord, readRecords } from "../../../src/sheet/csv/records.ts";
import { bomOf, encodeText, formatRecord } from "../../../src/sheet/csv/write.ts";
import type { Dialect, Row } from "../../../src/sheet/sheet.ts";
import { inChunks, readWhole } from "./sources.ts";

/** Cells full of what is special to some dialect. */
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('"', ",", ";", "\t", "|", "\n", "\r", " ", "a", "é", "😀", "\u{FEFF}"),
    maxLength: 8,
  }),
  fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
);

const cells = fc.array(cell, { minLength: 1, maxLength: 5 });

const eol = fc.constantFrom<Dialect["eol"]>("\n", "\r\n", "\r");

const dialect: fc.Arbitrary<Dialect> = fc.record(
  {
    encoding: fc.constantFrom<Dialect["encoding"]>("utf-8", "utf-16le", "utf-16be"),
    bom: fc.boolean(),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    quote: fc.constant('"'),
    eol,
  },
  { noNullPrototype: true },
);

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** Any text at all, rich in quotes and line endings: most of it is badly quoted. */
const anyText = fc.string({
  unit: fc.constantFrom('"', '"', ",", "\n", "\r", "x", "é"),
  maxLength: 30,
});

const HEADER = ["name", "note"] as const;

function fileOf(records: readonly (readonly string[])[], written: Dialect): Uint8Array {
  const text = [HEADER, ...records]
    .map((record) => formatRecord(record, written) + written.eol)
    .join("");
  return Buffer.concat([bomOf(written), encodeText(text, written)]);
}

/** The records of the text, given to the reader in blocks as small as the sizes say. */
async function recordsOf(
  bytes: Uint8Array,
  written: Dialect,
  chunkSizes?: readonly number[],
): Promise<readonly Row[] | string> {
  const rows: Row[] = [];
  try {
    const blocks = inBlocks(inChunks(bytes, chunkSizes), 1);
    for await (const chunk of readRecords(blocks, written, "ads.csv")) rows.push(...chunk);
  } catch (error) {
    return String(error);
  }
  return rows;
}

/** What a spreadsheet shows as an empty row. */
function isBlank(record: readonly string[]): boolean {
  return record.join("").trim() === "";
}

const utf8: Dialect = { encoding: "utf-8", bom: false, delimiter: ",", quote: '"', eol: "\n" };

describe("for all cells, dialects and chunks", () => {
  test("what is written is read back: cells, raw text and dialect", async () => {
    await fc.assert(
      fc.asyncProperty(dialect, fc.array(cells), sizes, async (written, records, chunkSizes) => {
        const sheet = await readWhole(fileOf(records, written), {
          sizes: chunkSizes,
          delimiter: written.delimiter,
        });
        assert.deepEqual(sheet.dialect, written);
        assert.deepEqual(sheet.header.cells, HEADER);
        const filled = records.filter((record) => !isBlank(record));
        assert.deepEqual(
          sheet.rows.map((row) => row.cells),
          filled,
        );
        assert.deepEqual(
          sheet.rows.map((row) => row.raw),
          filled.map((record) => formatRecord(record, written)),
        );
      }),
    );
  });

  test("the cells of a stored record are those that were read with it", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const rows = await recordsOf(Buffer.from(text), utf8);
        fc.pre(typeof rows !== "string");
        for (const row of rows) assert.deepEqual(parseRecord(row.raw, utf8), row.cells);
      }),
    );
  });

  test("chunks make no difference, to rows or to errors", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyText.map((text) => Buffer.from(text)),
          fc.uint8Array({ max: 0xff, maxLength: 30 }),
          fc
            .array(fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0xc3, 0xa9, 0xff, 0))
            .map((list) => Buffer.from(list)),
        ),
        dialect,
        sizes,
        async (bytes, { encoding }, chunkSizes) => {
          const written = { ...utf8, encoding };
          const cut = await recordsOf(bytes, written, chunkSizes);
          const whole = await recordsOf(bytes, written);
          // Of two faults, that of the characters is found first in a whole file only.
          if (typeof whole === "string" && /not valid|not a text/.test(whole)) {
            assert.equal(typeof cut, "string");
          } else {
            assert.deepEqual(cut, whole);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("raw texts, line endings and blank rows make up the file, and numbers and lines count them", async () => {
    const line = fc.record({ record: fc.option(cells, { nil: null }), ending: eol });
    await fc.assert(
      fc.asyncProperty(fc.array(line), sizes, async (lines, chunkSizes) => {
        // CR, then a blank line that ends in LF, would be one CR LF.
        const parts = lines.map(({ record, ending }) => ({
          raw: record === null ? "" : formatRecord(record, utf8),
          isBlank: record === null || isBlank(record),
          ending: ending === "\r" ? "\r\n" : ending,
        }));
        const text = parts.map(({ raw, ending }) => raw + ending).join("");
        const rows = await recordsOf(Buffer.from(text), utf8, chunkSizes);
        assert.ok(typeof rows !== "string");

        let physical = 1;
        for (const [index, { raw, isBlank: isLeftOut, ending }] of parts.entries()) {
          const row: Row | undefined = rows.find(({ number }) => number === index + 1);
          assert.deepEqual(
            [row?.raw, row?.line],
            isLeftOut ? [undefined, undefined] : [raw, physical],
          );
          physical += (raw + ending).split(/\r\n|\r|\n/).length - 1;
        }
        assert.equal(rows.length, parts.filter((part) => !part.isBlank).length);
      }),
    );
  });

  test("any text at all is cut into its records and nothing is lost", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const rows = await recordsOf(Buffer.from(text), utf8);
        fc.pre(typeof rows !== "string");
        let at = 0;
        for (const { raw } of rows) {
          const found = text.indexOf(raw, at);
          assert.match(text.slice(at, found), /^[\r\n",]*$/);
          at = found + raw.length;
        }
        assert.match(text.slice(at), /^[\r\n",]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("text is decoded as TextDecoder decodes it, or refused as it refuses", async () => {
    const bytes = fc.array(
      fc.constantFrom(
        0x61,
        0x0a,
        0xc3,
        0xa9,
        0xe2,
        0x82,
        0xac,
        0xf0,
        0x9f,
        0x98,
        0x80,
        0xed,
        0xd8,
        0xdc,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        bytes.map((list) => Buffer.from(list)),
        dialect,
        sizes,
        async (content, { encoding }, chunkSizes) => {
          let expected: string | null = null;
          try {
            expected = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
          } catch {
            // Not text in this encoding.
          }
          let text: string | null = null;
          try {
            const blocks = inBlocks(inChunks(content, chunkSizes), 1);
            const parts: Buffer[] = [];
            for await (const part of decodeText(blocks, { ...utf8, encoding }, "ads.csv")) {
              parts.push(part);
            }
            text = Buffer.concat(parts).toString();
          } catch {
            text = null;
          }
          assert.equal(text, expected);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

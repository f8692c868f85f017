import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { countLineBreaks, isBlankRecord, parserOptions } from "../../../src/sheet/csv/parser.ts";
import { parseRecord, readRecords } from "../../../src/sheet/csv/records.ts";
import { swallowedLines, unclosedQuote } from "../../../src/sheet/csv/unreadable.ts";
import { encodeText } from "../../../src/sheet/csv/write.ts";
import type { Dialect, Row } from "../../../src/sheet/sheet.ts";
import { inChunks } from "./sources.ts";

const NAME = "ads.csv";

/** What csv-parse alone makes of a whole text: its records, or the message that refuses it. */
function parsedAlone(text: string, dialect: Dialect): readonly Row[] | string {
  const rows: Row[] = [];
  let number = 1;
  let line = 1;
  const options = parserOptions(dialect.delimiter, (cells, raw) => {
    let opened = line;
    for (const cell of cells) {
      const closed = opened + countLineBreaks(cell);
      const isQuoted = raw.includes(`"${cell.replaceAll('"', '""')}"`);
      if (closed > opened && cell.startsWith('"') && !isQuoted) {
        throw swallowedLines(NAME, opened, closed);
      }
      opened = closed;
    }
    if (!isBlankRecord(cells)) rows.push({ number, line, raw, cells });
    number++;
    line += countLineBreaks(raw) + 1;
  });
  try {
    parse(text, options);
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) return String(error);
    const closed = parseRecord(`${String(error["raw"])}"`, dialect).slice(0, -1);
    return String(unclosedQuote(NAME, line + countLineBreaks(closed.join())));
  }
}

/** What the reader makes of the same text in blocks of these sizes. */
async function cut(
  text: string,
  dialect: Dialect,
  sizes: readonly number[],
): Promise<readonly Row[] | string> {
  const rows: Row[] = [];
  async function* blocks(): AsyncGenerator<Buffer> {
    for await (const chunk of inChunks(encodeText(text, dialect), sizes)) yield Buffer.from(chunk);
  }
  try {
    for await (const chunk of readRecords(blocks(), dialect, NAME)) rows.push(...chunk);
  } catch (error) {
    return String(error);
  }
  return rows;
}

const dialect = fc.record({
  encoding: fc.constantFrom<Dialect["encoding"]>("utf-8", "utf-16le", "utf-16be"),
  bom: fc.constant(false),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  quote: fc.constant('"'),
  eol: fc.constant<Dialect["eol"]>("\n"),
});

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

const ending = fc.constantFrom("\n", "\r\n", "\r");

/** Lines as files have them: mostly plain, some quoted, a few with careless or open quotes. */
const lines = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom("a,b", "é;1|2\t3", "", ",", " ", "x".repeat(9)) },
        { weight: 3, arbitrary: fc.constantFrom('"a"', '"a,b",c', 'x,"say ""hi"""', '""', '"😀"') },
        { weight: 2, arbitrary: fc.constantFrom('"two\nlines",x', '"\r\n",y', '"a\rb\n\nc"') },
        { weight: 1, arbitrary: fc.constantFrom('5" screen', '"5" screen,x', 'a,"b', 'b",c', '"') },
      ),
      ending,
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.flat().join(""));

/** Nothing but what is special. */
const noise = fc.string({
  unit: fc.constantFrom('"', '"', ",", ";", "\n", "\r", "x", "é"),
  maxLength: 40,
});

const utf8: Dialect = { encoding: "utf-8", bom: false, delimiter: ",", quote: '"', eol: "\n" };

const MIB = 1 << 20;

suite("records", () => {
  for (const [what, texts] of [
    ["lines as files have them", lines],
    ["any mixture of quotes, delimiters and line endings", noise],
    ["text that ends without a line ending", lines.map((text) => text.replace(/[\r\n]+$/, ""))],
  ] as const) {
    test(`are those that csv-parse alone returns: ${what}`, async () => {
      await fc.assert(
        fc.asyncProperty(texts, dialect, sizes, async (text, written, blockSizes) => {
          assert.deepEqual(await cut(text, written, blockSizes), parsedAlone(text, written));
        }),
        { numRuns: 1000 },
      );
    });
  }

  test("over 16 MiB are refused with their own line, also after one that csv-parse still holds", async () => {
    const message = await cut(`"a",b\n${"x".repeat(17 * MIB)}`, utf8, [MIB]);
    assert.ok(typeof message === "string");
    assert.match(message, /ads\.csv, line 2: the row that begins here is larger than 16 MiB/);
  });

  test("are measured each for itself", async () => {
    const text = `"a",${"x".repeat(9 * MIB)}\n${"y".repeat(9 * MIB)}\n`;
    assert.equal((await cut(text, utf8, [MIB])).length, 2);
  });
});

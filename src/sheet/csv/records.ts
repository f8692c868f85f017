import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { Dialect, Row, Sheet } from "../sheet.ts";
import { decodeText, inBlocks } from "./decoded-text.ts";
import { detectDialect, toldDelimiter } from "./dialect.ts";
import { fileKindOf } from "./file-kind.ts";
import { countLineBreaks, parserOptions } from "./parser.ts";
import { plainCells } from "./plain-record.ts";
import { RecordCutter } from "./record-cutter.ts";
import { blankFile, emptyFile, otherFile, packedFile, unclosedQuote } from "./unreadable.ts";

/**
 * Opens a CSV file: detects its dialect, reads the header, and streams the rows.
 *
 * Lines may end in LF, CR or CR LF, also mixed. A quote in the middle of an unquoted cell is an
 * ordinary character; a quoted cell with text after its closing quote is taken as it stands, with its
 * quotes. None of this changes `raw`.
 *
 * @param source the bytes of the file, in chunks of any size
 * @param name the name of the file in messages
 * @param chosen the user's settings, which replace detected ones
 * @throws RunError if the header is missing or the beginning is not readable; `rows` throws one where
 *   the rest is not: bytes that are not text, a quote that is never closed, a record over 16 MiB
 */
export async function readSheet(
  source: AsyncIterable<Uint8Array>,
  name: string,
  chosen: { readonly delimiter?: string } = {},
): Promise<Sheet> {
  const blocks = inBlocks(source);
  try {
    const first = await blocks.next();
    if (first.done === true) throw emptyFile(name);
    const head = first.value;
    if (isPacked(head)) throw packedFile(name);
    const kind = fileKindOf(head);
    if (kind !== null) throw otherFile(name, kind);
    const dialect = detectDialect(head, chosen);
    const chunks = readRecords(startingWith(head, blocks), dialect, name);
    const skipped: number[] = [];
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) throw blankFile(name);
      const [title] = next.value;
      const isTold = title?.number === 1 && toldDelimiter(title.raw) !== null;
      if (isTold) skipped.push(title.number);
      const [header, ...rows] = next.value.slice(isTold ? 1 : 0);
      if (header !== undefined)
        return { dialect, header, skipped, rows: startingWith(rows, chunks) };
    }
  } catch (error) {
    await blocks.return(undefined);
    throw error;
  }
}

/**
 * The cells of one record, given its raw text: the same ones that `readSheet` returned with it.
 *
 * @throws RangeError if the text is not exactly one record of the dialect
 */
export function parseRecord(raw: string, { quote, delimiter }: Dialect): readonly string[] {
  // Setting up a parser costs more than reading most records.
  if (!raw.includes(quote)) return plainCells(raw, delimiter);
  const records: (readonly string[])[] = [];
  const options = parserOptions(delimiter, (cells) => records.push(cells));
  let cause: unknown;
  try {
    parse(raw, options);
  } catch (error) {
    cause = error;
  }
  const [cells] = records;
  if (cells !== undefined && records.length === 1 && cause === undefined) return cells;
  throw new RangeError("The text is not exactly one record.", { cause });
}

/** Reads the records that are not blank, including the header, from blocks of bytes of any size. */
export async function* readRecords(
  blocks: AsyncIterable<Buffer>,
  dialect: Dialect,
  name: string,
): AsyncGenerator<readonly Row[]> {
  const cutter = new RecordCutter(dialect, name);
  try {
    for await (const text of decodeText(blocks, dialect, name)) {
      const rows = await cutter.read(text);
      if (rows.length > 0) yield rows;
    }
    const rows = await cutter.end();
    if (rows.length > 0) yield rows;
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== "CSV_QUOTE_NOT_CLOSED") throw error;
    // With the quote that is missing, the last cell is the one that was never closed.
    const cells = parseRecord(`${String(error["raw"])}"`, dialect);
    throw unclosedQuote(name, cutter.line + countLineBreaks(cells.slice(0, -1).join()));
  }
}

/** Whether it is a ZIP file (as .xlsx is) or the container of older Office documents. */
function isPacked(head: Buffer): boolean {
  return ["504b0304", "d0cf11e0"].includes(head.toString("hex", 0, 4));
}

/** Closes `rest` even if the reader stops early. */
async function* startingWith<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

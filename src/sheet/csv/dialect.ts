import { CsvError, parse } from "csv-parse/sync";
import { RunError } from "../../messages/run-error.ts";
import type { Dialect, Encoding } from "../sheet.ts";
import { isBlankRecord, parserOptions } from "./parser.ts";

/** In order of preference if nothing else decides. */
const DELIMITERS = [",", "\t", ";", "|"] as const;

/** The delimiter that a line `sep=;` tells Excel, else null; Excel does not show this line. */
export function toldDelimiter(line: string): string | null {
  return /^"?sep=([,;|\t])"?$/i.exec(line)?.[1] ?? null;
}

/** Enough to see a pattern, few enough to be cheap. */
const RECORDS_TO_CONFIRM = 50;

/**
 * Detects the format of a file from its first bytes, which should hold the header record and preferably
 * some records after it.
 *
 * The encoding is that of the byte order mark; without one, text whose first characters have zero
 * bytes on one side only is UTF-16 (Google Ads Editor writes tab-separated UTF-16LE), and
 * everything else is UTF-8. The delimiter is the one that a first line `sep=;` names, else the one that
 * splits most records into the same, large number of cells: title lines above the header say nothing about
 * it. If none splits the header, it is one column and its delimiter a comma.
 *
 * @throws RunError if the chosen delimiter is not one that is supported
 */
export function detectDialect(
  head: Uint8Array,
  chosen: { readonly delimiter?: string } = {},
): Dialect {
  const encoding = detectEncoding(head);
  const text = decodeLeniently(head, encoding);
  const bom = text.charCodeAt(0) === 0xfeff;
  const body = text.slice(bom ? 1 : 0);
  const delimiter =
    chosen.delimiter === undefined ? detectDelimiter(body) : supportedDelimiter(chosen.delimiter);
  return { encoding, bom, delimiter, quote: '"', eol: detectLineEnding(body, delimiter) };
}

/**
 * The delimiter that would split this header, or null if none would: a hint for a file that was read
 * with another delimiter and shows a single column.
 */
export function likelyDelimiter(headerText: string): string | null {
  let best: string | null = null;
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const found = cellCounts(headerText, delimiter, 1)[0] ?? 1;
    if (found > most) {
      best = delimiter;
      most = found;
    }
  }
  return best;
}

/** Programs that separate cells with semicolons do so because their numbers have decimal commas. */
export function hasDecimalCommas({ delimiter }: Dialect): boolean {
  return delimiter === ";";
}

function detectEncoding(head: Uint8Array): Encoding {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first && second === 0 && third && fourth === 0) return "utf-16le";
  if (first === 0 && second && third === 0 && fourth) return "utf-16be";
  return "utf-8";
}

function decodeLeniently(head: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(head, { stream: true });
}

function supportedDelimiter(wanted: string): string {
  // A tab cannot be typed easily in a shell, so its usual spelling is understood.
  const delimiter = wanted === String.raw`\t` ? "\t" : wanted;
  if (DELIMITERS.some((known) => known === delimiter)) return delimiter;
  throw new RunError(`${JSON.stringify(wanted)} cannot be used as the delimiter.`, {
    wayOut: String.raw`Choose one of , ; | or \t (tab).`,
  });
}

function detectDelimiter(text: string): string {
  const told = toldDelimiter(/^[^\r\n]*/.exec(text)?.[0] ?? "");
  if (told !== null) return told;
  // The last line of the head may be cut off.
  const lines = /^[^]*[\r\n]/.exec(text)?.[0] ?? text;
  const candidates = DELIMITERS.map((delimiter) => {
    const records = firstRecords(lines, delimiter, RECORDS_TO_CONFIRM)
      .map(({ cells }) => cells)
      .filter((cells) => !isBlankRecord(cells));
    return { delimiter, isWhole: isWholeTable(records), weight: weightOf(records) };
  }).filter(({ weight }) => weight > 0);
  candidates.sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.weight - a.weight);
  return candidates[0]?.delimiter ?? ",";
}

/** Titles and a header stand among so many records. */
const BEGINNING = 10;

/** Whether nearly all records are as wide as the first one, so that there are no titles and their cells may hold lists. */
function isWholeTable(records: readonly (readonly string[])[]): boolean {
  const width = records[0]?.length ?? 0;
  const alike = records.filter(({ length }) => length === width).length;
  return (
    width > 1 &&
    records.slice(0, BEGINNING).every(({ length }) => length === width) &&
    alike >= 0.8 * records.length
  );
}

/** A table below titles is at least so wide. Two columns may be one column with a text that has the delimiter. */
const NARROWEST_BELOW_TITLES = 3;

/**
 * How well records fit together as a table: the number of its delimiters, so that many wide lines count most.
 * The table is a header and the records as wide as it. Lines above it are titles; numbers are not a header.
 */
function weightOf(records: readonly (readonly string[])[]): number {
  const weights = records.slice(0, BEGINNING).map((header, at) => {
    const isTable = header.length > 1 && (at === 0 || header.length >= NARROWEST_BELOW_TITLES);
    if (!isTable || header.some(isNumber)) return 0;
    const alike = records.slice(at).filter(({ length }) => length === header.length);
    return alike.length * (header.length - 1);
  });
  return Math.max(0, ...weights);
}

function isNumber(cell: string): boolean {
  return /^[\s\d.,;%+-]*\d[\s\d.,;%+-]*$/.test(cell);
}

/** The number of cells of each of the first records that are not blank, the header first. */
function cellCounts(text: string, delimiter: string, limit: number): readonly number[] {
  return firstRecords(text, delimiter, limit)
    .filter(({ cells }) => !isBlankRecord(cells))
    .map(({ cells }) => cells.length);
}

function detectLineEnding(text: string, delimiter: string): Dialect["eol"] {
  const end = firstRecords(text, delimiter, 1)[0]?.raw.length ?? text.length;
  if (text[end] !== "\r") return "\n";
  return text[end + 1] === "\n" ? "\r\n" : "\r";
}

function firstRecords(
  text: string,
  delimiter: string,
  limit: number,
): readonly { readonly cells: readonly string[]; readonly raw: string }[] {
  const records: { readonly cells: readonly string[]; readonly raw: string }[] = [];
  const options = parserOptions(delimiter, (cells, raw) => records.push({ cells, raw }));
  try {
    parse(text, { ...options, to: limit });
  } catch (error) {
    // A quote is still open at the end of the head, so this record is incomplete and not counted.
    if (!(error instanceof CsvError)) throw error;
  }
  return records;
}

import type { Dialect } from "../sheet.ts";
import { parseRecord } from "./records.ts";
import { formatRecord } from "./write.ts";

/**
 * A record with changed cells. Unchanged cells keep their exact text, including unnecessary quotes; the
 * others are written again. Empty cells after its end are not added.
 */
export function withCells(raw: string, cells: readonly string[], dialect: Dialect): string {
  const before = parseRecord(raw, dialect);
  const width = Math.max(before.length, cells.findLastIndex((cell) => cell !== "") + 1);
  const wanted = Array.from({ length: width }, (_, column) => cells[column] ?? "");
  const pieces = rawCells(raw, dialect);
  const record = wanted
    .map((cell, column) =>
      cell === before[column] ? (pieces[column] ?? "") : formatCell(cell, dialect),
    )
    .join(dialect.delimiter);
  // With misplaced quotes, the pieces may not be the cells.
  return isSame(parseRecord(record, dialect), wanted) ? record : formatRecord(wanted, dialect);
}

/** The exact texts of the cells of a record; joined with delimiters, they are the record. */
function rawCells(raw: string, { delimiter, quote }: Dialect): readonly string[] {
  if (!raw.includes(quote)) return raw.split(delimiter);
  // A quoted part, and anything after it up to the delimiter.
  const cell = new RegExp(
    String.raw`(?:${quote}(?:[^${quote}]|${quote}${quote})*${quote})?[^${delimiter}]*`,
    "y",
  );
  const pieces: string[] = [];
  for (;;) {
    const [piece = ""] = cell.exec(raw) ?? [];
    pieces.push(piece);
    const end = cell.lastIndex;
    if (end >= raw.length) return pieces;
    cell.lastIndex = end + delimiter.length;
  }
}

/** The text of a cell among others; nothing if it is empty. */
function formatCell(cell: string, dialect: Dialect): string {
  return formatRecord([cell, ""], dialect).slice(0, -dialect.delimiter.length);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, column) => cell === other[column]);
}

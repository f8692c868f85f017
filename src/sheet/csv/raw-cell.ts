import type { Dialect } from "../sheet.ts";
import { parseRecord } from "./records.ts";
import { formatRecord } from "./write.ts";

/**
 * A record with other cells: those that stay the same keep their exact text, quotes that nobody needs
 * included, and the others are written anew. Empty cells behind its end are not added.
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
  // Quotes can be so careless that the pieces are not the cells.
  return isSame(parseRecord(record, dialect), wanted) ? record : formatRecord(wanted, dialect);
}

/** The exact texts of the cells of a record, which delimiters join to it again. */
function rawCells(raw: string, { delimiter, quote }: Dialect): readonly string[] {
  if (!raw.includes(quote)) return raw.split(delimiter);
  // A quoted part, and whatever stands behind it up to the delimiter.
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

/** A cell beside others: nothing at all if it is empty. */
function formatCell(cell: string, dialect: Dialect): string {
  return formatRecord([cell, ""], dialect).slice(0, -dialect.delimiter.length);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, column) => cell === other[column]);
}

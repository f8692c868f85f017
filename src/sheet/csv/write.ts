import type { Dialect } from "../sheet.ts";

/** The dialect of files that are not modelled on a user's file. */
export const reportDialect: Dialect = {
  encoding: "utf-8",
  bom: false,
  delimiter: ",",
  quote: '"',
  eol: "\n",
};

/** One record in the dialect, without a line ending; quotes are written only where they are needed. */
export function formatRecord(cells: readonly string[], dialect: Dialect): string {
  // A record that is one empty cell would otherwise be a blank line.
  if (cells.length === 1 && cells[0] === "") return dialect.quote.repeat(2);
  return cells.map((cell) => formatCell(cell, dialect)).join(dialect.delimiter);
}

/** Records in the dialect, each with its line ending. */
export function formatRecords(records: readonly (readonly string[])[], dialect: Dialect): string {
  return records.map((cells) => formatRecord(cells, dialect) + dialect.eol).join("");
}

/** One cell of a record that has several. */
export function formatCell(cell: string, dialect: Dialect): string {
  const { quote } = dialect;
  return specialIn(dialect).test(cell)
    ? `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`
    : cell;
}

const specials = new WeakMap<Dialect, RegExp>();

/** What a cell needs quotes for: also line breaks of other kinds than the one that ends records. */
function specialIn(dialect: Dialect): RegExp {
  let special = specials.get(dialect);
  if (special === undefined) {
    special = new RegExp(`[${dialect.delimiter}${dialect.quote}\\r\\n]`);
    specials.set(dialect, special);
  }
  return special;
}

/** The bytes of the text in the encoding of the dialect, without a byte order mark. */
export function encodeText(text: string, dialect: Dialect): Uint8Array {
  switch (dialect.encoding) {
    case "utf-8":
      return Buffer.from(text, "utf8");
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16be":
      return Buffer.from(text, "utf16le").swap16();
  }
}

/** The byte order mark that a file of the dialect begins with; no bytes if it has none. */
export function bomOf(dialect: Dialect): Uint8Array {
  return dialect.bom ? encodeText("\u{FEFF}", dialect) : new Uint8Array();
}

/**
 * Makes text of ours safe to open in a spreadsheet program: an apostrophe is put before text that would
 * begin a formula. Never used for users' cells, which are returned unchanged.
 */
export function safeText(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** A text of ours as a cell of a report that is not modelled on a user's file. */
export function ownCell(text: string): string {
  return formatCell(safeText(text), reportDialect);
}

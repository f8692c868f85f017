import { type Options, stringify } from "csv-stringify/sync";
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
  return stringify([[...cells]], { ...optionsOf(cells, dialect), eof: false });
}

/** Records in the dialect, each with its line ending. It costs a fraction of writing them one by one. */
export function formatRecords(records: readonly (readonly string[])[], dialect: Dialect): string {
  return stringify(
    records.map((cells) => [...cells]),
    { ...optionsOf(records[0] ?? [], dialect), eof: true },
  );
}

function optionsOf(cells: readonly string[], { delimiter, quote, eol }: Dialect): Options {
  return {
    delimiter,
    quote,
    escape: quote,
    record_delimiter: eol,
    // Any line break, not only the kind that ends records.
    quoted_match: /[\r\n]/,
    // A record that is one empty cell would otherwise be a blank line.
    quoted_empty: cells.length === 1,
  };
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

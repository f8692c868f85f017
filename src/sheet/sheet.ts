/** How a file is written, so that everything handed back is written the same way. */
export interface Dialect {
  readonly encoding: Encoding;
  /** Whether the file begins with a byte order mark. */
  readonly bom: boolean;
  /** One of `,` `;` tab `|`. */
  readonly delimiter: string;
  /** Always `"`. */
  readonly quote: string;
  /** The line ending of the first record; single records of the file may end otherwise. */
  readonly eol: "\n" | "\r\n" | "\r";
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** One record of a file. */
export interface Row {
  /** What a spreadsheet shows: blank rows count, a record with quoted line breaks is one row. */
  readonly number: number;
  /** The physical line on which the record starts, from 1. */
  readonly line: number;
  /** The exact text of the record, without its line ending. */
  readonly raw: string;
  readonly cells: readonly string[];
}

/** A file being read. */
export interface Sheet {
  readonly dialect: Dialect;
  /** The first record that is not blank; its number is 1 unless something stands before it. */
  readonly header: Row;
  /** Numbers of rows above the header that are no data: 1 for a line that tells Excel the delimiter. */
  readonly skipped: readonly number[];
  /**
   * The records after the header, once, in chunks of some hundreds. Blank rows, of which no cell holds
   * more than blanks, are left out but counted. Rows may have fewer or more cells than the header.
   */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** The format of a file, so that everything handed back has the same format. */
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
  /** The row number that a spreadsheet shows: blank rows count, a record with quoted line breaks is one row. */
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
  /** The first record that is not blank; its number is 1 unless other rows precede it. */
  readonly header: Row;
  /** Numbers of skipped rows above the header: 1 for a line that tells Excel the delimiter. */
  readonly skipped: readonly number[];
  /**
   * The records after the header, in chunks of a few hundred; they can be read once. Blank rows, in which
   * every cell is empty or has only spaces, are left out but counted. Rows may have fewer or more cells than the header.
   */
  readonly rows: AsyncIterable<readonly Row[]>;
}

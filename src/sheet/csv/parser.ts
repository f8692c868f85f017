import type { Options } from "csv-parse";

/** What csv-parse returns for each record if the raw text is requested. */
interface RawRecord {
  readonly record: readonly string[];
  /** With the first character of the line ending. */
  readonly raw: string;
}

/**
 * The options with which csv-parse reads files, samples of them and stored records alike: any mixture
 * of line endings, ragged records, and careless quotes as ordinary characters.
 *
 * @param onRecord called for each record, including blank lines, with its exact text without the line
 *   ending. An error that it throws becomes the parser's error. The parser itself does not return records.
 */
export function parserOptions(
  delimiter: string,
  onRecord: (cells: readonly string[], raw: string) => void,
): Options {
  return {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
    on_record: (parsed: unknown) => {
      // The types of csv-parse do not show that `raw` changes the shape of a record.
      const { record, raw } = parsed as RawRecord;
      const ended = raw.endsWith("\n") || raw.endsWith("\r");
      onRecord(record, ended ? raw.slice(0, -1) : raw);
      return null;
    },
  };
}

/** How many line endings (LF, CR or CR LF) the text holds. */
export function countLineBreaks(text: string): number {
  return text.match(/\r\n|[\r\n]/g)?.length ?? 0;
}

/** Whether every cell of a record is empty or has only spaces: in a spreadsheet, an empty row. */
export function isBlankRecord(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || cell.trim() === "");
}

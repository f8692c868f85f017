import { Parser } from "csv-parse";
import type { Dialect, Row } from "../sheet.ts";
import { countLineBreaks, isBlankRecord, parserOptions } from "./parser.ts";
import { plainCells } from "./plain-record.ts";
import { TextLines } from "./text-lines.ts";
import { hugeRecord, swallowedLines } from "./unreadable.ts";

/**
 * In bytes of UTF-8, give or take a block. No real row is that large, but an unclosed quote soon is. csv-parse's
 * own limit does not count delimiters.
 */
const LARGEST_RECORD = 16 * 1024 * 1024;

/**
 * Cuts the text of a file into its records. A line without a quote is a record whose cells stand between
 * delimiters, unless a quote is open: it is split here. Everything else is read by csv-parse.
 *
 * csv-parse is given all lines from one with a quote on, until it has returned that line and all others with
 * a quote. It holds a record back until it sees what follows, so it is given a plain line as well. That line
 * is split here, and dropped when csv-parse returns it. So every record that csv-parse returns begins where
 * it would begin if csv-parse read the whole file.
 */
export class RecordCutter {
  readonly #dialect: Dialect;
  readonly #name: string;
  readonly #parser: Parser;
  #rows: Row[] = [];
  #number = 1;
  #line = 1;
  /** The beginning of a line that has not ended yet. */
  #begun = "";
  /** A CR at the end of the text so far, which may be half of a CR LF. */
  #undecided = "";
  /** Lines that csv-parse was given and has not returned, except those that were split here. */
  #held = 0;
  /** Whether csv-parse was given the beginning of a line and not its end. */
  #isWithinLine = false;
  /** Records that csv-parse will return although they were split here. */
  #toDrop = 0;
  /** The size of the latest blocks in which no record ended. */
  #pendingBytes = 0;
  /** How many plain lines csv-parse is given after one with a quote. It doubles while a quote stays open. */
  #lookahead = 1;

  /** @param name the name of the file in messages */
  constructor(dialect: Dialect, name: string) {
    this.#dialect = dialect;
    this.#name = name;
    this.#parser = new Parser(
      parserOptions(dialect.delimiter, (cells, raw) => this.#takeParsed(cells, raw)),
    );
    // Errors are also passed to the callbacks below.
    this.#parser.on("error", () => {});
  }

  /** The line on which the first record begins that was not returned. */
  get line(): number {
    return this.#line;
  }

  /**
   * The records that are not blank and that are complete with this text, in order.
   *
   * @param utf8 text of any length that does not begin or end within a character
   * @throws RunError if a quote swallows lines or a record is over 16 MiB
   */
  async read(utf8: Buffer): Promise<readonly Row[]> {
    const before = this.#number;
    const text = this.#undecided + utf8.toString();
    this.#undecided = text.endsWith("\r") ? "\r" : "";
    const decided = text.slice(0, text.length - this.#undecided.length);
    const whole = Math.max(decided.lastIndexOf("\n"), decided.lastIndexOf("\r")) + 1;
    if (whole > 0) {
      await this.#cut(this.#begun + decided.slice(0, whole));
      this.#begun = "";
    }
    this.#begun += decided.slice(whole);
    if (this.#isParsing() && this.#begun !== "") {
      await this.#give(this.#begun);
      this.#begun = "";
      this.#isWithinLine = true;
    }
    this.#pendingBytes = this.#number > before ? 0 : this.#pendingBytes + utf8.length;
    this.#refuseHugeRecord(this.#pendingBytes);
    return this.#taken();
  }

  /**
   * The records at the end of the file.
   *
   * @throws CsvError if a quote is still open, and RunError if one swallows lines
   */
  async end(): Promise<readonly Row[]> {
    await this.#cut(this.#begun + this.#undecided);
    await settled((done) => this.#parser.end(done));
    return this.#taken();
  }

  #taken(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Reads whole lines. Only the last one of a file may have no ending. */
  async #cut(text: string): Promise<void> {
    const lines = new TextLines(text, this.#dialect.quote);
    let at = 0;
    while (at < text.length) {
      if (!this.#isParsing()) at = this.#split(lines, at);
      if (at < text.length) at = await this.#parse(lines, at);
    }
  }

  /** Whether the next line may belong to a record that csv-parse has begun. */
  #isParsing(): boolean {
    return this.#held > 0 || this.#isWithinLine;
  }

  /** Splits lines up to the first one with a quote. Returns where that begins. */
  #split(lines: TextLines, start: number): number {
    const { text } = lines;
    const { delimiter } = this.#dialect;
    let at = start;
    while (at < text.length) {
      const stop = lines.stopOf(at);
      if (lines.hasQuote(at, stop)) return at;
      // Before millions of cells are made of it.
      this.#refuseHugeRecord(stop - at);
      const raw = text.slice(at, stop);
      this.#take(plainCells(raw, delimiter), raw, 1);
      at = lines.nextAfter(stop);
    }
    return at;
  }

  /** Gives lines to csv-parse. Returns where the next ones begin: after them, or at a plain one of them to be split. */
  async #parse(lines: TextLines, start: number): Promise<number> {
    let end = start;
    const plainStarts: number[] = [];
    while (end < lines.text.length) {
      const stop = lines.stopOf(end);
      // The part of a line that csv-parse was given before may hold a quote.
      if (this.#isWithinLine || lines.hasQuote(end, stop)) plainStarts.length = 0;
      else if (plainStarts.length === this.#lookahead) break;
      else plainStarts.push(end);
      this.#isWithinLine = false;
      this.#held++;
      end = lines.nextAfter(stop);
    }
    const before = this.#number;
    await this.#give(lines.text.slice(start, end));
    this.#lookahead = this.#number > before ? 1 : this.#lookahead * 2;
    const next = this.#held === 0 ? end : plainStarts.at(-this.#held);
    // A quote is open, or the last line with one is held back.
    if (next === undefined) return end;
    this.#toDrop += this.#held;
    this.#held = 0;
    return next;
  }

  #give(text: string): Promise<void> {
    return settled((done) => this.#parser.write(text, done));
  }

  #takeParsed(cells: readonly string[], raw: string): void {
    if (this.#toDrop > 0) {
      this.#toDrop--;
      return;
    }
    const breaks = countLineBreaks(raw);
    if (breaks > 0) this.#refuseSwallowedLines(cells, raw);
    this.#refuseHugeRecord(raw.length);
    this.#take(cells, raw, breaks + 1);
    this.#held -= breaks + 1;
  }

  #take(cells: readonly string[], raw: string, lines: number): void {
    // Programs save empty rows below a table as delimiters only. With defaults for the whole file, they would
    // look like rows that ask for a change.
    if (!isBlankRecord(cells))
      this.#rows.push({ number: this.#number, line: this.#line, raw, cells });
    this.#number++;
    this.#line += lines;
  }

  #refuseHugeRecord(size: number): void {
    if (size > LARGEST_RECORD) throw hugeRecord(this.#name, this.#line);
  }

  /**
   * If a quoted cell spans line breaks and its closing quote has text after it, a quote is nearly always
   * missing and the cell has swallowed the rows between. csv-parse returns such a cell exactly as it is in
   * the file, including quotes.
   */
  #refuseSwallowedLines(cells: readonly string[], raw: string): void {
    let opened = this.#line;
    for (const cell of cells) {
      const closed = opened + countLineBreaks(cell);
      const careless = closed > opened && cell.startsWith('"');
      if (careless && !raw.includes(`"${cell.replaceAll('"', '""')}"`)) {
        throw swallowedLines(this.#name, opened, closed);
      }
      opened = closed;
    }
  }
}

function settled(act: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => (error ? reject(error) : resolve()));
  });
}

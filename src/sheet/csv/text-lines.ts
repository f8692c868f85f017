const CR = 0x0d;

const LF = 0x0a;

/** Where the lines of a text end, by LF, CR or CR LF, and which of them hold a quote. */
export class TextLines {
  readonly text: string;
  readonly #nextLf: (from: number) => number;
  readonly #nextCr: (from: number) => number;
  readonly #nextQuote: (from: number) => number;

  constructor(text: string, quote: string) {
    this.text = text;
    this.#nextLf = finderOf(text, "\n");
    this.#nextCr = finderOf(text, "\r");
    this.#nextQuote = finderOf(text, quote);
  }

  /** Where the line that begins at `start` stops: before its ending, if it has one. */
  stopOf(start: number): number {
    return Math.min(this.#nextLf(start), this.#nextCr(start));
  }

  /** Where the line begins that follows the one that stops there. */
  nextAfter(stop: number): number {
    if (stop >= this.text.length) return stop;
    const isPair = this.text.charCodeAt(stop) === CR && this.text.charCodeAt(stop + 1) === LF;
    return isPair ? stop + 2 : stop + 1;
  }

  /** Whether there is a quote between two places. */
  hasQuote(start: number, stop: number): boolean {
    return this.#nextQuote(start) < stop;
  }
}

/**
 * Finds the first place of a character from another place on, or the end of the text. It remembers the last
 * answer, so that a text without the character is searched once and not once for each line.
 */
function finderOf(text: string, character: string): (from: number) => number {
  let asked = 0;
  let found = -1;
  return (from) => {
    if (from < asked || from > found) {
      asked = from;
      const at = text.indexOf(character, from);
      found = at === -1 ? text.length : at;
    }
    return found;
  };
}

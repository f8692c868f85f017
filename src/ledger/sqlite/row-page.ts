import type { OperationKind } from "../../operations/schema/operation-kind.ts";

/** A row as a page holds it. */
export interface PagedRow {
  readonly number: number;
  readonly line: number;
  readonly raw: string;
  readonly kind: OperationKind;
  readonly operation: Uint8Array;
}

/** Numbers that the index of a page has for each row, in this order. */
const NUMBER = 0;

const LINE = 1;

const KIND = 2;

/** Where its operation ends among those of the page, in bytes; it begins where the one before it ends. */
const OPERATION_END = 3;

/** The same for its text. */
const TEXT_END = 4;

const FIELDS = 5;

/** Rows in a page, at most: as many as a request usually carries. */
const MOST_ROWS = 1_000;

/** Bytes of operations, or of texts, from which on a page is full. */
const FULL = 4 * 1024 * 1024;

/** What a page is written as. */
export interface EncodedPage {
  readonly index: Uint8Array;
  readonly operations: Uint8Array;
  readonly texts: Uint8Array;
}

/** A page that is being filled, in order of the numbers of its rows. It can be used again for another one. */
export class PageDraft {
  readonly #index = new Uint32Array(MOST_ROWS * FIELDS);
  readonly #operations = new GrowingBytes();
  readonly #texts = new GrowingBytes();
  #count = 0;

  /** The number of its first row. */
  get first(): number {
    return this.#index[NUMBER] ?? 0;
  }

  /** The number of its last row. */
  get last(): number {
    return this.#index[(this.#count - 1) * FIELDS + NUMBER] ?? 0;
  }

  get isFull(): boolean {
    return (
      this.#count === MOST_ROWS || this.#operations.length >= FULL || this.#texts.length >= FULL
    );
  }

  add({ number, line, raw, kind, operation }: PagedRow): void {
    this.#operations.addBytes(operation);
    this.#texts.addText(raw);
    const at = this.#count * FIELDS;
    this.#index[at + NUMBER] = number;
    this.#index[at + LINE] = line;
    this.#index[at + KIND] = kind;
    this.#index[at + OPERATION_END] = this.#operations.length;
    this.#index[at + TEXT_END] = this.#texts.length;
    this.#count += 1;
  }

  /** The page as it is to be written, which holds until the next row is added; the draft is empty then. */
  take(): EncodedPage {
    const index = new Uint8Array(
      this.#index.buffer,
      0,
      this.#count * FIELDS * Uint32Array.BYTES_PER_ELEMENT,
    );
    this.#count = 0;
    return { index, operations: this.#operations.take(), texts: this.#texts.take() };
  }
}

/** Which rows a page holds. Computers of another byte order than this one's are not in use any more. */
export class PageIndex {
  readonly #index: Uint32Array;
  readonly count: number;

  constructor(bytes: Uint8Array) {
    const isAligned = bytes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0;
    const { buffer, byteOffset, byteLength } = isAligned ? bytes : Uint8Array.from(bytes);
    this.#index = new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT);
    this.count = this.#index.length / FIELDS;
  }

  numberAt(position: number): number {
    return this.#at(position, NUMBER);
  }

  lineAt(position: number): number {
    return this.#at(position, LINE);
  }

  kindAt(position: number): OperationKind {
    return this.#at(position, KIND);
  }

  /** Where the operation begins and ends. */
  operationAt(position: number): readonly [start: number, end: number] {
    return [this.#endBefore(position, OPERATION_END), this.#at(position, OPERATION_END)];
  }

  textAt(position: number): readonly [start: number, end: number] {
    return [this.#endBefore(position, TEXT_END), this.#at(position, TEXT_END)];
  }

  /** The position of the first row with this number or a higher one; `count` if there is none. */
  positionFrom(number: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.numberAt(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #endBefore(position: number, field: number): number {
    return position === 0 ? 0 : this.#at(position - 1, field);
  }

  #at(position: number, field: number): number {
    const value = this.#index[position * FIELDS + field];
    if (value === undefined) throw new RangeError(`the page has no row at ${position}`);
    return value;
  }
}

/** Where the parts of a page are read from, each as a whole. */
export interface PageSource {
  readonly index: () => Uint8Array;
  readonly operations: () => Uint8Array;
  readonly texts: () => Uint8Array;
}

/** A page of rows. Of its parts, those are read that are asked for. */
export class RowPage {
  readonly index: PageIndex;
  readonly #source: PageSource;
  #operations: Uint8Array | null = null;
  #texts: Buffer | null = null;

  constructor(source: PageSource) {
    this.index = new PageIndex(source.index());
    this.#source = source;
  }

  operationAt(position: number): Uint8Array {
    this.#operations ??= this.#source.operations();
    return this.#operations.subarray(...this.index.operationAt(position));
  }

  rawAt(position: number): string {
    if (this.#texts === null) {
      const { buffer, byteOffset, byteLength } = this.#source.texts();
      this.#texts = Buffer.from(buffer, byteOffset, byteLength);
    }
    return this.#texts.toString("utf8", ...this.index.textAt(position));
  }
}

/** Bytes put behind each other in memory that is used again. */
class GrowingBytes {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  addBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  addText(text: string): void {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

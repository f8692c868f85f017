/**
 * The names that an answer gives to rows, in their order, as they are stored: each one's length in a byte or,
 * from 255 on, in that byte and four more, and then its text. A row without a name has the length 0.
 */
export function packNames(names: readonly (string | null)[]): Uint8Array {
  let length = 0;
  for (const name of names) length += LONG_HEAD + (name === null ? 0 : name.length * 3);
  const packed = Buffer.allocUnsafe(length);
  let at = 0;
  for (const name of names) {
    if (name === null || name === "") {
      packed[at] = 0;
      at += 1;
      continue;
    }
    const size = Buffer.byteLength(name);
    if (size < LONG) {
      packed[at] = size;
      at += 1;
    } else {
      packed[at] = LONG;
      packed.writeUInt32LE(size, at + 1);
      at += LONG_HEAD;
    }
    at += packed.write(name, at);
  }
  return packed.subarray(0, at);
}

const LONG = 255;

const LONG_HEAD = 5;

/** The names of an answer, one after the other; null for a row without one. */
export class NameReader {
  readonly #packed: Buffer;
  #at = 0;

  constructor(packed: Uint8Array) {
    this.#packed = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  }

  next(): string | null {
    const short = this.#packed[this.#at] ?? 0;
    const size = short < LONG ? short : this.#packed.readUInt32LE(this.#at + 1);
    const start = this.#at + (short < LONG ? 1 : LONG_HEAD);
    this.#at = start + size;
    return size === 0 ? null : this.#packed.toString("utf8", start, this.#at);
  }
}

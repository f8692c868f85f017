/** Bytes in one piece of memory. Many messages share it, because memory of its own for each is costly. */
const PIECE = 1 << 16;

/** Texts of this length are written faster by the runtime than one by one. */
const LONG = 64;

const NOTHING = new Uint8Array();

/**
 * Writes protobuf messages from their end to their start, so that the length of a part is known when it is to be
 * written in front of it.
 */
export class BackwardWriter {
  #piece = Buffer.allocUnsafeSlow(PIECE);
  #view = new DataView(this.#piece.buffer);
  /** The start of what is written. */
  #at = PIECE;
  #end = PIECE;
  /** The ends of the parts that are being written, the innermost last. Those beyond `#depth` are over. */
  readonly #ends: number[] = [];
  #depth = 0;

  /** Begins a message of at most that many bytes; false if it is too large. */
  begin(most: number): boolean {
    if (most > PIECE) return false;
    this.#depth = 0;
    if (most > this.#end) this.#renew();
    this.#at = this.#end;
    return true;
  }

  /** The message. Its bytes stay as they are. */
  finish(): Uint8Array {
    const message = new Uint8Array(this.#piece.buffer, this.#at, this.#end - this.#at);
    this.#end = this.#at;
    return message;
  }

  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    const start = this.#at - length;
    const piece = this.#piece;
    if (length >= LONG) piece.set(bytes, start);
    else for (let at = 0; at < length; at += 1) piece[start + at] = bytes[at] ?? 0;
    this.#at = start;
  }

  endMessage(): void {
    this.#ends[this.#depth] = this.#at;
    this.#depth += 1;
  }

  messageLength(): void {
    this.#depth -= 1;
    this.varint((this.#ends[this.#depth] ?? this.#at) - this.#at);
  }

  /**
   * A text with its length; false if it has a half of a surrogate pair, which has no UTF-8.
   * @param prefix stands before it and counts with it, in UTF-8.
   */
  text(text: string, prefix: Uint8Array = NOTHING): boolean {
    const { length } = text;
    const end = this.#at;
    const start = end - length;
    const piece = this.#piece;
    let at = 0;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) break;
      piece[start + at] = code;
    }
    this.#at = start;
    if (at < length) {
      if (!text.isWellFormed()) return false;
      const size = Buffer.byteLength(text);
      this.#at = end - size;
      piece.write(text, this.#at, size, "utf8");
    }
    this.bytes(prefix);
    this.varint(end - this.#at);
    return true;
  }

  /** A whole number that is not negative. */
  varint(value: number): void {
    if (value < 0x80) {
      this.#at -= 1;
      this.#piece[this.#at] = value;
      return;
    }
    let size = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
    this.#at -= size;
    let rest = value;
    for (let at = this.#at; at < this.#at + size; at += 1) {
      const isLast = at === this.#at + size - 1;
      this.#piece[at] = isLast ? rest : (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
  }

  double(value: number): void {
    this.#at -= 8;
    this.#view.setFloat64(this.#at, value, true);
  }

  float(value: number): void {
    this.#at -= 4;
    this.#view.setFloat32(this.#at, value, true);
  }

  #renew(): void {
    this.#piece = Buffer.allocUnsafeSlow(PIECE);
    this.#view = new DataView(this.#piece.buffer);
    this.#end = PIECE;
  }
}

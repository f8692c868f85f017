/** Wire types (https://protobuf.dev/programming-guides/encoding/). */
const VARINT = 0;

const FIXED_64 = 1;

const BYTES = 2;

const FIXED_32 = 5;

/** Goes through the fields of an encoded message without making anything of them. It can be used again. */
export class FieldScan {
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #end = 0;
  /** Where the value of the present field ends. */
  #after = 0;
  #wireType = VARINT;
  /** The number of the present field. */
  field = 0;

  start(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
    this.#after = 0;
    this.#end = bytes.length;
  }

  /** Whether the present field holds text, bytes or a message. */
  get isBytes(): boolean {
    return this.#wireType === BYTES;
  }

  /** Goes to the next field; false behind the last one, or if the bytes are no message. */
  next(): boolean {
    this.#at = this.#after;
    if (this.#at >= this.#end) return false;
    const tag = this.#varint();
    this.#wireType = tag & 7;
    this.field = tag >>> 3;
    switch (this.#wireType) {
      case VARINT: {
        const start = this.#at;
        this.#varint();
        this.#after = this.#at;
        this.#at = start;
        break;
      }
      case FIXED_64:
        this.#after = this.#at + 8;
        break;
      case BYTES: {
        const length = this.#varint();
        this.#after = this.#at + length;
        break;
      }
      case FIXED_32:
        this.#after = this.#at + 4;
        break;
      default:
        return false;
    }
    return this.#after <= this.#end;
  }

  /** Goes into the present field, a message; false if it cannot be one. What surrounds it is left for good. */
  enter(): boolean {
    if (!this.isBytes) return false;
    this.#end = this.#after;
    this.#after = this.#at;
    return true;
  }

  /** Reads a number of up to 32 bits; what is above them is passed over. */
  #varint(): number {
    let value = 0;
    for (let shift = 0; this.#at < this.#end; shift += 7) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}

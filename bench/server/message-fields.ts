/** A field of an encoded message that has a length: a text, bytes or a message. */
export interface LengthField {
  readonly number: number;
  readonly bytes: Buffer;
}

const LENGTH_DELIMITED = 2;

/** The fields with a length, in their order. Fields of other kinds are passed over; fixed ones do not occur. */
export function* lengthFields(message: Buffer): Generator<LengthField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at];
      if (byte === undefined) throw new Error("the message ends within a number");
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const value = varint();
    if ((tag & 7) !== LENGTH_DELIMITED) continue;
    yield { number: tag >>> 3, bytes: message.subarray(at, at + value) };
    at += value;
  }
}

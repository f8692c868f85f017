import type protobuf from "protobufjs";

const VARINT = 0;

const LENGTH_DELIMITED = 2;

/** The tag of a field that holds text, bytes or a message. */
export function tagOf(type: protobuf.Type, field: string): number {
  return (idOf(type, field) << 3) | LENGTH_DELIMITED;
}

/** The tag of a field that holds a whole number, a truth value or an enum. */
export function varintTagOf(type: protobuf.Type, field: string): number {
  return (idOf(type, field) << 3) | VARINT;
}

function idOf(type: protobuf.Type, field: string): number {
  const id = type.fields[field]?.id;
  // Tags of one byte end at field 15, and the envelopes have no more fields than that.
  if (id === undefined || id > 15) throw new Error(`${type.name} has no field ${field}`);
  return id;
}

/** A repeated field of encoded messages: each with its tag and its length in front. A request has thousands. */
export function framed(
  type: protobuf.Type,
  field: string,
  messages: readonly Uint8Array[],
): Uint8Array {
  const tag = tagOf(type, field);
  let size = 0;
  for (const { length } of messages) size += length + LONGEST_HEAD;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    bytes[at] = tag;
    at += 1;
    let left = message.length;
    for (; left > 0x7f; left >>>= 7) {
      bytes[at] = (left & 0x7f) | 0x80;
      at += 1;
    }
    bytes[at] = left;
    at += 1;
    bytes.set(message, at);
    at += message.length;
  }
  return bytes.subarray(0, at);
}

/** Tag and length, of a message of any size. */
const LONGEST_HEAD = 6;

/** Encoded fields of one message, put behind each other. */
export function joined(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

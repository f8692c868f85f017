import protobuf from "protobufjs/minimal.js";

// protobufjs reads fields without checking where their message ends; these functions check.

/** A protobufjs reader over those bytes, whether they are a Buffer or not. */
export function readerOf(bytes: Uint8Array): protobuf.Reader {
  // On a Buffer the reader decodes strings natively.
  return protobuf.Reader.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Reads a string that has to end at `limit` or before. */
export function readString(reader: protobuf.Reader, limit: number): string {
  const text = reader.string();
  if (reader.pos > limit) throw overrun(reader);
  return text;
}

/** Skips a length-delimited field and returns where its content begins and ends. */
export function span(reader: protobuf.Reader, limit: number): [from: number, to: number] {
  const to = enter(reader, limit);
  const from = reader.pos;
  reader.pos = to;
  return [from, to];
}

/** Enters a nested message and returns where it ends. */
export function enter(reader: protobuf.Reader, limit: number): number {
  const end = varint(reader) + reader.pos;
  if (end > limit) throw overrun(reader);
  return end;
}

/** Checks that a message ended where it had to. */
export function leave(reader: protobuf.Reader, end: number): void {
  if (reader.pos !== end) throw overrun(reader);
}

/** Skips an unknown field, after its tag. */
export function skip(reader: protobuf.Reader, tag: number): void {
  if (tag < 8) throw new RangeError(`no field has the number 0 (before byte ${reader.pos})`);
  reader.skipType(tag & 7);
}

function overrun(reader: protobuf.Reader): RangeError {
  return new RangeError(`a field runs past the end of its message (at byte ${reader.pos})`);
}

/** A tag or a length, nearly always of one byte. */
export function varint(reader: protobuf.Reader): number {
  const byte = reader.buf[reader.pos];
  if (byte === undefined || byte > 0x7f) return reader.uint32();
  reader.pos++;
  return byte;
}

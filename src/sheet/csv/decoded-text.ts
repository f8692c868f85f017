import { isUtf8 } from "node:buffer";
import type { Dialect, Encoding } from "../sheet.ts";
import { binaryFile, notUtf16, notUtf8 } from "./unreadable.ts";

/** The chunk size of a file stream. Less would cost time, and more only memory. */
const BLOCK_BYTES = 65_536;

/** The length of the byte order mark in UTF-8. */
const MARK_BYTES = 3;

const LF = 0x0a;

const CR = 0x0d;

/** Joins small chunks, so that the next step is called once for many rows. */
export async function* inBlocks(
  source: AsyncIterable<Uint8Array>,
  blockBytes: number = BLOCK_BYTES,
): AsyncGenerator<Buffer> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    pending.push(chunk);
    size += chunk.byteLength;
    if (size < blockBytes) continue;
    yield joined(pending);
    pending = [];
    size = 0;
  }
  if (size > 0) yield joined(pending);
}

/** One chunk, as a file stream gives it, is not copied. */
function joined(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1
    ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
    : Buffer.concat(chunks);
}

/**
 * The text of the blocks in UTF-8, without the byte order mark. Characters that are split between
 * two blocks are joined.
 *
 * @throws RunError, which names the line, if a block is not text in the encoding of the dialect
 */
export async function* decodeText(
  blocks: AsyncIterable<Buffer>,
  { encoding, bom }: Dialect,
  name: string,
): AsyncGenerator<Buffer> {
  const wide = encoding !== "utf-8";
  let markDue = bom;
  let carried: Buffer = Buffer.alloc(0);
  let line = 1;
  let last: number | undefined;

  function countLines(utf8: Buffer): void {
    line += lineEndings(utf8);
    if (last === CR && utf8[0] === LF) line--;
    last = utf8.at(-1) ?? last;
  }

  for await (const block of blocks) {
    const bytes = carried.length === 0 ? block : Buffer.concat([carried, block]);
    const whole = bytes.length - cutOff(bytes, encoding);
    const piece = bytes.subarray(0, whole);
    carried = bytes.subarray(whole);
    if (whole === 0) continue;

    const text = wide ? utf16(piece, encoding) : null;
    if (text === null ? !isSoundUtf8(piece) : !isSoundUtf16(text)) {
      // UTF-8 is searched with its bytes as characters, so that it does not have to be decoded.
      const isSound = wide
        ? isSoundUtf16
        : (units: string) => isSoundUtf8(Buffer.from(units, "latin1"));
      const units = text ?? piece.toString("latin1");
      const sound = soundLines(units, isSound);
      countLines(Buffer.from(sound));
      const zero = units.indexOf("\0", sound.length);
      if (zero !== -1 && isSound(units.slice(sound.length, zero))) throw binaryFile(name, line);
      throw wide ? notUtf16(name, line) : notUtf8(name, line);
    }
    const utf8 = text === null ? piece : Buffer.from(text);
    countLines(utf8);
    yield markDue ? utf8.subarray(MARK_BYTES) : utf8;
    markDue = false;
  }
  if (carried.length > 0) throw wide ? notUtf16(name, line) : notUtf8(name, line);
}

/** Line endings in the bytes. A CR at their end counts as one. Searching is much faster than looking at each byte. */
function lineEndings(utf8: Buffer): number {
  let count = 0;
  for (let at = utf8.indexOf(LF); at !== -1; at = utf8.indexOf(LF, at + 1)) count++;
  for (let at = utf8.indexOf(CR); at !== -1; at = utf8.indexOf(CR, at + 1)) {
    if (utf8[at + 1] !== LF) count++;
  }
  return count;
}

/** How many bytes at the end belong to a character that continues in the next block. */
function cutOff(bytes: Buffer, encoding: Encoding): number {
  const { length } = bytes;
  if (encoding === "utf-8") {
    for (let back = 1; back <= Math.min(3, length); back++) {
      const byte = bytes.readUInt8(length - back);
      if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
      if (byte < 0x80) return 0;
    }
    return 0;
  }
  const odd = length % 2;
  if (length - odd < 2) return odd;
  const high = bytes.readUInt8(length - odd - (encoding === "utf-16le" ? 1 : 2));
  return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

function utf16(bytes: Buffer, encoding: Encoding): string {
  return (encoding === "utf-16le" ? bytes : Buffer.from(bytes).swap16()).toString("utf16le");
}

function isSoundUtf16(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function isSoundUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** The lines before the first invalid one, with their endings. */
function soundLines(text: string, isSound: (line: string) => boolean): string {
  let start = 0;
  for (const [line] of text.matchAll(/[^\r\n]*(?:\r\n|[\r\n]|$)/g)) {
    if (!isSound(line)) break;
    start += line.length;
  }
  return text.slice(0, start);
}

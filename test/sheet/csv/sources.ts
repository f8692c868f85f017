import { readSheet } from "../../../src/sheet/csv/records.ts";
import type { Dialect, Row } from "../../../src/sheet/sheet.ts";

/** A source that gives the bytes in chunks of these sizes, over and over. */
export async function* inChunks(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export interface WholeSheet {
  readonly dialect: Dialect;
  readonly header: Row;
  readonly skipped: readonly number[];
  readonly rows: readonly Row[];
}

/** Reads a whole file into memory. */
export async function readWhole(
  content: string | Uint8Array,
  options: { readonly delimiter?: string; readonly sizes?: readonly number[] } = {},
): Promise<WholeSheet> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const { sizes, ...chosen } = options;
  const sheet = await readSheet(inChunks(bytes, sizes), "ads.csv", chosen);
  const rows: Row[] = [];
  for await (const chunk of sheet.rows) rows.push(...chunk);
  const { dialect, header, skipped } = sheet;
  return { dialect, header, skipped, rows };
}

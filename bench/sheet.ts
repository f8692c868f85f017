import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** One keyword of the bench: a row of the sheet, and an operation of the floor. */
export interface Keyword {
  readonly adGroupId: number;
  readonly text: string;
}

export const customerId = "5552100042";

export const bidMicros = 1_250_000;

/** The text of a keyword that the server refuses: nothing that can be seen without Google. */
export const refusedText = /counterfeit tent \d+/;

/** Whether the row at that position, from 0, is one that the server refuses. */
export function isRefused(position: number, faultPercent: number): boolean {
  // 37 and 100 have no common divisor, so every hundred rows hold the share, well mixed.
  return (position * 37) % 100 < faultPercent;
}

/** How many of the first rows are refused. */
export function refusedAmong(rows: number, faultPercent: number): number {
  let refused = 0;
  for (let position = 0; position < rows % 100; position += 1)
    if (isRefused(position, faultPercent)) refused += 1;
  return Math.floor(rows / 100) * faultPercent + refused;
}

export function keywordAt(position: number, faultPercent: number): Keyword {
  const words = isRefused(position, faultPercent) ? "counterfeit tent" : "two person tent";
  return {
    adGroupId: 158_210_010_000 + (position % 5_000) * 10,
    text: `${words} ${position}`,
  };
}

/** Writes a keyword sheet. That many rows of a hundred are faulty in a way that only Google sees. */
export async function writeSheet(path: string, rows: number, faultPercent = 3): Promise<void> {
  const file = createWriteStream(path);
  file.write(
    "entity,operation,customer_id,ad_group,keyword.text,keyword.match_type,status,cpc_bid_micros\n",
  );
  for (let position = 0; position < rows; position += 1) {
    const { adGroupId, text } = keywordAt(position, faultPercent);
    const line = `ad_group_criterion,create,${customerId},${adGroupId},${text},PHRASE,ENABLED,${bidMicros}\n`;
    if (!file.write(line)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

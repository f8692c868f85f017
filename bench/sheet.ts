import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Writes a keyword sheet in which three rows of a hundred are faulty in ways that only Google sees. */
export async function writeSheet(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(
    "entity,operation,customer_id,ad_group,keyword.text,keyword.match_type,status,cpc_bid_micros\n",
  );
  for (let row = 0; row < rows; row += 1) {
    const text = row % 100 < 3 ? `tent @ camp ${row}` : `two person tent ${row}`;
    const line = `ad_group_criterion,create,5552100042,${158_210_010_000 + (row % 5_000) * 10},${text},PHRASE,ENABLED,1250000\n`;
    if (!file.write(line)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

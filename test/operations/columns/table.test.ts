import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { MapChoice } from "../../../src/operations/columns/map-choice.ts";
import { tableIn } from "../../../src/operations/columns/table.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The numbers of header, data rows and rows left out, and the map. */
async function read(text: string, choice: MapChoice = { kind: "auto" }): Promise<unknown> {
  const table = await tableIn(await readSheet(bytesOf(text), "a.csv"), choice);
  const rows: number[] = [];
  for await (const chunk of table.sheet.rows) rows.push(...chunk.map(({ number }) => number));
  return [table.sheet.header.number, rows, table.skipped, table.map?.name ?? null];
}

const header = "Keyword status,Keyword,Match type,Campaign,Ad group,Max. CPC";

const row = "Paused,boots,Exact match,Shoes,Boots,0.75";

suite("the table in a download of the web interface", () => {
  test("stands between titles and totals", async () => {
    const totals = "Total: Filtered keywords, --, --, --, --, --\nTotal: Account,,,,,";
    const text = `Search keyword report\n"1 October - 31 October"\n${header}\n${row}\n${totals}\n`;
    assert.deepEqual(await read(text), [3, [4], [1, 2, 5, 6], "google-ads-web"]);
  });

  test("stands below a line that tells Excel the delimiter", async () => {
    const text = `sep=,\nSearch keyword report\n${header}\n${row}\n`;
    assert.deepEqual(await read(text), [3, [4], [1, 2], "google-ads-web"]);
  });

  test("keeps what is only called a total", async () => {
    const named = "Total: x,boots,Exact match,Shoes,Boots,0.75";
    assert.deepEqual(await read(`${header}\n${named}\n`), [1, [2], [], "google-ads-web"]);
    assert.deepEqual(await read(`${header}\nPaused,,,,,0.75\n`), [1, [2], [], "google-ads-web"]);
    const first = "Campaign,Campaign state,Budget";
    assert.deepEqual(await read(`${first}\nTotal: x,paused,1\n`), [1, [2], [], "google-ads-web"]);
  });
});

suite("other sheets", () => {
  test("are taken whole", async () => {
    assert.deepEqual(await read("name\na\nb\nc\nd\ne\n"), [1, [2, 3, 4, 5, 6], [], null]);
    assert.deepEqual(await read("name,status\nx,y\n"), [1, [2], [], null]);
    assert.deepEqual(await read("name\n"), [1, [], [], null]);
  });

  test("but for a line that tells Excel the delimiter", async () => {
    assert.deepEqual(await read("sep=;\nname;status\nx;y\n"), [2, [3], [1], null]);
    const nothing = { kind: "none" } as const;
    assert.deepEqual(await read("sep=;\nname;status\nx;y\n", nothing), [2, [3], [1], null]);
  });

  test("and so is any sheet if nothing is to be recognised", async () => {
    const text = `Report\n${header}\n${row}\n`;
    assert.deepEqual(await read(text, { kind: "none" }), [1, [2, 3], [], null]);
  });
});

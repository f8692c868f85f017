import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { MapChoice } from "../../../src/operations/columns/map-choice.ts";
import { parseMap } from "../../../src/operations/columns/map-file.ts";
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

suite("a total", () => {
  const web = "Campaign,Ad group,Keyword,Match type,Keyword status,Clicks,Currency code";
  for (const total of [
    "Total: Account,,,,,5,USD",
    "Total - Keywords, --, --, --, --,5,",
    "Gesamt: Konto,,,,,1.234,EUR",
    "Total\u00A0: compte,,,,,5,EUR",
    "合計: アカウント,,,,,5,JPY",
    ",,,,Summe,5,",
    ",,,,,Totaal: account,",
  ]) {
    test(`is left out, whatever its language and column: ${total}`, async () => {
      const text = `${web}\nShoes,Boots,boots,Exact,Paused,1,USD\n${total}\n`;
      assert.deepEqual(await read(text), [1, [2], [3], "google-ads-web"]);
    });
  }

  test("is left out with a map of one's own, and with headers of the API", async () => {
    const map = parseMap("Kampagne: campaign.name\nGebot: cpc_bid", "a.yaml");
    const text = "Kampagne,Gebot,Klicks\nShoes,1.5,5\nGesamt: Konto,,5\n";
    assert.deepEqual(await read(text, { kind: "given", map }), [1, [2], [3], "a.yaml"]);
    const api = "campaign,cpc_bid,status\n5,1.5,paused\n,1.5,Total: Account\n";
    assert.deepEqual(await read(api), [1, [2], [3], null]);
  });

  test("is not a row that could be data", async () => {
    for (const line of [
      "Total: Sale,,,,paused,,",
      "Total war,,,,,5,",
      "Shoes,Boots,Total: Account,Exact,,,",
      "Shoes,,,,Total: Account,,",
    ]) {
      assert.deepEqual(await read(`${web}\n${line}\n`), [1, [2], [], "google-ads-web"], line);
    }
    assert.deepEqual(await read("name,amount\nTotal: Account,5\n"), [1, [2], [], null]);
  });
});

suite("a header below titles", () => {
  const map = parseMap("Campaña: campaign.name\nClave: keyword.text", "es.yaml");
  const given = { kind: "given", map } as const;

  test("is found by its names with a map of one's own", async () => {
    const text = "Informe de palabras\n1 de mayo, 2026\nCampaña,Clave,Clics\nShoes,botas,5\n";
    assert.deepEqual(await read(text, given), [3, [4], [1, 2], "es.yaml"]);
  });

  test("is found by its names with headers of the API", async () => {
    const text = "My labels\n\nentity,operation,name\nlabel,create,x\n";
    assert.deepEqual(await read(text), [3, [4], [1], null]);
    assert.deepEqual(await read(text, { kind: "none" }), [3, [4], [1], null]);
  });

  test("is found by the delimiter of its own line", async () => {
    const tabs = `${header}\n${row}`.replaceAll(",", "\t");
    assert.deepEqual(await read(`Report, by day\n1 May, 2026\n${tabs}\n`), [
      3,
      [4],
      [1, 2],
      "google-ads-web",
    ]);
  });

  test("is the first line that is not a note of a template", async () => {
    const notes = '"# Keep this line, please"\nParameters:TimeZone=Europe/Berlin\n';
    assert.deepEqual(await read(`${notes}name,kind\nx,y\n`), [3, [4], [1, 2], null]);
  });

  test("is found in another language too, so that it can be named", async () => {
    const text = "Bericht\n1. Mai\nKampagne;Anzeigengruppe;Kosten\nShoes;Boots;1,50\n";
    assert.deepEqual(await read(text), [3, [4], [1, 2], null]);
  });

  test("is not one below rows that could be data", async () => {
    const text = `a,b,c,d\n${header}\n${row}\n`;
    assert.deepEqual(await read(text), [1, [2, 3], [], null]);
  });
});

suite("the help row of a template", () => {
  test("is left out below the header, and nowhere else", async () => {
    const help =
      '"# Optional.\nValues: Paused.",Required on create.,,"Required. Example: Shoes.",,';
    const text = `${header}\n${help}\n${row}\n${help}\n`;
    assert.deepEqual(await read(text), [1, [3, 4], [2], "google-ads-web"]);
  });

  test("is not a row with a number sign", async () => {
    assert.deepEqual(await read(`${header}\nPaused,#1 boots,Exact,Shoes,Boots,\n`), [
      1,
      [2],
      [],
      "google-ads-web",
    ]);
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

/** Whether commas in the numbers of a sheet are decimal. */
async function areDecimal(text: string): Promise<boolean> {
  const table = await tableIn(await readSheet(bytesOf(text), "a.csv"), { kind: "none" });
  return table.hasDecimalCommas;
}

test("tabs leave it to the numbers whether their commas are decimal", async () => {
  assert.equal(await areDecimal("name\tcpc_bid\nx\t0,80\n"), true);
  assert.equal(await areDecimal("name\tcpc_bid\nx\t0,80\ny\t0.90\n"), false);
  assert.equal(await areDecimal("name;cpc_bid\nx;1\n"), true);
  assert.equal(await areDecimal('name,cpc_bid\nx,"0,80"\n'), false);
});

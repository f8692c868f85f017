import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { SheetTally } from "../../src/intake/sheet-tally.ts";
import { checkIgnored, ignoredIn, ignoreText } from "../../src/intake/ignored-columns.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { builderOf, type RowDefaults } from "../../src/operations/build.ts";
import { recognise } from "../../src/operations/columns/recognise.ts";

/** Why a sheet is refused as a whole; null if it is not. */
function refusal(text: string, more: Partial<RowDefaults> = {}): RunError | null {
  const [header = "", ...lines] = text.split("\n");
  const headers = header.split(",");
  const defaults = { entity: null, operation: "update", customerId: "5552100042", ...more };
  const builder = builderOf(headers, defaults, recognise(headers));
  const tally = new SheetTally();
  for (const [at, line] of lines.entries()) {
    const cells = line.split(",");
    tally.note({ number: at + 2, line: at + 2, raw: line, cells }, builder.build(cells));
  }
  return tally.refusal(headers, "ferries.csv", builder);
}

const BUDGETS = `Campaign,Campaign status,Budget,Pier notes,Kommentar,Clicks
Ferries,Paused,10,,,12
Islands,Paused,20,north,,13`;

const numbered = (number: number) => ({ number, line: number, raw: "", cells: [] });

const left = (what: string) => ({ kind: "left-out", customerId: null, why: "only", what }) as const;

test("rows that are left out are counted by kind, over all rounds of a run", () => {
  const first = new SheetTally();
  for (let number = 2; number < 14; number += 1) first.note(numbered(number), left("keyword"));
  first.note(numbered(14), left("ad"));
  const later = new SheetTally(first.counted);
  later.note(numbered(15), left("ad"));
  assert.deepEqual(later.counted.leftOut, [
    { what: "keyword", why: "only", count: 12, rows: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
    { what: "ad", why: "only", count: 2, rows: [14, 15] },
  ]);
});

suite("columns that rows fill and that nothing is done with", () => {
  test("stop the file, each with its cells, and with a way out to paste", () => {
    const error = refusal(BUDGETS);
    assert.match(
      error?.message ?? "",
      /Budget: 2 cells, the first in row 2\. .* with --entity campaign_budget/,
    );
    assert.match(error?.message ?? "", /Pier notes: 1 cell, in row 3\./);
    assert.doesNotMatch(error?.message ?? "", /Kommentar|Clicks/);
    assert.match(error?.wayOut ?? "", /--ignore "Budget,Pier notes"/);
  });

  test("do not stop it if the user ignores them", () => {
    assert.equal(refusal(BUDGETS, { ignore: ["budget", "Pier Notes"] }), null);
  });

  test("do not stop it in rows that are not taken", () => {
    assert.equal(refusal(BUDGETS, { only: ["ad_group"] }), null);
    assert.equal(refusal("Campaign,Campaign status,Location,Reach\nFerries,Enabled,Oslo,9"), null);
  });

  test("are suggested to be what they nearly are", () => {
    const error = refusal("Campaign,Campaign status,Trackin template\nFerries,Paused,x");
    assert.match(error?.message ?? "", /Did you mean Tracking template\?/);
  });

  test("of the API stop it too, unless some row of the file could fill them", () => {
    const rows = "entity,resource_name,name,cpc_bid\ncampaign,1,Ferries,1.20";
    assert.match(refusal(rows)?.message ?? "", /cpc_bid: 1 cell/);
    assert.equal(refusal(`${rows}\nad_group,2,Day trips,`), null);
  });

  test("are not suggested to be what only an export has", () => {
    const error = refusal("resource_name,status,Budget\n1,PAUSED,5", { entity: "campaign" });
    assert.doesNotMatch(error?.message ?? "", /Did you mean/);
  });

  test("may say nothing: placeholders and what Google does anyway", () => {
    const row =
      "Campaign,Campaign type,Budget type,Languages,Mobile bid modifier\nFerries,Search,Daily,All,0";
    assert.equal(refusal(row, { operation: "create" }), null);
    assert.match(refusal(row)?.message ?? "", /Languages: 1 cell/);
  });
});

suite("columns that no row may fill as it does", () => {
  const KEYWORDS = `Ad group ID,Keyword ID,Keyword,Match type,Max CPC
1,11,boots,Exact,1.20
1,12,tents,Broad,0.80`;

  test("stop a file in which every row fills them, all at once", () => {
    const error = refusal(KEYWORDS);
    assert.equal(
      error?.message,
      `Every row of ferries.csv fills columns that cannot be written.
  Keyword: 2 cells, the first in row 2. It cannot be changed once the resource exists.
  Match type: 2 cells, the first in row 2. It cannot be changed once the resource exists.`,
    );
    assert.match(error?.wayOut ?? "", /create it again\. .* --ignore "Keyword,Match type"$/);
    assert.equal(refusal(KEYWORDS, { ignore: ["Keyword", "Match type"] }), null);
  });

  test("stop it with each text of an ad, and with what only Google sets", () => {
    const ad = `Ad group ID,Ad ID,Ad status,Headline 1,Headline 2,Description 1,Final URL
1,2,Paused,Sail,Row,By sea,https://a.example`;
    assert.match(
      refusal(ad)?.wayOut ?? "",
      /entity ad, .* --ignore "Headline 1,Headline 2,Description 1,Final URL"$/,
    );
    const served = "resource_name,status,serving_status\n1,PAUSED,SERVING";
    assert.match(refusal(served, { entity: "campaign" })?.wayOut ?? "", /--ignore serving_status$/);
  });

  test("are told with those that rows do not carry out", () => {
    const both = "Ad group ID,Keyword ID,Keyword,Max CPC,Notes\n1,11,boots,1.20,north";
    assert.match(refusal(both)?.wayOut ?? "", /--ignore Keyword,Notes$/);
  });

  test("are faults of the rows if another row does not fill them, or may", () => {
    assert.equal(refusal(`${KEYWORDS}\n1,13,,,1.00`), null);
    const mixed = `Action,Ad group ID,Keyword ID,Keyword,Match type
Set,1,11,boots,Exact
Add,1,,tents,Exact`;
    assert.equal(refusal(mixed, { operation: null }), null);
  });

  test("do not count in rows that are left out", () => {
    const rows = `${KEYWORDS}\n1,,,,1.00`;
    assert.notEqual(refusal(rows, { only: ["ad_group_criterion"] }), null);
    assert.equal(refusal(rows), null);
  });
});

suite("--ignore", () => {
  test("names headers, in quotation marks where they have commas", () => {
    assert.deepEqual(ignoredIn(' Budget, "Notes, ""old""",Label,'), [
      "Budget",
      'Notes, "old"',
      "Label",
    ]);
    const headers = ["Budget", 'Notes, "old"'];
    assert.deepEqual(ignoredIn(ignoreText(headers)), headers);
  });

  test("is refused if the sheet lacks a column, which may be misspelled", () => {
    assert.doesNotThrow(() => checkIgnored(["max. cpc"], ["Max CPC"], "ferries.csv"));
    assert.throws(
      () => checkIgnored(["Bugdet"], ["Campaign", "Budget"], "ferries.csv"),
      (error) => error instanceof RunError && /Bugdet: did you mean Budget\?/.test(error.message),
    );
  });
});

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
    assert.match(error?.message ?? "", /Budget: 2 cells, the first in row 2\./);
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

  test("may say nothing: placeholders and what Google does anyway", () => {
    const row =
      "Campaign,Campaign type,Budget type,Languages,Mobile bid modifier\nFerries,Search,Daily,All,0";
    assert.equal(refusal(row, { operation: "create" }), null);
    assert.match(refusal(row)?.message ?? "", /Languages: 1 cell/);
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

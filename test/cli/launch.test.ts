import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readReports, type Reports, rowsWith, runCli, temporaryFolder } from "../support/cli.ts";

const political = "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING";

const long = "Boots that keep dry through every winter";

/** Three campaigns, each with its budget and what stands below it, tied by temporary ids; faulty at every level. */
const LAUNCH = `entity,resource_name,name,amount,campaign_budget,advertising_channel_type,contains_eu_political_advertising,manual_cpc,campaign,cpc_bid,ad_group,keyword.text,keyword.match_type,ad.final_urls,ad.responsive_search_ad.headlines,ad.responsive_search_ad.descriptions
campaign_budget,-1,Budget A,0.001,,,,,,,,,,,,
campaign,-2,Campaign A,,-1,SEARCH,${political},{},,,,,,,,
ad_group,-3,Group A,,,,,,-2,,,,,,,
ad_group_criterion,,,,,,,,,,-3,boots!!,EXACT,,,
ad_group_criterion,,,,,,,,,,-3,shoes,EXACT,,,
campaign_budget,-4,Budget B,10,,,,,,,,,,,,
campaign,-5,Campaign C,,-4,SEARCH,${political},{},,,,,,,,
ad_group,-6,Group B,,,,,,-5,,,,,,,
ad_group_criterion,,,,,,,,,,-6,clogs,EXACT,,,
campaign_budget,-7,Budget C,10,,,,,,,,,,,,
campaign,-8,Campaign C,,-7,SEARCH,${political},{},,,,,,,,
ad_group,-9,Group C,,,,,,-8,1.005,,,,,,
ad_group_criterion,,,,,,,,,,-9,sandals,EXACT,,,
ad_group_ad,,,,,,,,,,-9,,,https://example.com,${ad("Sandals")}
ad_group,-10,Group D,,,,,,-8,1,,,,,,
ad_group_ad,,,,,,,,,,-10,,,https://example.com,${ad(long)}
ad_group_criterion,,,,,,,,,,-10,slippers,EXCAT,,,
ad_group_criterion,,,,,,,,,,-11,mules,EXACT,,,
`;

function ad(headline: string): string {
  return `${texts(headline, "Second", "Third")},${texts("One.", "Two.")}`;
}

/** Texts of an ad as a cell with JSON. */
function texts(...words: readonly string[]): string {
  return `"${JSON.stringify(words.map((text) => ({ text }))).replaceAll('"', '""')}"`;
}

/** What is written into which cell of the correction file. */
type Mends = Readonly<Record<number, Readonly<Record<string, string>>>>;

function mended(reports: Reports, mends: Mends): string {
  const path = join(reports.folder, "corrections.csv");
  const rows: readonly Record<string, string>[] = parse(readFileSync(path), { columns: true });
  assert.deepEqual(
    rows.map((row) => Number(row["_row"])),
    Object.keys(mends).map(Number),
  );
  const lines = rows.map((row) => ({ ...row, ...mends[Number(row["_row"])] }));
  writeFileSync(path, stringify(lines, { header: true }));
  return path;
}

/** The rows of each Mutate call of a round. */
function sentIn({ file }: Reports, round: number): readonly string[] {
  return String(file("requests.ndjson"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { round: number; method: string; rows: string })
    .filter((call) => call.round === round && call.method === "GoogleAdsService.Mutate")
    .map(({ rows }) => rows);
}

test("a launch with faults at every level is done in three rounds, and nothing is sent in vain", async () => {
  const out = temporaryFolder();
  const file = join(out, "launch.csv");
  writeFileSync(file, LAUNCH);
  // Its rows are no more than what the sandbox asks for.
  const options = [
    "--operation",
    "create",
    "--customer-id",
    "1234567890",
    "--sandbox",
    "--no-check",
  ];
  const upload = await runCli(["upload", file, ...options, "--out", out, "--run", "launch"]);
  assert.equal(upload.code, 1, upload.stdout);
  const first = readReports(out, "launch");
  assert.deepEqual(
    first.errors.map(({ row, code, blocked_by: by }) => [row, code, by]),
    [
      ["2", "CampaignBudgetError.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", ""],
      ["3", "LocalError.PARENT_NOT_ACCEPTED", "2"],
      ["4", "LocalError.PARENT_NOT_ACCEPTED", "3"],
      ["5", "LocalError.PARENT_NOT_ACCEPTED", "4"],
      ["6", "LocalError.PARENT_NOT_ACCEPTED", "4"],
      ["12", "CampaignError.DUPLICATE_CAMPAIGN_NAME", ""],
      ["13", "LocalError.PARENT_NOT_ACCEPTED", "12"],
      ["14", "LocalError.PARENT_NOT_ACCEPTED", "13"],
      ["15", "LocalError.PARENT_NOT_ACCEPTED", "13"],
      ["16", "LocalError.PARENT_NOT_ACCEPTED", "12"],
      ["17", "LocalError.PARENT_NOT_ACCEPTED", "16"],
      ["18", "LocalError.BAD_ENUM_VALUE", ""],
      ["19", "LocalError.UNKNOWN_TEMPORARY_ID", ""],
    ],
  );
  assert.deepEqual(sentIn(first, 1), ["2 7 11", "8 12", "9", "10"]);

  const second = await runCli([
    "resubmit",
    mended(first, {
      2: { amount: "10" },
      12: { name: "Campaign D" },
      18: { "keyword.match_type": "EXACT" },
      19: { ad_group: "-10" },
    }),
  ]);
  assert.equal(second.code, 1, second.stdout);
  const middle = readReports(out, "launch");
  assert.deepEqual(rowsWith(middle, "rejected"), [5, 13, 17]);
  assert.deepEqual(rowsWith(middle, "blocked"), [14, 15]);
  assert.deepEqual(sentIn(middle, 2), ["2 12", "3 13 16", "4 17-19", "5-6"]);

  const headlines = JSON.stringify(["Dry boots", "Second", "Third"].map((text) => ({ text })));
  const third = await runCli([
    "resubmit",
    mended(middle, {
      5: { "keyword.text": "boots" },
      13: { cpc_bid: "1" },
      17: { "ad.responsive_search_ad.headlines": headlines },
    }),
  ]);
  assert.equal(third.code, 0, third.stdout);
  const { summary, results } = readReports(out, "launch");
  const refused = new Set([2, 12, 5, 13, 17]);
  for (const { row, attempts } of results) {
    assert.equal(attempts, refused.has(Number(row)) ? "2" : "1", `row ${row}`);
  }
  assert.equal(summary.requests.operations, results.length + refused.size);
});

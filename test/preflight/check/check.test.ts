import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { check } from "../../../src/preflight/check/check.ts";
import { readReports, type Reports } from "../../support/cli.ts";
import { bytesOf, customerId, noRows, runOf, temporaryFolder } from "../../support/ledger.ts";

/** Checks the text of a file about one entity; rows that say nothing else are created. */
async function checked(
  entity: string | null,
  text: string,
  settings: Partial<ReturnType<typeof runOf>["settings"]> = {},
  only?: readonly string[],
): Promise<Reports> {
  const out = temporaryFolder();
  const run = runOf({
    defaults: { entity, operation: "create", customerId, ...(only === undefined ? {} : { only }) },
  });
  const source = { name: "some/ads.csv", open: () => bytesOf(text) };
  const changed = { ...run, settings: { ...run.settings, ...settings } };
  const { summary } = await check(source, out, changed, () => new Date(0));
  const reports = readReports(out);
  assert.deepEqual(JSON.parse(JSON.stringify(summary)), reports.summary);
  return reports;
}

/** Each finding as the user reads it: row, column, code. */
function findings(reports: Reports): readonly string[] {
  return reports.errors.map((error) =>
    [error["row"], error["column"], (error["code"] ?? "").replace("LocalError.", "")].join(" "),
  );
}

suite("a check finds", () => {
  test("all that an upload finds itself, in every row", async () => {
    const reports = await checked("ad_group", "name,campaign,cpc_bid\nA,5,x\n,5,y\nC,5,1\n");
    assert.deepEqual(findings(reports), [
      "2 cpc_bid BAD_NUMBER",
      "3 cpc_bid BAD_NUMBER",
      "3 name REQUIRED_FIELD",
    ]);
    assert.deepEqual(reports.summary.outcomes, { ...noRows, invalid: 2, unsent: 1 });
    assert.equal(reports.summary.exit_code, 1);
    assert.equal(reports.summary.next, "rowmend check some/ads.csv");
    assert.ok(reports.file("corrections.csv")?.includes("A,5,x,"));
  });

  test("nothing in a file without faults", async () => {
    const reports = await checked("ad_group", "name,campaign\nA,5\n");
    assert.deepEqual([findings(reports), reports.summary.exit_code], [[], 0]);
    assert.equal(reports.summary.next, "rowmend upload some/ads.csv");
    assert.equal(reports.file("corrections.csv"), null);
    assert.equal(reports.file("requests.ndjson")?.length, 0);
  });

  test("texts that are too long, as Google counts them", async () => {
    const header = "ad_group,keyword.text,keyword.match_type";
    const words = "one two three four five six seven eight nine ten";
    const rows = [
      "a".repeat(80),
      "a".repeat(81),
      "靴".repeat(40),
      "靴".repeat(41),
      words,
      `${words} 11`,
    ];
    const text = [header, ...rows.map((keyword) => `5,${keyword},EXACT`), ""].join("\n");
    const reports = await checked("ad_group_criterion", text);
    assert.deepEqual(findings(reports), [
      "3 keyword.text TOO_LONG",
      "5 keyword.text TOO_LONG",
      "7 keyword.text TOO_MANY_WORDS",
    ]);
    assert.equal(
      reports.errors[0]?.["message"],
      "The keyword has 81 characters; Google allows 80.",
    );
    assert.equal(reports.errors[0]["advice"], "Shorten it by 1.");
  });

  test("texts in lists, in the column of each, and lists with too few elements", async () => {
    const path = "ad.responsive_search_ad";
    const header = [
      "ad_group",
      "ad.final_urls",
      ...[0, 1, 2].map((index) => `${path}.headlines[${index}].text`),
      `${path}.descriptions`,
    ];
    const two = '"[{""text"":""a""},{""text"":""b""}]"';
    const rows = [
      `5,https://a.example,a,b,${"c".repeat(31)},${two}`,
      `5,https://a.example,a,,c,${two}`,
    ];
    const reports = await checked("ad_group_ad", [header.join(), ...rows, ""].join("\n"));
    assert.deepEqual(findings(reports), [
      `2 ${path}.headlines[2].text TOO_LONG`,
      `3 ${path}.headlines[0].text WRONG_COUNT`,
    ]);
  });

  test("the same thing twice", async () => {
    const header = "operation,resource_name,campaign,name";
    const rows = [
      "update,7,,A",
      "update,customers/1234567890/adGroups/7,,B",
      "remove,7,,",
      "update,8,,C",
      "create,,5,New",
      "create,,6,New",
      "create,,5,New",
    ];
    const reports = await checked("ad_group", [header, ...rows, ""].join("\n"));
    assert.deepEqual(findings(reports), [
      "3 resource_name SAME_RESOURCE_TWICE",
      "4 resource_name SAME_RESOURCE_TWICE",
      "8 name SAME_RESOURCE_TWICE",
    ]);
    assert.match(reports.errors[0]?.["message"] ?? "", /^Row 2 also changes /);
  });

  test("the same thing in two accounts only where it is the same account", async () => {
    const header = "customer_id,name";
    const rows = ["1111111111,A", "2222222222,A", "1111111111,A"];
    const reports = await checked("label", [header, ...rows, ""].join("\n"));
    assert.deepEqual(findings(reports), ["4 name SAME_RESOURCE_TWICE"]);
  });

  test("temporary ids that lead nowhere, and rows whose parent has to be mended first", async () => {
    const header = "entity,resource_name,name,amount,campaign,advertising_channel_type";
    const rows = [
      "campaign_budget,-1,B,x,,",
      "ad_group,-3,A,,-9,",
      "ad_group,-4,B,,-5,",
      "ad_group,,C,,5,",
      "ad_group,-6,D,,-6,",
      "label,-5,L,,,",
      "ad_group,,E,,customers/1234567890/campaigns/-7,",
      "campaign,-7,F,,,SEARHC",
      "campaign,-8,G,,,SEARHC",
      "ad_group,-10,H,,-8,",
    ];
    const reports = await checked(null, [header, ...rows, ""].join("\n"));
    const found = findings(reports).filter((one) => !/REQUIRED_FIELD|UNKNOWN_COLUMN/.test(one));
    assert.deepEqual(found, [
      "2 amount BAD_NUMBER",
      "3 campaign UNKNOWN_TEMPORARY_ID",
      "4 campaign UNKNOWN_TEMPORARY_ID",
      "6 campaign UNKNOWN_TEMPORARY_ID",
      "8  PARENT_NOT_ACCEPTED",
      "9 advertising_channel_type BAD_ENUM_VALUE",
      "10 advertising_channel_type BAD_ENUM_VALUE",
      "11  PARENT_NOT_ACCEPTED",
    ]);
    assert.deepEqual(
      reports.results.filter((row) => row["outcome"] === "blocked").map((row) => row["row"]),
      ["8", "11"],
    );
  });
});

test("the command to run next can be pasted, whatever the file is called", async () => {
  const run = runOf({ defaults: { entity: "label", operation: "create", customerId } });
  const source = { name: "my ads/spring sale.csv", open: () => bytesOf("name\nA\n") };
  const { summary } = await check(source, temporaryFolder(), run, () => new Date(0));
  assert.equal(summary.next, 'rowmend upload "my ads/spring sale.csv"');
});

test("a row may stand above the one that it needs, as in an upload", async () => {
  const header = "entity,resource_name,name,campaign,campaign_budget,amount";
  const ads = "customers/1234567890/campaigns/-2";
  const rows = [`ad_group,,G,${ads},,`, "campaign,-2,C,,-1,", "campaign_budget,-1,B,,,x"];
  const reports = await checked(null, [header, ...rows, ""].join("\n"));
  assert.deepEqual(
    reports.results.map((row) => row["outcome"]),
    ["blocked", "invalid", "invalid"],
  );
  const labels = await checked(
    null,
    "entity,resource_name,name,campaign,label\ncampaign_label,,,5,-1\nlabel,-1,L,,\n",
  );
  assert.deepEqual([findings(labels), labels.summary.exit_code], [[], 0]);
});

test("a row that refers to itself leads nowhere", async () => {
  const header = "resource_name,asset_group,type,listing_source,parent_listing_group_filter";
  const text = `${header}\n5~-1,5,SUBDIVISION,SHOPPING,\n5~-2,5,UNIT_INCLUDED,SHOPPING,5~-2\n`;
  const reports = await checked("asset_group_listing_group_filter", text);
  assert.deepEqual(findings(reports), [
    "2 type PARTS_MISSING",
    "3 parent_listing_group_filter UNKNOWN_TEMPORARY_ID",
  ]);
});

function groups(customer: string, count: number): string {
  return Array.from({ length: count }, (_, row) => `${customer},G${row},5\n`).join("");
}

test("a check of rows that are all left out has no next step", async () => {
  const { summary } = await checked(null, "entity,name\nlabel,A\nlabel,B\n", {}, ["campaign"]);
  assert.deepEqual(summary.outcomes, { ...noRows, dropped: 2 });
  assert.deepEqual([summary.next, summary.exit_code], [null, 0]);
});

suite("a check says what it would take to send the file", () => {
  const header = "customer_id,name,campaign\n";

  test("requests for each account, and the share of a day's operations", async () => {
    const text = header + groups("1111111111", 25) + groups("2222222222", 5);
    const { plan } = (await checked("ad_group", text, { batchSize: 10 })).summary;
    assert.deepEqual(plan, {
      operations: 30,
      requests: 4,
      daily_quota: 15_000,
      quota_share: 0.002,
      names_unresolved: 0,
      accounts: [
        { customer_id: "1111111111", mode: "partial-failure", operations: 25, requests: 3 },
        { customer_id: "2222222222", mode: "partial-failure", operations: 5, requests: 1 },
      ],
    });
  });

  test("a batch job where an account has ten thousand rows", async () => {
    const text = header + groups("1111111111", 10_000) + groups("2222222222", 9_999);
    const { plan } = (await checked("ad_group", text, { batchSize: 1_000 })).summary;
    assert.deepEqual(
      plan?.accounts.map(({ mode, requests }) => [mode, requests]),
      [
        ["batch-job", 10],
        ["partial-failure", 10],
      ],
    );
    assert.equal(plan?.quota_share, 1.3333);
  });
});

test("a file that cannot be read leaves nothing behind", async () => {
  const out = temporaryFolder();
  const source = { name: "ads.csv", open: () => bytesOf("name,campaign\n") };
  await assert.rejects(
    check(source, out, runOf(), () => new Date(0)),
    /no rows/,
  );
  assert.deepEqual(readdirSync(join(out)), []);
});

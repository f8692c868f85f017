import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import {
  type Ended,
  readReports,
  type Reports,
  rowsWith,
  runCli,
  temporaryFolder,
} from "../support/cli.ts";

const folder = temporaryFolder();

const account = ["--customer-id", "555-210-0042"];

let sandbox: Sandbox;

let target: readonly string[];

/** What the exports are about, made before they are sent. */
const SETUP = `entity,operation,resource_name,name,status,campaign,advertising_channel_type,campaign_budget,manual_cpc,amount,contains_eu_political_advertising,type
campaign_budget,create,-1,Shoes budget,,,,,,10,,
campaign,create,-2,Shoes,PAUSED,,SEARCH,-1,{},,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING,
ad_group,create,-3,Boots,ENABLED,-2,,,,,,SEARCH_STANDARD
ad_group,create,-4,Sandals,ENABLED,-2,,,,,,SEARCH_STANDARD
`;

before(async () => {
  sandbox = await startSandbox({ statePath: ":memory:", now: () => new Date() });
  target = ["--endpoint", `127.0.0.1:${sandbox.port}`, "--plaintext"];
  const { code, stdout } = await upload("setup", Buffer.from(SETUP), []);
  assert.equal(code, 0, stdout);
});

after(() => sandbox.close());

/** A file as Google Ads Editor writes it: tabs, CRLF, UTF-16 with a mark. */
function editorFile(text: string): Buffer {
  return Buffer.from(`\u{FEFF}${text.replaceAll(",", "\t").replaceAll("\n", "\r\n")}`, "utf16le");
}

function upload(run: string, bytes: Buffer, options: readonly string[]): Promise<Ended> {
  const file = join(folder, `${run}.csv`);
  writeFileSync(file, bytes);
  return runCli([
    "upload",
    file,
    "--out",
    join(folder, run),
    "--run",
    run,
    ...account,
    ...target,
    ...options,
  ]);
}

function reportsOf(run: string): Reports {
  return readReports(join(folder, run), run);
}

/** Mends the correction file of a run in its own encoding, and sends it. */
function resubmit(
  run: string,
  encoding: BufferEncoding,
  mend: (text: string) => string,
): Promise<Ended> {
  const file = join(reportsOf(run).folder, "corrections.csv");
  writeFileSync(file, Buffer.from(mend(readFileSync(file).toString(encoding)), encoding));
  return runCli(["resubmit", file, "--out", join(folder, run)]);
}

function reasons(run: string): unknown {
  return reportsOf(run).errors.map(({ row, column, value, code }) => [row, column, value, code]);
}

const KEYWORDS = `Campaign,Ad Group,Keyword,Criterion Type,Max CPC,Final URL,Status,Campaign Status,Ad Group Status,Impressions,Labels
Shoes,Boots,hiking boots,Broad,1.25,https://www.nordpfad.example.com/boots,Enabled,Paused,Enabled,12,
Shoes,Boots,trail boots,Exact,1.10,,Paused,Paused,Enabled,3,
Shoes,Bots,winter boots,Exact,1.10,,Enabled,Paused,Enabled,0,
Shoes,Boots,cheap,Negative Exact,,,Enabled,Paused,Enabled,,
Shoes,,free,Campaign Negative Broad,,,Enabled,Paused,,,
Shoes,Slippers,,,0.90,,,Paused,Enabled,,
Shoes,Slippers,felt slippers,Phras,0.80,,Enabled,Paused,Enabled,,
Shoes,Slippers,warm slippers,Phrase,0.80,,Enabled,Paused,Enabled,,
Shoes,Boots,boots!!,Phrase,0.80,,Enabled,Paused,Enabled,,
`;

suite("an export of Google Ads Editor", { concurrency: 2 }, () => {
  test("creates keywords, an ad group and negative keywords by their names, and comes back in its own words", async () => {
    const { code, stdout } = await upload("keywords", editorFile(KEYWORDS), [
      "--operation",
      "create",
    ]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /Columns mapped by google-ads-editor\./);
    assert.match(stdout, /report figures\): Impressions/);
    assert.match(stdout, /that the row is in\): Campaign Status, Ad Group Status/);
    assert.deepEqual(reasons("keywords"), [
      ["4", "Ad Group", "Bots", "LocalError.NAME_NOT_FOUND"],
      ["8", "Criterion Type", "Phras", "LocalError.BAD_ENUM_VALUE"],
      ["10", "Keyword", "boots!!", "LocalError.BAD_TEXT"],
    ]);
    const { results } = reportsOf("keywords");
    assert.match(results[4]?.["resource_name"] ?? "", /campaignCriteria/);
    const slippers = results[5]?.["resource_name"]?.split("/").at(-1) ?? "?";
    assert.match(results[7]?.["resource_name"] ?? "", new RegExp(`/adGroupCriteria/${slippers}~`));

    const again = await resubmit("keywords", "utf16le", (text) =>
      text.replace("\tBots\t", "\tBoots\t").replace("\tPhras\t", "\tPhrase\t").replace("!!", ""),
    );
    assert.equal(again.code, 0, again.stdout);
  });

  test("creates responsive search ads", async () => {
    const ads = `Campaign,Ad Group,Ad type,Headline 1,Headline 1 position,Headline 2,Headline 3,Description 1,Description 2,Path 1,Final URL,Status
Shoes,Boots,Responsive search ad,Warm Boots,1,Dry Boots,Boots That Fit,Boots for long days.,Measured in our shop.,boots,https://www.nordpfad.example.com/boots,Enabled
Shoes,Boots,Responsive search ad,Warm Boots,-,Boots for very long days and cold nights,Boots That Fit,Boots for long days.,Measured in our shop.,boots,https://www.nordpfad.example.com/boots,Enabled
`;
    const { code, stdout } = await upload("ads", editorFile(ads), ["--operation", "create"]);
    assert.equal(code, 1, stdout);
    assert.deepEqual(reasons("ads"), [
      ["3", "Headline 2", "Boots for very long days and cold nights", "LocalError.TOO_LONG"],
    ]);
    const again = await resubmit("ads", "utf16le", (text) => text.replace(" and cold nights", ""));
    assert.equal(again.code, 0, again.stdout);
  });

  test("updates campaigns and ad groups by their names", async () => {
    const text = `Campaign,Campaign Type,Campaign Daily Budget,Campaign Status,Ad Group,Max CPC,Ad Group Status
Shoes,Search,10,Enabled,,,
Shoes,,,,Boots,1.40,Paused
Shoos,Search,,Enabled,,,
Shoes,,,,Boot,1.40,Paused
Shoos,,,,Boots,1.40,Paused
`;
    const options = ["--operation", "update"];
    const refused = await upload("structure", editorFile(text), options);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /Campaign Daily Budget: 1 cell, in row 2\./);
    assert.match(refused.stderr, /--ignore "Campaign Daily Budget"/);
    assert.equal(existsSync(join(folder, "structure", "structure")), false);
    const ignoring = [...options, "--ignore", "Campaign Daily Budget"];
    const { code, stdout } = await upload("structure", editorFile(text), ignoring);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /as you asked\): Campaign Daily Budget/);
    assert.deepEqual(reasons("structure"), [
      ["4", "Campaign", "Shoos", "LocalError.NAME_NOT_FOUND"],
      ["5", "Ad Group", "Boot", "LocalError.NAME_NOT_FOUND"],
      ["6", "Ad Group", "Boots", "LocalError.NAME_NOT_FOUND"],
    ]);
    const told = reportsOf("structure").errors.map((error) => error["message"] ?? "");
    assert.match(told[1] ?? "", /has no ad group "Boot" \(campaign "Shoes"\)/);
    assert.match(told[2] ?? "", /has no campaign "Shoos", and so no ad group "Boots"/);
    const again = await resubmit("structure", "utf16le", (found) =>
      found.replaceAll("Shoos", "Shoes").replace("\tBoot\t", "\tSandals\t"),
    );
    assert.equal(again.code, 0, again.stdout);
  });
});

suite("a whole account, as Google Ads Editor exports it", () => {
  test("goes as far as it can be read; the other rows come back, and change no campaign", async () => {
    const text = `Campaign,Campaign Type,Languages,Ad Group,Link Text,ID,Location,Keyword,Criterion Type,Headline 1,Ad type,Status
Shoes,Search,,,,,,,,,,Paused
Shoes,,,,,2752,Sweden,,,,,Enabled
Shoes,,,,Winter sale,,,,,,,Enabled
Shoes,,,Sandals,,,,,,,,Paused
Shoes,,,Sandals,,,,,,Warm sandals,Expanded text ad,Enabled
`;
    const { code, stdout } = await upload("whole", editorFile(text), ["--operation", "update"]);
    assert.equal(code, 1, stdout);
    assert.deepEqual(rowsWith(reportsOf("whole"), "accepted"), [2, 5]);
    assert.deepEqual(reasons("whole"), [
      ["3", "ID", "2752", "LocalError.UNSUPPORTED_ROW"],
      ["4", "Link Text", "Winter sale", "LocalError.UNSUPPORTED_ROW"],
      ["6", "Ad type", "Expanded text ad", "LocalError.UNSUPPORTED_ROW"],
    ]);
    assert.match(
      reportsOf("whole").errors[0]?.["advice"] ?? "",
      /Leave such rows out: .*--only .* rowmend template campaign_criterion/,
    );
    const only = ["--operation", "update", "--only", "campaign, Ad groups"];
    const taken = await upload("taken", editorFile(text), only);
    assert.equal(taken.code, 0, taken.stdout);
    assert.match(
      taken.stdout,
      /Left out \(not among the kinds of --only\): 1 with a location \(row 3\)/,
    );
    assert.deepEqual(rowsWith(reportsOf("taken"), "dropped"), [3, 4, 6]);
  });
});

suite("new campaigns of Google Ads Editor", () => {
  test("bring their way of bidding, networks and dates; the budget is one that is there", async () => {
    const text = `Campaign,Campaign Type,Networks,Budget,Budget name,Bid Strategy Type,Start Date,End Date,Campaign Status,contains_eu_political_advertising
Winter,Search,Google search;Search Partners,,Shoes budget,Manual CPC,2030-11-01,2030-12-31,Paused,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING
Spring,Search,Google search; Display Network,,Shoes budget,Maximize clicks,,,Paused,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING
Summer,Search,Google,,Shoe budget,Target ROAS,2030-06-01,,Paused,DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING
`;
    const options = ["--operation", "create", "--map", "google-ads-editor"];
    const { code, stdout } = await upload("campaigns", editorFile(text), options);
    assert.equal(code, 1, stdout);
    assert.deepEqual(reasons("campaigns"), [
      ["4", "Bid Strategy Type", "Target ROAS", "LocalError.REQUIRED_FIELD"],
      ["4", "Networks", "Google", "LocalError.BAD_ENUM_VALUE"],
    ]);
    const advice = reportsOf("campaigns").errors.map((error) => error["advice"]);
    assert.match(advice[1] ?? "", /google search, search partners/);
    assert.match(advice[0] ?? "", /Target ROAS/);
    const again = await resubmit("campaigns", "utf16le", (found) =>
      found
        .replace("contains_eu", "Target ROAS\tcontains_eu")
        .replace("DOES_NOT", "350%\tDOES_NOT")
        .replace("\tGoogle\t", "\tGoogle Search\t")
        .replace("Shoe budget", "Shoes budget"),
    );
    assert.equal(again.code, 0, again.stdout);
  });
});

suite("an export of the web interface", () => {
  test("updates keywords by ad group, text and match type, and its own status only", async () => {
    const words = `entity,operation,ad_group.name,campaign.name,keyword.text,keyword.match_type
ad_group_criterion,create,Sandals,Shoes,beach sandals,BROAD
ad_group_criterion,create,Sandals,Shoes,beach sandals,EXACT
`;
    assert.equal((await upload("words", Buffer.from(words), [])).code, 0);
    const text = `Search keyword report
"1 October 2026 - 31 October 2026"
Keyword status,Keyword,Match type,Campaign,Ad group,Status,Currency code,Max. CPC,Final URL,Clicks,CTR
Paused,beach sandals,Broad match,Shoes,Sandals,Eligible (limited),EUR,0.75, --,12,1.2%
Enabled,[beach sandals],Exact match,Shoes,Sandals,Eligible,EUR,0.85,https://www.nordpfad.example.com/sandals,3,0.9%
Enabled,"""beach sandals""",Phrase match,Shoes,Sandals,Eligible,EUR,0.85, --,3,0.9%
Enabled,[beach sandals],Exact match,Shoes,Sandals,Eligible,EUR,EUR 1,--,3,0.9%
Total: Filtered keywords, --, --, --, --, --,EUR, --, --,21,1.1%
`;
    const { code, stdout } = await upload("web", Buffer.from(text), ["--operation", "update"]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /report figures\): Status, Currency code, Clicks, CTR/);
    assert.deepEqual(reasons("web"), [
      ["6", "Keyword", '"beach sandals"', "LocalError.NAME_NOT_FOUND"],
      ["7", "Max. CPC", "EUR 1", "LocalError.BAD_NUMBER"],
    ]);
    const again = await resubmit("web", "utf8", (found) =>
      found.replace('"""beach sandals""",Phrase', "beach sandals,Broad").replace("EUR 1", "1"),
    );
    assert.equal(again.code, 0, again.stdout);
    const { summary } = reportsOf("web");
    assert.equal(summary.columns?.map, "google-ads-web");
    assert.deepEqual(summary.columns?.skipped_rows, [1, 2, 8]);
  });
});

suite("names", { concurrency: 2 }, () => {
  test("that several resources have are told, with the way out", async () => {
    const more = `entity,operation,resource_name,name,campaign_budget.name,campaign.name,status,advertising_channel_type,manual_cpc,contains_eu_political_advertising
campaign,create,-1,Sale,Shoes budget,,PAUSED,SEARCH,{},DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING
ad_group,create,,Twice,,Shoes,ENABLED,,,
`;
    const made = await upload("more", Buffer.from(more), []);
    assert.equal(made.code, 0, made.stdout);
    const second = "name,campaign.name\nTwice,Sale\n";
    const group = ["--entity", "ad_group", "--operation", "create"];
    assert.equal((await upload("second", Buffer.from(second), group)).code, 0);

    const words = "ad_group.name,keyword.text,keyword.match_type\nTwice,boots,EXACT\n";
    const keywords = ["--entity", "ad_group_criterion", "--operation", "create"];
    await upload("ambiguous", Buffer.from(words), keywords);
    assert.deepEqual(reasons("ambiguous"), [
      ["2", "ad_group.name", "Twice", "LocalError.NAME_AMBIGUOUS"],
    ]);
    const again = await resubmit("ambiguous", "utf8", (text) =>
      text
        .replace("keyword.match_type,", "keyword.match_type,campaign.name,")
        .replace(",EXACT,", ",EXACT,Sale,"),
    );
    assert.equal(again.code, 0, again.stdout);
  });

  test("of something that a row above creates go with it, or after it", async () => {
    const text = `Campaign,Ad Group,Keyword,Criterion Type
Shoes,Gaiters,,
Shoes,Gaiters,long gaiters,Exact
`;
    const options = ["--operation", "create", "--batch-size", "1"];
    const { code, stdout } = await upload("above", Buffer.from(text), options);
    assert.equal(code, 0, stdout);
    const { results } = reportsOf("above");
    const group = results[0]?.["resource_name"]?.split("/").at(-1) ?? "?";
    assert.match(results[1]?.["resource_name"] ?? "", new RegExp(`/${group}~`));
  });

  test("of something that a later row creates wait for that row", async () => {
    const text = `Campaign,Ad Group,Keyword,Criterion Type
Shoes,Clogs,wooden clogs,Exact
Shoes,Clogs,,
`;
    const { code, stdout } = await upload("later", Buffer.from(text), ["--operation", "create"]);
    assert.equal(code, 0, stdout);
    assert.deepEqual(rowsWith(reportsOf("later"), "accepted"), [2, 3]);
  });

  test("of something that is not created yet hold back only the rows that need it", async () => {
    const text = `Campaign,Ad Group,Keyword,Criterion Type,Max CPC
Shoes,Mules,,,1.005
Shoes,Mules,mules,Exact,1
Shoes,Boots,mules,Exact,1
`;
    await upload("parent", Buffer.from(text), ["--operation", "create"]);
    assert.deepEqual(rowsWith(reportsOf("parent"), "blocked"), [3]);
    assert.deepEqual(rowsWith(reportsOf("parent"), "accepted"), [4]);
    const again = await resubmit("parent", "utf8", (found) => found.replace("1.005", "1.05"));
    assert.equal(again.code, 0, again.stdout);
  });

  test("cannot be looked up in an account that cannot be reached", async () => {
    const words = "campaign.name,name\nShoes,Boots\n";
    const options = [
      "--entity",
      "ad_group",
      "--operation",
      "create",
      "--customer-id",
      "9000000002",
    ];
    const { code, stdout } = await upload(
      "closed",
      Buffer.from(words),
      options.slice(0, 4).concat(options.slice(4)),
    );
    assert.notEqual(code, 0);
    assert.deepEqual(rowsWith(reportsOf("closed"), "unsent"), [2], stdout);
  });
});

suite("a map of the user's own", { concurrency: 2 }, () => {
  const map = join(folder, "map.yaml");
  writeFileSync(
    map,
    `columns:
  Kampagne: campaign.name
  Gruppe: ad_group.name
  Suchwort: keyword.text
  Option: { column: keyword.match_type, values: { genau: EXACT, weitgehend: BROAD } }
  Gebot: cpc_bid
  Notiz: ignore
constants: { entity: ad_group_criterion, operation: create, status: PAUSED }
`,
  );

  test("is kept with the run, for corrections and for columns that are added to them", async () => {
    const text = `Kampagne,Gruppe,Suchwort,Option,Notiz
Shoes,Boots,fellstiefel,genau,neu
Shoes,Boots,lederstiefel,ungenau,neu
`;
    const { code, stdout } = await upload("kampagne", Buffer.from(text), ["--map", map]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /Ignored \(as you asked\): Notiz/);
    assert.match(stdout, /In the map but not in the sheet: Gebot/);
    assert.deepEqual(reportsOf("kampagne").summary.columns?.absent, ["Gebot"]);
    assert.deepEqual(reasons("kampagne"), [
      ["3", "Option", "ungenau", "LocalError.BAD_ENUM_VALUE"],
    ]);
    const again = await resubmit("kampagne", "utf8", (found) =>
      found
        .replace("Notiz,_run", "Notiz,Gebot,_run")
        .replace("ungenau,neu,", "weitgehend,neu,nichts,"),
    );
    assert.equal(again.code, 1, again.stdout);
    assert.deepEqual(reasons("kampagne"), [["3", "Gebot", "nichts", "LocalError.BAD_NUMBER"]]);
    const last = await resubmit("kampagne", "utf8", (found) => found.replace("nichts", "1.20"));
    assert.equal(last.code, 0, last.stdout);
  });

  test("is refused as a whole if it is wrong, before anything is read", async () => {
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, '{"columns": {"Gebot": 3, "Wort": {"values": {}}},\n"colour": "red"}');
    const { code, stderr } = await upload("wrong", Buffer.from("Gebot\n1\n"), ["--map", wrong]);
    assert.equal(code, 2);
    assert.match(stderr, /3 faults/);
    assert.match(stderr, /line 2: "colour"/);
    const strange = join(folder, "strange.yaml");
    writeFileSync(strange, "Gebot: cpc_bidd\nWort: keyword.txt\n");
    const entity = ["--map", strange, "--entity", "ad_group_criterion"];
    const unfit = await upload("strange", Buffer.from("Gebot,Wort\n1,2\n"), entity);
    assert.equal(unfit.code, 2);
    assert.match(
      unfit.stderr,
      /line 1: "Gebot": .*Did you mean cpc_bid\?\n.*line 2: .*keyword\.text/,
    );
    // Keywords in a sheet about ad groups: only both together are wrong.
    const shared = join(folder, "shared.yaml");
    writeFileSync(shared, "Name: name\nWort: keyword.text\n");
    const groups = ["--map", shared, "--entity", "ad_group"];
    const mixed = await upload("mixed", Buffer.from("Name,Wort\nA,b\n"), groups);
    assert.equal(mixed.code, 2);
    assert.match(mixed.stderr, /line 2: Wort: ad_group has no field keyword\.text\./);
  });
});

suite("a check of an export", () => {
  test("leaves its names alone, and says so", async () => {
    const file = join(folder, "check.tsv");
    writeFileSync(file, editorFile(KEYWORDS));
    const options = ["--operation", "create", ...account, "--out", join(folder, "check")];
    const { code, stdout } = await runCli(["check", file, ...options, "--run", "check"]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /7 rows refer to resources by name/);
    assert.deepEqual(reasons("check"), [
      ["8", "Criterion Type", "Phras", "LocalError.BAD_ENUM_VALUE"],
      ["10", "Keyword", "boots!!", "LocalError.BAD_TEXT"],
    ]);
    const plainly = ["--run", "plain", "--no-auto-map", "--entity", "ad_group_criterion"];
    const plain = await runCli(["check", file, ...options, ...plainly]);
    assert.equal(plain.code, 2);
    assert.match(plain.stderr, /Criterion Type: 8 cells, the first in row 2\./);
  });
});

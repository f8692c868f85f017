import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Builder, builderOf, type RowDefaults } from "../../src/operations/build.ts";
import { builtInMaps } from "../../src/operations/columns/google-exports.ts";
import { type Cells, customerId, decoded } from "./sheet.ts";

const updating: RowDefaults = { entity: null, operation: "update", customerId };

const creating: RowDefaults = { ...updating, operation: "create" };

function built(
  row: Cells,
  defaults = updating,
  map = "google-ads-editor",
): ReturnType<Builder["build"]> {
  const headers = Object.keys(row);
  return builderOf(headers, defaults, builtInMaps[map] ?? null).build(Object.values(row));
}

/** The faults of a row, by code and header. */
function faults(row: Cells, defaults = updating, map = "google-ads-editor"): unknown {
  const found = built(row, defaults, map);
  return found.kind === "refusal"
    ? found.faults.map(({ code, column }) => `${code} ${Object.keys(row)[column ?? -1] ?? ""}`)
    : found.kind;
}

/** What a row sends, as text. */
function sent(row: Cells, defaults = updating): string {
  const found = built(row, defaults);
  assert.equal(found.kind, "operation", JSON.stringify(found));
  return JSON.stringify(decoded(found.bytes));
}

const campaign = { Campaign: "Ferries", "Campaign Status": "Enabled" };

const keyword = {
  Campaign: "Ferries",
  "Ad group": "Day trips",
  Keyword: "tickets",
  "Criterion type": "Exact",
};

suite("a row of an export", () => {
  test("is refused where it fills what rows like it do not have", () => {
    for (const [header, text] of [
      ["Max CPC", "1.20"],
      ["Headline 1", "Sail"],
      ["Final URL", "https://a.example.com/"],
    ] as const)
      assert.notEqual(faults({ ...campaign, [header]: text }), "operation", header);
    assert.deepEqual(faults({ ...keyword, Networks: "Google search" }), [
      "UNKNOWN_COLUMN Networks",
    ]);
  });

  test("is refused for an id without the one that it belongs to, and never taken for that", () => {
    const lone = ["MISSING_RESOURCE_NAME Ad ID"];
    for (const row of [
      { "Campaign ID": "1" },
      { Campaign: "Ferries", "Ad group": "Day trips" },
      {},
    ])
      assert.deepEqual(faults({ ...row, "Ad ID": "111", Status: "Paused" }), lone);
    assert.equal(faults({ "Ad group ID": "11", "Ad ID": "111", Status: "Paused" }), "operation");
    assert.deepEqual(faults({ ...keyword, "Keyword ID": "7" }, creating), [
      "CONFLICTING_COLUMNS Keyword ID",
    ]);
  });

  test("may repeat the names, statuses and types of what it is in", () => {
    const row = {
      ...keyword,
      "Campaign status": "Paused",
      "Campaign type": "Search",
      "Max CPC": "1",
    };
    const found = built(row);
    assert.deepEqual(found.kind === "operation" && found.passed.map(({ reason }) => reason), [
      "context",
      "context",
    ]);
  });

  test("is about what its kind says", () => {
    assert.match(sent({ ...keyword, "Row type": "Keyword", "Max CPC": "1" }), /ad_group_criterion/);
    assert.deepEqual(faults({ ...campaign, "Row type": "Sitelink" }), ["UNSUPPORTED_ROW Row type"]);
    // One thing is one fault, whatever shows it.
    assert.deepEqual(faults({ ...campaign, "Row type": "Callout", "Callout text": "Free wifi" }), [
      "UNSUPPORTED_ROW Callout text",
    ]);
    assert.deepEqual(faults({ ...keyword, "Row type": "Campaign" }), [
      "UNKNOWN_COLUMN Ad group",
      "UNKNOWN_COLUMN Keyword",
      "UNKNOWN_COLUMN Criterion type",
    ]);
  });

  test("belongs where its level says, or is refused", () => {
    const negative = {
      Campaign: "Ferries",
      "Ad group": "",
      "Negative keyword": "free",
      Type: "Broad match",
    };
    const level = (text: string, group = ""): unknown =>
      faults({ ...negative, "Ad group": group, Level: text }, creating);
    assert.equal(level("Campaign"), "operation");
    assert.equal(level("Ad group", "Day trips"), "operation");
    assert.equal(level("AD_GROUP", "Day trips"), "operation");
    assert.deepEqual(level("Ad group"), ["CONFLICTING_COLUMNS Level"]);
    assert.deepEqual(level("Campaign", "Day trips"), ["CONFLICTING_COLUMNS Level"]);
    assert.deepEqual(level("Account"), ["CONFLICTING_COLUMNS Level"]);
    const ofCampaign = { ...keyword, "Criterion type": "Campaign Negative Broad" };
    assert.deepEqual(faults(ofCampaign, creating), ["CONFLICTING_COLUMNS Criterion type"]);
  });

  test("does not remove or pause the whole of what it names a part of", () => {
    const removing = { ...updating, operation: "remove" };
    const forgotten = { Campaign: "Ferries", "Ad group": "Day trips", Keyword: "" };
    assert.deepEqual(faults(forgotten, removing), ["CONFLICTING_COLUMNS Keyword"]);
    assert.deepEqual(faults({ ...forgotten, "Ad group": "" }, removing), [
      "CONFLICTING_COLUMNS Ad group",
    ]);
    assert.match(sent({ ...forgotten, "Row type": "Ad group" }, removing), /ad_group_operation/);
    assert.match(
      sent({ Campaign: "Ferries", "Ad group": "Day trips", Comment: "" }, removing),
      /ad_group_operation/,
    );
    const paused = { ...forgotten, Status: "Paused" };
    assert.match(sent(paused), /ad_group_operation/);
    assert.deepEqual(faults({ ...paused, "Ad group status": "" }), ["CONFLICTING_COLUMNS Status"]);
    assert.match(sent({ ...forgotten, "Ad group status": "Paused" }), /ad_group_operation/);
  });

  test("names the campaign of an ad group that it names", () => {
    const row = { ...keyword, Campaign: "" };
    assert.deepEqual(faults(row, creating), ["REQUIRED_FIELD Campaign"]);
    assert.equal(faults({ ...row, "Campaign ID": "11" }, creating), "operation");
  });

  test("goes to no other account than one that it names", () => {
    const row = { Account: "222-222-2222", "Customer ID": "", ...keyword };
    assert.deepEqual(faults(row, creating), ["CONFLICTING_COLUMNS Account"]);
    assert.equal(faults({ ...row, "Customer ID": "222-222-2222" }, creating), "operation");
    assert.equal(faults({ ...row, Account: "Harbour Tours" }, creating), "operation");
  });

  test("is never taken for a keyword that names a list", () => {
    const list = {
      Campaign: "Ferries",
      "Negative keyword": "Usual ones",
      "Keyword or list": "List",
    };
    assert.deepEqual(faults(list, creating), ["UNSUPPORTED_ROW Keyword or list"]);
  });

  test("that is renamed in Google Ads Editor is not looked for by its new name", () => {
    const row = { ...campaign, "Campaign#Original": "Ferries" };
    assert.equal(faults(row), "operation");
    assert.deepEqual(faults({ ...row, "Campaign#Original": "Boats" }), [
      "UNSUPPORTED_OPERATION Campaign#Original",
    ]);
  });
});

suite("a removed thing in an export", () => {
  test("is left out, as is what stands in it", () => {
    for (const row of [
      { Campaign: "Ferries", "Campaign status": "Removed" },
      { ...keyword, "Campaign status": "Removed", Status: "Enabled" },
      { ...keyword, "Ad group status": "deleted" },
    ])
      for (const defaults of [updating, creating, { ...updating, operation: "remove" }])
        assert.equal(built(row, defaults).kind, "left-out");
    const web = { ...keyword, Status: "Campaign removed", "Max CPC": "1" };
    assert.equal(built(web, updating, "google-ads-web").kind, "left-out");
  });

  test("stays removed if the column that says so is ignored", () => {
    const ignoring = { ...updating, ignore: ["Campaign status"] };
    const row = { Campaign: "Ferries", "Campaign status": "Removed", "Final URL suffix": "a=b" };
    assert.equal(built(row, ignoring).kind, "left-out");
  });

  test("is removed only by an action of its own", () => {
    const row = { ...keyword, Status: "Removed" };
    assert.match(sent({ ...row, Action: "Remove" }), /"remove"/);
    assert.deepEqual(faults({ ...row, Action: "Edit" }), ["UNSUPPORTED_OPERATION Status"]);
  });
});

suite("a state of serving", () => {
  test("is no reason to create something paused as enabled", () => {
    const row = { ...keyword, Status: "Paused" };
    assert.deepEqual(faults(row, creating, "google-ads-web"), ["CONFLICTING_COLUMNS Status"]);
    const own = { ...row, "Keyword status": "Paused" };
    assert.equal(faults(own, creating, "google-ads-web"), "operation");
    const enabled = { ...own, Status: "Enabled" };
    assert.deepEqual(faults(enabled, updating, "google-ads-web"), ["CONFLICTING_COLUMNS Status"]);
  });
});

suite("the figures of a bid strategy", () => {
  const anew = { Campaign: "Ferries", "Campaign type": "Search" };

  test("go with the strategy that the row chooses", () => {
    const row = { ...anew, "Bid strategy type": "Maximize conversions", "Target CPA": "12.50" };
    assert.match(sent(row, creating), /"maximize_conversions":\{"target_cpa_micros":"12500000"\}/);
    const value = { ...anew, "Bid strategy type": "Target ROAS", "Target ROAS": "350%" };
    assert.match(sent(value, creating), /"maximize_conversion_value":\{"target_roas":3.5\}/);
    const clicks = {
      ...anew,
      "Bid strategy type": "Maximize clicks",
      "Maximum CPC bid limit": "2",
    };
    assert.match(sent(clicks, creating), /"target_spend":\{"cpc_bid_ceiling_micros":"2000000"\}/);
  });

  test("refuse a row whose strategy does not have them", () => {
    const row = { ...anew, "Bid strategy type": "Manual CPC", "Target CPA": "12.50" };
    assert.deepEqual(faults(row, creating), ["CONFLICTING_COLUMNS Target CPA"]);
    assert.deepEqual(faults({ ...campaign, "Target CPA": "12.50" }), [
      "CONFLICTING_COLUMNS Target CPA",
    ]);
    const unknown = { ...anew, "Bid strategy type": "Portfolio" };
    assert.deepEqual(faults(unknown, creating), ["BAD_ENUM_VALUE Bid strategy type"]);
    const lacking = { ...anew, "Bid strategy type": "Target CPA", "Target CPA": "" };
    assert.deepEqual(faults(lacking, creating), ["REQUIRED_FIELD Bid strategy type"]);
  });

  test("never choose a strategy by themselves", () => {
    for (const [header, text] of [
      ["Maximum CPC bid limit", "2"],
      ["Target impression share", "65%"],
      ["Target impression share location", "Top of page"],
      ["Enhanced CPC", "Enabled"],
    ] as const)
      assert.deepEqual(
        faults({ ...campaign, [header]: text }),
        [`CONFLICTING_COLUMNS ${header}`],
        header,
      );
  });

  test("may limit the bids of a target impression share", () => {
    const row = {
      ...anew,
      "Bid strategy type": "TARGET_IMPRESSION_SHARE",
      "Target impression share": "65%",
      "Ad location": "Top of page",
      "Maximum CPC bid limit": "2",
    };
    const strategy = sent(row, creating);
    assert.match(strategy, /"target_impression_share":\{[^}]*"cpc_bid_ceiling_micros":"2000000"/);
    assert.doesNotMatch(strategy, /target_spend/);
  });

  test("refuse a row that has a portfolio strategy too", () => {
    const row = {
      ...campaign,
      "Bid strategy name": "Harbours",
      "Bid strategy type": "Target CPA",
      "Target CPA": "5",
    };
    assert.deepEqual(faults(row), ["CONFLICTING_COLUMNS Target CPA"]);
  });

  test("are not lost by an update that only names the strategy", () => {
    const row = { ...campaign, "Bid strategy type": "Maximize clicks" };
    assert.deepEqual(faults(row), ["CONFLICTING_COLUMNS Bid strategy type"]);
  });

  test("are percentages, and nothing that may be a fraction", () => {
    const row = { Campaign: "Ferries", "Ad group": "Day trips", "Target ROAS": "400" };
    assert.deepEqual(faults(row), ["BAD_NUMBER Target ROAS"]);
    assert.match(sent({ ...row, "Target ROAS": "12.5%" }), /"target_roas":0.125/);
  });
});

suite("the ids of Google's templates", () => {
  test("name a row that has nothing else", () => {
    const row = { Campaign: "", "Ad group ID": "21", "Keyword ID": "31", "Max CPC": "9.99" };
    assert.match(sent(row), /adGroupCriteria\/21~31/);
    assert.match(
      sent({ Campaign: "", "Ad group ID": "21", "Ad ID": "41", "Ad status": "Paused" }),
      /adGroupAds\/21~41/,
    );
    const named = { ...row, Campaign: "Ferries", "Ad group ID": "", "Ad group": "Day trips" };
    assert.deepEqual(faults(named), ["MISSING_RESOURCE_NAME Keyword ID"]);
  });

  test("let a name be changed", () => {
    const row = { Campaign: "Boats", "Campaign ID": "11" };
    assert.match(sent(row), /campaigns\/11","name":"Boats".*"paths":\["name"\]/);
  });

  test("are not those of something new", () => {
    assert.deepEqual(faults({ ...campaign, "Campaign ID": "11" }, creating), [
      "CONFLICTING_COLUMNS Campaign ID",
    ]);
  });

  test("count more than the names beside them", () => {
    const found = built({ ...keyword, "Ad group ID": "21", Status: "Paused" }, creating);
    assert.ok(found.kind === "operation");
    assert.match(JSON.stringify(decoded(found.bytes)), /adGroups\/21/);
    assert.deepEqual(
      found.passed.map(({ reason }) => reason),
      ["identity", "identity"],
    );
  });
});

/** What a row is about that --only leaves out; the kind of the result for any other. */
function leftOut(row: Cells, ...kinds: readonly string[]): string {
  const found = built(row, { ...updating, only: kinds });
  return found.kind === "left-out" ? found.what : found.kind;
}

suite("--only", () => {
  test("leaves out rows of other kinds, by their names", () => {
    const negative = { ...keyword, "Criterion type": "Negative exact" };
    assert.equal(leftOut(campaign, "campaign"), "operation");
    assert.equal(leftOut({ ...keyword, "Max CPC": "1" }, "campaign"), "keyword");
    assert.equal(leftOut(negative, "keyword"), "negative keyword");
    assert.equal(leftOut({ ...campaign, Location: "Oslo" }, "campaign"), "a location");
    assert.equal(leftOut({ ...campaign, "Pier notes": "x" }, "keyword"), "campaign");
  });
});

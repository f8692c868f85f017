import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Builder, builderOf, type RowDefaults } from "../../../src/operations/build.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { recognise } from "../../../src/operations/columns/recognise.ts";
import { viewOf } from "../../../src/operations/columns/view.ts";
import { decoded } from "../sheet.ts";

const recognised = (header: string): string | null => recognise(header.split(","))?.name ?? null;

suite("the headers of an export", () => {
  const exports: Readonly<Record<string, string>> = {
    "Campaign,Ad Group,Keyword,Criterion Type,Max CPC,Status": "google-ads-editor",
    "Account,Campaign,Campaign Daily Budget,Campaign Type,Campaign Status": "google-ads-editor",
    "Campaign,Ad Group,Headline 1,Headline 2,Headline 3,Description 1,Path 1,Final URL,Status":
      "google-ads-editor",
    "Keyword status,Keyword,Match type,Campaign,Ad group,Status,Currency code,Max. CPC":
      "google-ads-web",
    "Campaign state,Campaign,Budget,Impr.,Clicks": "google-ads-web",
    "Negative keyword,Campaign,Ad group,Match type": "google-ads-web",
    // With ids in place of names.
    "Campaign ID,Ad group ID,Keyword ID,Keyword,Match type,Max CPC": "google-ads-web",
    "Ad group ID,Criterion ID,Keyword status": "google-ads-web",
    "Ad group ID,Ad ID,Ad status": "google-ads-web",
    "Ad group ID,Default max. CPC": "google-ads-web",
    "Ad group ID,Status": "google-ads-editor",
    "Campaign ID,Status": "google-ads-editor",
    "Campaign ID,Budget": "google-ads-editor",
    "Campaign name,Ad group name,Keyword,Match type,Max CPC": "google-ads-web",
    // With a field of the API that somebody added.
    "Campaign,Campaign Type,Networks,Bid Strategy Type,campaign_budget": "google-ads-editor",
  };
  for (const [header, name] of Object.entries(exports)) {
    test(`${header}: ${name}`, () => assert.equal(recognised(header), name));
  }
});

suite("headers that are taken as they are", () => {
  for (const header of [
    "customer_id,ad_group,keyword.text,keyword.match_type",
    "Ad group,Status,Final URLs",
    "Ad group,CPC bid",
    "entity,operation,Campaign,Status",
    "campaign,name,status",
    "campaign.id,campaign.name,campaign.status",
    "campaign_id,ad_group_id,keyword.text,cpc_bid",
    "Ad group ID,Max CPC,cpc_bid",
    "Campaign ID,Location ID",
    "Campaign,Ad group,Keyword,Criterion Type,cpc_bid",
    "campaign,ad_group.name,Max CPC,cpc_bid",
    "name",
  ]) {
    test(header, () => assert.equal(recognised(header), null));
  }
});

suite("what a row of an export is about", () => {
  test("is missing where it fills none of its names, and no column is blamed", () => {
    const defaults = { entity: null, operation: "create", customerId: "1234567890" };
    const map = builtInMaps["google-ads-editor"] ?? null;
    const built = builderOf(["Keyword", "Max CPC"], defaults, map).build(["", "1"]);
    assert.equal(built.kind, "refusal");
    assert.deepEqual(
      built.faults.map(({ code, column }) => [code, column]),
      [["MISSING_ENTITY", null]],
    );
  });

  const headers = ["Campaign", "Ad Group", "Keyword", "Criterion Type", "Headline 1", "Ad ID"];
  const view = viewOf(headers, builtInMaps["google-ads-editor"] ?? null, {
    entity: null,
    customerId: null,
  });
  const entity = view.columns.findIndex(({ fields }) => fields?.[0] === "entity");
  for (const [cells, expected] of [
    ["Shoes,,,,", "campaign"],
    ["Shoes,Boots,,,", "ad_group"],
    ["Shoes,Boots,boots,Broad,", "ad_group_criterion"],
    ["Shoes,Boots,boots,Negative Broad,", "ad_group_criterion"],
    ["Shoes,,boots,Campaign Negative Broad,", "campaign_criterion"],
    ["Shoes,,boots,Broad,", "ad_group_criterion"],
    ["Shoes,Boots,,,Warm boots", "ad_group_ad"],
    ["Shoes,,,,,111", "ad_group_ad"],
    ["Shoes,,,,,--", "campaign"],
    [",,,,", ""],
  ] as const) {
    test(`${cells}: ${expected}`, () => assert.equal(view.see(cells.split(","))[entity], expected));
  }
});

suite("a row of an export that is about something else", () => {
  const account = { entity: null, operation: "update", customerId: "1234567890" };
  /** Faults of a row, by headers and cells, with their columns. */
  const faults = (
    row: Readonly<Record<string, string>>,
    map = "google-ads-editor",
    defaults: RowDefaults = account,
  ): unknown => {
    const headers = Object.keys(row);
    const built = builderOf(headers, defaults, builtInMaps[map] ?? null).build(Object.values(row));
    if (built.kind === "operation") return built.entity;
    assert.ok(built.kind === "refusal");
    return built.faults.map(({ code, column, message }) => [
      code,
      headers[column ?? -1],
      /^The row holds (.*), which rowmend does not read/.exec(message)?.[1],
    ]);
  };
  const campaign = { Campaign: "Shoes", "Campaign Type": "", Status: "Paused" };
  const group = { Campaign: "Shoes", "Ad Group": "Boots", Status: "Paused" };

  for (const [column, text, what] of [
    ["Location", "Sweden", "a location"],
    ["ID", "2752", "a location"],
    ["Day & time", "Mondays", "an ad schedule"],
    ["Link Text", "Winter sale", "a sitelink"],
    ["Sitelink text", "Winter sale", "a sitelink"],
    ["Callout text", "Free returns", "a callout"],
    ["Snippet Values", "Boots;Socks", "a structured snippet"],
    ["Audience segment", "Hikers", "an audience"],
    ["Asset Group", "Boots", "an asset group"],
    ["Shared set name", "Brands", "a list of negative keywords"],
  ] as const) {
    test(`is taken neither for its campaign nor for its ad group: ${column}`, () => {
      for (const row of [campaign, group]) {
        const found = faults({ ...row, [column]: text });
        assert.deepEqual(found, [["UNSUPPORTED_ROW", column, what]]);
      }
      assert.equal(faults({ ...campaign, [column]: "" }), "campaign");
      assert.equal(faults({ ...group, [column]: "" }), "ad_group");
    });
  }

  test("is not taken for it if --entity says so either, or if it names no campaign", () => {
    const asCampaigns = { ...account, entity: "campaign" };
    const found = [["UNSUPPORTED_ROW", "Location", "a location"]];
    assert.deepEqual(faults({ ...campaign, Location: "Sweden" }, undefined, asCampaigns), found);
    assert.deepEqual(faults({ Campaign: "", "Campaign Type": "", Location: "Sweden" }), found);
  });

  test("is not a responsive search ad or a keyword because of its texts", () => {
    const ad = { ...group, "Headline 1": "Warm boots" };
    const anew = { ...account, operation: "create", entity: null };
    const other = "an ad that is not a responsive search ad";
    for (const map of ["google-ads-editor", "google-ads-web"]) {
      for (const type of ["Expanded text ad", "Expanded dynamic search ad", "Call ad"]) {
        const found = faults({ ...ad, "Ad type": type }, map, anew);
        assert.deepEqual(found, [["UNSUPPORTED_ROW", "Ad type", other]]);
      }
    }
    for (const type of ["Responsive search ad", "responsive search AD", "--", ""])
      assert.equal(faults({ ...ad, "Ad type": type }, undefined, anew), "ad_group_ad");
    assert.deepEqual(faults({ ...ad, "Asset Group": "Boots" }, undefined, anew), [
      ["UNSUPPORTED_ROW", "Asset Group", "an asset group"],
    ]);
  });

  test("is not read as a keyword either", () => {
    const keyword = { ...group, Keyword: "boots", "Criterion Type": "Exact", ID: "7" };
    assert.deepEqual(faults(keyword), [["UNSUPPORTED_ROW", "ID", "a location"]]);
  });
});

suite("words of an export", () => {
  const defaults = { entity: null, operation: "create", customerId: "1234567890" };
  const built = (row: Readonly<Record<string, string>>): ReturnType<Builder["build"]> =>
    builderOf(Object.keys(row), defaults, builtInMaps["google-ads-editor"] ?? null).build(
      Object.values(row),
    );
  const created = (row: Readonly<Record<string, string>>): string => {
    const found = built(row);
    assert.equal(found.kind, "operation", JSON.stringify(found));
    return JSON.stringify(decoded(found.bytes));
  };
  const advice = (row: Readonly<Record<string, string>>): unknown => {
    const found = built(row);
    assert.equal(found.kind, "refusal");
    return found.faults.map((fault) => [fault.code, fault.message, fault.advice]);
  };
  const ad = { Campaign: "Shoes", "Ad Group": "Boots", "Headline 1": "Warm", "Description 1": "x" };
  const campaign = {
    Campaign: "Shoes",
    "Campaign Type": "Search",
    "Bid Strategy Type": "Manual CPC",
  };

  test("say where a text of an ad is pinned, or that it is not", () => {
    assert.match(created({ ...ad, "Headline 1 position": "3" }), /"HEADLINE_3"/);
    assert.match(created({ ...ad, "Description 1 position": "2" }), /"DESCRIPTION_2"/);
    for (const none of ["-", "Unpinned", " unpinned ", ""])
      assert.doesNotMatch(created({ ...ad, "Headline 1 position": none }), /pinned_field/);
    assert.deepEqual(advice({ ...ad, "Headline 1 position": "4" }), [
      [
        "BAD_ENUM_VALUE",
        '"4" is not a value that rowmend knows for this column.',
        "Write one of: 1, 2, 3, -.",
      ],
    ]);
  });

  for (const [texts, value] of [
    [
      ["Doesn't have EU political ads", "Doesn\u2019t have EU political ads", "No"],
      "DOES_NOT_CONTAIN",
    ],
    [["Has EU political ads", "YES"], "CONTAINS"],
  ] as const) {
    test(`declare what a campaign has of political ads: ${texts.join(", ")}`, () => {
      for (const text of texts) {
        const found = created({ ...campaign, "EU political ads": text });
        assert.match(found, new RegExp(`"${value}_EU_POLITICAL_ADVERTISING"`));
      }
    });
  }

  test("that are none of the known ones are told with those", () => {
    assert.deepEqual(advice({ ...campaign, "EU political ads": "Some" }), [
      [
        "BAD_ENUM_VALUE",
        '"Some" is not a value that rowmend knows for this column.',
        "Write one of: doesn't have eu political ads, has eu political ads.",
      ],
    ]);
    const keyword = { ...ad, "Headline 1": "", "Description 1": "", Keyword: "boots" };
    assert.match(
      JSON.stringify(advice({ ...keyword, "Criterion Type": "Phras" })),
      /Did you mean phrase\? Write one of: broad, phrase, exact, negative broad, /,
    );
  });

  test("do not offer a status that would only leave the row out", () => {
    assert.deepEqual(advice({ ...campaign, "Campaign status": "Inactive" }), [
      [
        "BAD_ENUM_VALUE",
        '"Inactive" is not a value that rowmend knows for this column.',
        "Write one of: enabled, paused.",
      ],
    ]);
  });

  test("about a campaign are refused in rows about its ad groups", () => {
    const group = { Campaign: "Shoes", "Ad Group": "Boots", "EU political ads": "No" };
    const found = built(group);
    assert.deepEqual(
      found.kind === "refusal" && found.faults.map(({ code, column }) => [code, column]),
      [["UNKNOWN_COLUMN", 2]],
    );
  });
});

/** The account of a row, or what is wrong with it. */
function accountOf(headers: string, cells: string): unknown {
  const defaults = { entity: null, operation: "update", customerId: null };
  const map = builtInMaps["google-ads-web"] ?? null;
  const builder = builderOf(["Campaign", "Campaign state", ...headers.split(",")], defaults, map);
  const built = builder.build(["Shoes", "paused", ...cells.split(",")]);
  return built.kind === "refusal" ? built.faults.map(({ code }) => code) : built.customerId;
}

suite("the account of an export", () => {
  test("is its id, even if a column before it has a name", () => {
    assert.equal(accountOf("Account,Customer ID", "Nordpfad,123-456-7890"), "1234567890");
    assert.equal(accountOf("Customer ID,Account", "123-456-7890,Nordpfad"), "1234567890");
    assert.equal(accountOf("Customer,customer_id", "Nordpfad,1234567890"), "1234567890");
  });

  test("may stand in the column for the name, if there is no other", () => {
    assert.equal(accountOf("Account", "123-456-7890"), "1234567890");
    assert.deepEqual(accountOf("Account", "Nordpfad"), ["BAD_CUSTOMER_ID"]);
  });

  test("is named as an identity where it is a name", () => {
    const defaults = { entity: null, operation: "update", customerId: "1234567890" };
    const map = builtInMaps["google-ads-web"] ?? null;
    const passed = (headers: readonly string[], cells: readonly string[]): unknown => {
      const built = builderOf(headers, defaults, map).build(cells);
      return built.kind === "operation" ? built.passed : built;
    };
    const campaign = ["Campaign", "Campaign status"];
    const account = [{ column: 2, reason: "identity" }];
    assert.deepEqual(
      passed(
        [...campaign, "Account", "Customer ID"],
        ["Shoes", "Paused", "Nordpfad", "123-456-7890"],
      ),
      account,
    );
    assert.deepEqual(passed([...campaign, "Account"], ["Shoes", "Paused", "Nordpfad"]), account);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { faults, naturalNameFor, sent } from "./sheet.ts";

function only(entity: string, verb: string, cells: Readonly<Record<string, string>>) {
  const found = faults(entity, verb, cells);
  assert.equal(found.length, 1, JSON.stringify(found));
  const [fault] = found;
  assert.ok(fault);
  return fault;
}

suite("single elements of a list", () => {
  for (const [entity, cells, wayOut] of [
    [
      "ad",
      {
        "responsive_search_ad.headlines[4].text": "Dry feet",
        "responsive_search_ad.headlines[6].text": "Warm",
      },
      /column responsive_search_ad\.headlines, as in \[\{"text":"\.\.\."\}\]/,
    ],
    ["ad", { "final_urls[0]": "https://a.example" }, /column final_urls, as in \.\.\.\|\.\.\./],
    ["ad", { "responsive_search_ad.descriptions[0].text": "[]" }, /whole list/],
    ["ad", { "responsive_search_ad.headlines[0]": '{"text": "A"}' }, /whole list/],
    ["ad_group_criterion", { "url_custom_parameters[1].value": "x" }, /"key":"\.\.\."/],
    [
      "campaign",
      { "targeting_setting.target_restrictions[0].bid_only": "yes" },
      /column targeting_setting\.target_restrictions/,
    ],
  ] as const) {
    test(`are refused in an update of ${entity}: ${Object.keys(cells).join(", ")}`, () => {
      const fault = only(entity, "update", { resource_name: naturalNameFor(entity), ...cells });
      assert.deepEqual([fault.code, fault.column], ["PART_OF_LIST", 1]);
      assert.match(fault.advice, wayOut);
    });
  }

  test("make the list of what is created", () => {
    const cells = { ad_group: "5", "ad.final_urls[1]": "https://a.example" };
    assert.deepEqual(sent("ad_group_ad", "create", cells), {
      create: {
        ad_group: "customers/1234567890/adGroups/5",
        ad: { final_urls: ["https://a.example"] },
      },
    });
  });
});

suite("a field that cannot be changed through an entity", () => {
  test("is shown the one that can", () => {
    const headlines = "ad.responsive_search_ad.headlines";
    for (const column of [headlines, `${headlines}[2].text`, "ad.final_urls"]) {
      const fault = only("ad_group_ad", "update", {
        resource_name: "5~6",
        [column]: column === headlines ? '[{"text":"A"}]' : "https://a.example",
      });
      assert.equal(fault.code, "IMMUTABLE_FIELD");
      assert.match(fault.advice, /entity ad, and in resource_name the id of that ad/);
    }
    const fixed = only("ad_group_ad", "update", {
      resource_name: "5~6",
      "ad.image_ad.image_asset.asset": "7",
    });
    assert.match(fixed.advice, /leave the column out with --ignore, .* create it again/);
  });
});

suite("a type that Google derives", () => {
  const keyword = { ad_group: "5", "keyword.text": "boots", "keyword.match_type": "EXACT" };

  test("may stand beside what it is derived from, and is not sent", () => {
    const { create } = sent("ad_group_criterion", "create", { ...keyword, type: "Keyword" }) as {
      readonly create: object;
    };
    assert.deepEqual(Object.keys(create), ["keyword", "ad_group"]);
    const asset = { type: "TEXT", "text_asset.text": "Dry feet" };
    assert.deepEqual(sent("asset", "create", asset), {
      create: { text_asset: { text: "Dry feet" } },
    });
    const bids = { resource_name: "7", bidding_strategy_type: "MANUAL_CPC", manual_cpc: "{}" };
    assert.ok(sent("campaign", "update", bids));
  });

  test("may not contradict it", () => {
    const fault = only("ad_group_criterion", "create", { ...keyword, type: "PLACEMENT" });
    assert.equal(fault.code, "CONFLICTING_COLUMNS");
    assert.equal(fault.message, "type says PLACEMENT, but the row fills keyword.");
    assert.match(fault.advice, /fill placement in its place/);
  });

  test("does not stand alone", () => {
    const { code } = only("asset", "create", { type: "TEXT" });
    assert.equal(code, "OUTPUT_ONLY_FIELD");
  });

  test("can be written where Google takes it", () => {
    const list = { name: "No freebies", type: "NEGATIVE_KEYWORDS" };
    assert.deepEqual(sent("shared_set", "create", list), { create: list });
  });
});

suite("a message written as JSON", () => {
  test("cannot hold what only Google sets", () => {
    const cells = { resource_name: "7", pmax_campaign_settings: '{"localServicesEnabled": true}' };
    const fault = only("campaign", "update", cells);
    assert.deepEqual(
      [fault.code, fault.fieldPath],
      ["OUTPUT_ONLY_FIELD", "pmax_campaign_settings.local_services_enabled"],
    );
  });

  test("cannot change what is fixed", () => {
    const cells = { resource_name: "7", app_campaign_setting: '{"appId": "a.example"}' };
    const fault = only("campaign", "update", cells);
    assert.deepEqual(
      [fault.code, fault.fieldPath],
      ["IMMUTABLE_FIELD", "app_campaign_setting.app_id"],
    );
  });

  test("lacks nothing that is required", () => {
    const sitelink = only("asset", "create", { sitelink_asset: '{"description1": "x"}' });
    assert.deepEqual(
      [sitelink.code, sitelink.fieldPath],
      ["REQUIRED_FIELD", "sitelink_asset.link_text"],
    );
  });
});

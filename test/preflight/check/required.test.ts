import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Fault } from "../../../src/operations/cells/fault.ts";
import { fieldPaths } from "../../../src/operations/fields/layout.ts";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { behaviorsOf, entityOf, fieldNamed } from "../../../src/operations/schema/entity.ts";
import { demands } from "../../../src/preflight/check/demands.ts";
import { requiredFaults } from "../../../src/preflight/check/required.ts";
import { picks } from "../../../src/preflight/template/picks.ts";
import { builderFor, type Cells } from "../../operations/sheet.ts";

/** What a check finds missing in a row that an upload would send. */
function missingIn(entity: string, verb: string, cells: Cells): readonly Fault[] {
  const builder = builderFor(entity, verb, Object.keys(cells));
  const built = builder.build(Object.values(cells));
  assert.ok(built.kind === "operation", JSON.stringify(built));
  const columnOf = builder.columnOf.bind(builder, Object.values(cells));
  return requiredFaults(readOperation(built.bytes), columnOf);
}

function fieldsMissing(entity: string, cells: Cells): readonly string[] {
  return missingIn(entity, "create", cells).map(({ fieldPath }) => fieldPath);
}

const rsa = "ad.responsive_search_ad";

suite("a check asks for what a new resource needs", () => {
  for (const [entity, cells, missing] of [
    ["ad_group", { status: "PAUSED" }, ["campaign", "name"]],
    ["ad_group", { campaign: "5", name: "A" }, []],
    ["ad_group", { "campaign.name": "Shoes", name: "A" }, []],
    ["ad_group_criterion", { status: "ENABLED" }, ["ad_group", "criterion"]],
    ["ad_group_criterion", { ad_group: "5", "keyword.match_type": "EXACT" }, ["keyword.text"]],
    ["ad_group_criterion", { ad_group: "5", "keyword.text": "boots" }, ["keyword.match_type"]],
    [
      "ad_group_criterion",
      { ad_group: "5", keyword: '{"text": "boots", "match_type": "EXACT"}' },
      [],
    ],
    ["ad_group_criterion", { ad_group: "5", "placement.url": "a.example" }, []],
    ["campaign_criterion", { campaign: "5", negative: "true" }, ["criterion"]],
    ["campaign_criterion", { campaign: "5", "location.geo_target_constant": "2840" }, []],
    [
      "campaign_criterion",
      { "campaign.name": "Shoes", "keyword.text": "free" },
      ["keyword.match_type"],
    ],
    [
      "campaign",
      { name: "Shoes" },
      [
        "advertising_channel_type",
        "campaign_budget",
        "campaign_bidding_strategy",
        "contains_eu_political_advertising",
      ],
    ],
    ["campaign_budget", { name: "B" }, ["amount_micros"]],
    ["campaign_budget", { name: "B", amount: "5" }, []],
    ["campaign_budget", { name: "B", total_amount: "5", period: "CUSTOM_PERIOD" }, []],
    ["campaign_budget", { amount: "5" }, ["name"]],
    ["campaign_budget", { amount: "5", explicitly_shared: "false" }, []],
    ["label", { "text_label.description": "x" }, ["name"]],
    ["campaign_label", { campaign: "5" }, ["label"]],
    ["campaign_label", { "campaign.name": "Shoes", "label.name": "New" }, []],
    ["ad_group_label", { label: "5" }, ["ad_group"]],
    ["ad_group_ad", { ad_group: "5", status: "PAUSED" }, ["ad"]],
    ["ad_group_ad", { ad_group: "5", "ad.final_urls": "https://a.example" }, ["ad.ad_data"]],
    [
      "ad_group_ad",
      { ad_group: "5", [`${rsa}.headlines[0].text`]: "A" },
      [`${rsa}.descriptions`, "ad.final_urls"],
    ],
  ] as const) {
    const named = Object.keys(cells).join(", ");
    test(`${entity} with ${named} lacks ${missing.join(", ") || "nothing"}`, () => {
      assert.deepEqual(fieldsMissing(entity, cells), missing);
    });
  }

  const whole = {
    name: "Shoes",
    campaign_budget: "5",
    contains_eu_political_advertising: "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
  };

  test("a campaign, whichever way it bids", () => {
    const search = { ...whole, advertising_channel_type: "SEARCH" };
    for (const bidding of [
      { "manual_cpc.enhanced_cpc_enabled": "false" },
      { maximize_conversions: "{}" },
      { bidding_strategy: "5" },
      { "bidding_strategy.name": "Portfolio" },
    ]) {
      assert.deepEqual(fieldsMissing("campaign", { ...search, ...bidding }), []);
    }
  });

  test("a campaign for which Google bids automatically needs no bidding strategy", () => {
    assert.deepEqual(
      fieldsMissing("campaign", { ...whole, advertising_channel_type: "SMART" }),
      [],
    );
  });

  test("of a new resource only", () => {
    assert.deepEqual(missingIn("campaign", "update", { resource_name: "5", name: "A" }), []);
    assert.deepEqual(missingIn("ad_group", "remove", { resource_name: "5" }), []);
  });
});

suite("what is missing is told with the way out", () => {
  test("in the empty cell, if there is a column", () => {
    const [fault] = missingIn("ad_group", "create", { campaign: "", name: "A" });
    assert.deepEqual(fault, {
      code: "REQUIRED_FIELD",
      message: "campaign is required, but empty in this row.",
      advice: "Fill this cell.",
      column: 0,
      fieldPath: "campaign",
    });
  });

  test("in the column of the name, if it is given by names", () => {
    const [fault] = missingIn("ad_group", "create", { name: "A", "campaign.name": "" });
    assert.deepEqual([fault?.column, fault?.advice], [1, "Fill this cell."]);
  });

  test("of the row, if there is none", () => {
    const [fault] = missingIn("ad_group", "create", { name: "A" });
    assert.deepEqual([fault?.column, fault?.advice], [null, "Add a column campaign and fill it."]);
  });

  test("in words, where one of several fields does", () => {
    const [fault] = missingIn("ad_group_criterion", "create", {
      ad_group: "5",
      "keyword.text": "",
      "keyword.match_type": "",
    });
    assert.equal(fault?.column, 1);
    assert.equal(fault.message, "The row does not say what it targets.");
    assert.match(fault.advice, /^Fill keyword\.text and keyword\.match_type/);
  });
});

suite("the table of what is needed", () => {
  for (const [entity, asked] of Object.entries(demands)) {
    const type = entityOf(entity)?.resource;
    assert.ok(type);

    test(`of ${entity} names fields that there are, and that no annotation demands`, () => {
      const unions = new Set(type.oneofsArray.map(({ name }) => name));
      for (const { field, or } of asked) {
        const [first = ""] = field.split(".");
        const own = fieldNamed(type, first);
        assert.ok(own !== undefined || unions.has(first), field);
        assert.ok(own === undefined || !behaviorsOf(own).has("REQUIRED"), field);
        if (or !== undefined) assert.ok(fieldPaths(type).includes(or), or);
      }
    });

    const filled = picks[entity];
    if (filled === undefined) continue;
    test(`of ${entity} is met by what the template fills`, () => {
      assert.deepEqual(fieldsMissing(entity, Object.fromEntries(filled)), []);
    });
  }
});

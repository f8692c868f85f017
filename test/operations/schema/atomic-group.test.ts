import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../../src/operations/build.ts";
import {
  groupKeyOf,
  looseGroupKeyOf,
  targetOf,
} from "../../../src/operations/schema/atomic-group.ts";
import { entityNumbers, entityOf, referenceOf } from "../../../src/operations/schema/entity.ts";
import { nameOfKind } from "../sheet.ts";

/** The encoded operation of a row, given as `header=cell` pairs. */
function operation(
  entity: string,
  verb: string,
  fields: Readonly<Record<string, string>>,
): Uint8Array {
  const builder = builderOf(Object.keys(fields), {
    entity,
    operation: verb,
    customerId: "1234567890",
  });
  const built = builder.build(Object.values(fields));
  assert.ok(built.kind === "operation", JSON.stringify(built));
  return built.bytes;
}

const name = (rest: string): string => `customers/1234567890/${rest}`;

suite("operations that a batch job applies together", () => {
  const unit = { ad_group: "55", "listing_group.type": "UNIT" };
  const filter = { asset_group: "5", type: "UNIT_INCLUDED", listing_source: "SHOPPING" };
  const link = { asset: "9", field_type: "HEADLINE" };
  const max = {
    resource_name: "-1",
    name: "Max",
    advertising_channel_type: "PERFORMANCE_MAX",
    campaign_budget: "3",
    contains_eu_political_advertising: "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
  };
  for (const [what, entity, verb, fields, key] of [
    [
      "a listing group",
      "ad_group_criterion",
      "create",
      unit,
      `listing_group ${name("adGroups/55")}`,
    ],
    [
      "a keyword",
      "ad_group_criterion",
      "create",
      { ad_group: "55", "keyword.text": "a", "keyword.match_type": "EXACT" },
      null,
    ],
    [
      "a filter",
      "asset_group_listing_group_filter",
      "create",
      filter,
      `filter ${name("assetGroups/5")}`,
    ],
    [
      "a removed filter",
      "asset_group_listing_group_filter",
      "remove",
      { resource_name: "5~6" },
      `filter ${name("assetGroups/5")}`,
    ],
    [
      "an asset of a new asset group",
      "asset_group_asset",
      "create",
      { ...link, asset_group: "-1" },
      `asset_group ${name("assetGroups/-1")}`,
    ],
    [
      "an asset of an old asset group",
      "asset_group_asset",
      "create",
      { ...link, asset_group: "5" },
      null,
    ],
    [
      "a new asset group",
      "asset_group",
      "create",
      { resource_name: "-1", name: "A", campaign: "7", final_urls: "https://example.com" },
      `asset_group ${name("assetGroups/-1")}`,
    ],
    ["a Performance Max campaign", "campaign", "create", max, `campaign ${name("campaigns/-1")}`],
    [
      "another campaign",
      "campaign",
      "create",
      { ...max, advertising_channel_type: "SEARCH" },
      null,
    ],
    [
      "an asset of a new campaign",
      "campaign_asset",
      "create",
      { ...link, campaign: "-1" },
      `campaign ${name("campaigns/-1")}`,
    ],
    ["a label", "label", "create", { name: "a" }, null],
  ] as const) {
    test(`${what}: ${key ?? "none"}`, () => {
      assert.equal(groupKeyOf(operation(entity, verb, fields)), key);
    });
  }

  test("a removed criterion may be a listing group of its ad group", () => {
    const removal = operation("ad_group_criterion", "remove", { resource_name: "55~6" });
    assert.equal(groupKeyOf(removal), null);
    assert.equal(looseGroupKeyOf(removal), `listing_group ${name("adGroups/55")}`);
  });

  test("bytes that are no operation belong to none", () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(1), Uint8Array.of(0xfa, 0x3f, 0)]) {
      assert.equal(groupKeyOf(bytes), null);
      assert.equal(targetOf(bytes), null);
    }
  });
});

suite("the resource that an operation changes", () => {
  test("is named by updates and removals only", () => {
    const fields = { resource_name: "7", status: "PAUSED" };
    assert.equal(targetOf(operation("campaign", "update", fields)), name("campaigns/7"));
    assert.equal(targetOf(operation("campaign", "remove", fields)), name("campaigns/7"));
    assert.equal(targetOf(operation("label", "create", { name: "a" })), null);
  });
});

test("a removal of any kind is read, and only that of a filter is part of a whole", () => {
  for (const entity of entityNumbers().keys()) {
    if (entityOf(entity)?.verbs.has("remove") !== true) continue;
    for (const number of [7, 4_290_001_234]) {
      const field = entityOf(entity)?.resource?.fields["resource_name"];
      assert.ok(field);
      const own = nameOfKind(referenceOf(field) ?? "", number);
      const key = groupKeyOf(operation(entity, "remove", { resource_name: own }));
      assert.equal(key !== null, entity === "asset_group_listing_group_filter", entity);
    }
  }
});

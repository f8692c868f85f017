import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { builderOf } from "../../../src/operations/build.ts";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { naturalKeyOf } from "../../../src/operations/schema/natural-key.ts";

function keyOf(entity: string, cells: Readonly<Record<string, string>>, operation = "create") {
  const builder = builderOf(Object.keys(cells), { entity, operation, customerId: "1234567890" });
  const built = builder.build(Object.values(cells), undefined, null);
  assert.ok(built.kind === "operation", JSON.stringify(built));
  return naturalKeyOf(readOperation(built.bytes));
}

function valuesOf(...of: Parameters<typeof keyOf>): readonly string[] | string {
  const key = keyOf(...of);
  return typeof key === "string" ? key : key.values;
}

describe("a natural key", () => {
  test("is the name where names are unique in the account", () => {
    assert.deepEqual(valuesOf("label", { name: "a" }), ["a"]);
  });

  test("is the name below its parent where they are unique there", () => {
    assert.deepEqual(valuesOf("ad_group", { campaign: "7", name: "a" }), [
      "customers/1234567890/campaigns/7",
      "a",
    ]);
  });

  test("of a keyword is its text, its match type, and whether it excludes", () => {
    const keyword = { ad_group: "7", "keyword.text": "a b", "keyword.match_type": "EXACT" };
    const adGroup = "customers/1234567890/adGroups/7";
    assert.deepEqual(valuesOf("ad_group_criterion", keyword), [adGroup, "a b", "EXACT", "false"]);
    assert.deepEqual(
      valuesOf("ad_group_criterion", { ...keyword, negative: "true" }).at(-1),
      "true",
    );
  });

  test("of a link is what it ties together", () => {
    assert.deepEqual(valuesOf("campaign_label", { campaign: "7", label: "8" }), [
      "customers/1234567890/campaigns/7",
      "customers/1234567890/labels/8",
    ]);
  });

  test("is what ads lack, and criteria other than keywords", () => {
    const url = { ad_group: "7", "ad.final_urls": "https://example.com" };
    assert.equal(valuesOf("ad_group_ad", url), "none");
    const place = { ad_group: "7", "placement.url": "example.com" };
    assert.equal(valuesOf("ad_group_criterion", place), "none");
  });

  test("is what a budget without a name lacks, which Google lets pass", () => {
    assert.equal(valuesOf("campaign_budget", { amount_micros: "5000000" }), "none");
    assert.deepEqual(valuesOf("campaign_budget", { name: "a", amount_micros: "5000000" }), ["a"]);
  });

  test("is what a budget of one campaign lacks, as its name follows that of the campaign", () => {
    const budget = { name: "a", amount_micros: "5000000" };
    assert.equal(valuesOf("campaign_budget", { ...budget, explicitly_shared: "false" }), "none");
    assert.deepEqual(valuesOf("campaign_budget", { ...budget, explicitly_shared: "true" }), ["a"]);
  });

  test("belongs to creates only", () => {
    const label = { resource_name: "customers/1234567890/labels/7", name: "a" };
    assert.equal(valuesOf("label", label, "update"), "none");
  });
});

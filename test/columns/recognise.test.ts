import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builtInMaps } from "../../src/columns/google-ads.ts";
import { builderOf } from "../../src/operations/build.ts";
import { recognise } from "../../src/columns/recognise.ts";
import { viewOf } from "../../src/columns/view.ts";

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

  const headers = ["Campaign", "Ad Group", "Keyword", "Criterion Type", "Headline 1"];
  const view = viewOf(headers, builtInMaps["google-ads-editor"] ?? null, false);
  const entity = view.columns.findIndex(({ fields }) => fields?.[0] === "entity");
  for (const [cells, expected] of [
    ["Shoes,,,,", "campaign"],
    ["Shoes,Boots,,,", "ad_group"],
    ["Shoes,Boots,boots,Broad,", "ad_group_criterion"],
    ["Shoes,Boots,boots,Negative Broad,", "ad_group_criterion"],
    ["Shoes,,boots,Campaign Negative Broad,", "campaign_criterion"],
    ["Shoes,,boots,Broad,", "ad_group_criterion"],
    ["Shoes,Boots,,,Warm boots", "ad_group_ad"],
    [",,,,", ""],
  ] as const) {
    test(`${cells}: ${expected}`, () => assert.equal(view.see(cells.split(","))[entity], expected));
  }
});

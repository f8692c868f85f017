import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { valueFaults } from "../../../src/preflight/check/value-faults.ts";
import { type Cells, operationOf } from "../../operations/sheet.ts";

function found(entity: string, cells: Cells): readonly string[] {
  const operation = readOperation(operationOf(entity, "create", cells).bytes);
  return valueFaults(operation, () => null).map(({ code, fieldPath }) => `${fieldPath} ${code}`);
}

suite("values that Google surely refuses", () => {
  for (const [url, isRight] of [
    ["https://boots.example/a?b=c#d", true],
    ["HTTP://boots.example", true],
    ["boots.example", false],
    ["ftp://boots.example", false],
    ["https:///a", false],
    ["https://boots.example/a b", false],
  ] as const) {
    test(`are addresses like ${url}: ${!isRight}`, () => {
      const ad = { ad_group: "5", "ad.final_urls": `["${url}"]` };
      const page = { "page_feed_asset.page_url": url };
      assert.equal(found("ad_group_ad", ad).length, isRight ? 0 : 1);
      assert.equal(found("asset", page).length, isRight ? 0 : 1);
    });
  }

  test("are signs in keywords", () => {
    const keyword = { ad_group: "5", "keyword.text": "", "keyword.match_type": "EXACT" };
    for (const text of ["tent @ camp", "snow, ice", "50% off"])
      assert.deepEqual(found("ad_group_criterion", { ...keyword, "keyword.text": text }), [
        "keyword.text BAD_TEXT",
      ]);
    assert.deepEqual(found("ad_group_criterion", { ...keyword, "keyword.text": "r&b c++ $5" }), []);
  });

  test("are texts that an ad has twice, and a second path without a first", () => {
    const list = "ad.responsive_search_ad.headlines";
    const cells = {
      ad_group: "5",
      [`${list}[0].text`]: "Dry feet",
      [`${list}[1].text`]: "Dry feet",
      "ad.responsive_search_ad.descriptions[0].text": "Dry feet",
      "ad.responsive_search_ad.path2": "boots",
    };
    assert.deepEqual(found("ad_group_ad", cells), [
      `${list}[1].text BAD_TEXT`,
      "ad.responsive_search_ad.path2 REQUIRED_FIELD",
    ]);
  });

  test("are bids for what is excluded", () => {
    const cells = {
      ad_group: "5",
      "keyword.text": "boots",
      "keyword.match_type": "EXACT",
      negative: "yes",
      cpc_bid: "1",
    };
    assert.deepEqual(found("ad_group_criterion", cells), ["cpc_bid_micros CONFLICTING_COLUMNS"]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { entityOf } from "../../../src/operations/schema/entity.ts";
import { entityMeant } from "../../../src/operations/schema/spoken-name.ts";

suite("the name of an entity that there is not", () => {
  for (const [name, meant] of [
    ["keyword", "ad_group_criterion"],
    ["keywords", "ad_group_criterion"],
    ["negative_keyword", "ad_group_criterion"],
    ["campaign_negative_keywords", "campaign_criterion"],
    ["responsive_search_ad", "ad_group_ad"],
    ["budget", "campaign_budget"],
    ["adgroup", "ad_group"],
    ["campaigns", "campaign"],
    ["spaceship", null],
  ] as const) {
    test(`${name} most likely means ${meant ?? "nothing that we know"}`, () => {
      assert.equal(entityMeant(name), meant);
      assert.ok(meant === null || entityOf(meant) !== undefined);
    });
  }
});

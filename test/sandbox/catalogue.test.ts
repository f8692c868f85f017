import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadApi } from "../../src/sandbox/api.ts";
import { errorCodes, errorNumber } from "../../src/sandbox/error-code.ts";
import { readCatalogue } from "../../src/sandbox/resource-type.ts";

const api = loadApi();

describe("the catalogue", () => {
  for (const code of Object.values(errorCodes)) {
    test(`${code.category}.${code.name} is an error of the API`, () => {
      assert.ok(errorNumber(api, code) > 1);
    });
  }

  test("an error that the API does not have is noticed", () => {
    const invented = { category: "campaign_error", name: "BAD_MOON", message: "" };
    assert.throws(() => errorNumber(api, invented), /campaign_error\.BAD_MOON/);
  });

  test("holds every member of MutateOperation", () => {
    const { byMember } = readCatalogue(api);
    const members = Object.keys(api.message("services.MutateOperation").fields);
    assert.deepEqual([...byMember.keys()].toSorted(), members.toSorted());
    const actions = members.filter((member) => byMember.get(member) === "action");
    assert.deepEqual(actions.toSorted(), ["book_campaigns_operation", "quote_campaigns_operation"]);
  });

  test("takes the ids in a name from the fields that hold them", () => {
    const { byEntity } = readCatalogue(api);
    const sources = (entity: string): readonly string[] =>
      (byEntity.get(entity)?.idSources ?? []).map((source) =>
        source.kind === "counter" ? "new" : source.field,
      );
    assert.deepEqual(sources("campaign"), ["new"]);
    assert.deepEqual(sources("ad_group_ad"), ["ad_group", "new"]);
    assert.deepEqual(sources("ad_group_ad_label"), ["ad_group_ad", "ad_group_ad", "label"]);
    assert.deepEqual(sources("campaign_draft"), ["base_campaign", "new"]);
    assert.deepEqual(sources("experiment_arm"), ["experiment", "new"]);
    assert.deepEqual(sources("ad_parameter"), [
      "ad_group_criterion",
      "ad_group_criterion",
      "parameter_index",
    ]);
    assert.deepEqual(sources("customer_asset"), ["asset", "field_type"]);
    assert.deepEqual(sources("recommendation_subscription"), ["type"]);
    assert.deepEqual(sources("asset_group_listing_group_filter"), ["asset_group", "new"]);
  });
});

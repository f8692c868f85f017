import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderFor, customerId, operationOf } from "./sheet.ts";

suite("temporary names", () => {
  const campaign = `customers/${customerId}/campaigns`;

  test("are given by a row that creates, and used by others", () => {
    const parent = operationOf("ad_group", "create", {
      resource_name: "-2",
      campaign: "-1",
      name: "x",
    });
    assert.equal(parent.defines, `customers/${customerId}/adGroups/-2`);
    assert.deepEqual(parent.uses, [`${campaign}/-1`]);
    const update = operationOf("campaign", "update", { resource_name: "-1", name: "x" });
    assert.deepEqual([update.defines, update.uses], [null, [`${campaign}/-1`]]);
    assert.deepEqual(operationOf("ad_group", "create", { campaign: "1", name: "x" }).uses, []);
  });

  test("are found in lists and in JSON", () => {
    const cells = {
      ad_group: "-3",
      "ad.demand_gen_multi_asset_ad.logo_images": '[{"asset": "-4"}, {"asset": 5}]',
    };
    assert.deepEqual(operationOf("ad_group_ad", "create", cells).uses, [
      `customers/${customerId}/adGroups/-3`,
      `customers/${customerId}/assets/-4`,
    ]);
  });

  test("give way to the real ones that are known", () => {
    const names = new Map([
      [`customers/${customerId}/assets/-4`, `customers/${customerId}/assets/44`],
    ]);
    const builder = builderFor("ad_group_ad", "create", [
      "ad_group",
      "ad.image_ad.image_asset.asset",
    ]);
    const built = builder.build(["-3", "-4"], names);
    assert.ok(built.kind === "operation");
    assert.deepEqual(built.uses, [`customers/${customerId}/adGroups/-3`]);
    assert.ok(Buffer.from(built.bytes).includes("assets/44"));
  });
});

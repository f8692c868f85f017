import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { customerIdOf, isTemporary } from "../../src/operations/resource-name.ts";
import { faults, sent } from "./sheet.ts";

const MINE = "customers/1234567890";

function removed(entity: string, name: string): unknown {
  return (sent(entity, "remove", { resource_name: name }) as { remove: string }).remove;
}

suite("a resource name", () => {
  for (const [entity, cell, name] of [
    ["ad_group", "123", `${MINE}/adGroups/123`],
    ["ad_group", " 123 ", `${MINE}/adGroups/123`],
    ["ad_group", "-1", `${MINE}/adGroups/-1`],
    ["ad_group", "customers/999/adGroups/5", "customers/999/adGroups/5"],
    ["ad_group_criterion", "12~34", `${MINE}/adGroupCriteria/12~34`],
    ["ad_group_criterion", "-1~-2", `${MINE}/adGroupCriteria/-1~-2`],
    ["ad_group_asset", "12~34~SITELINK", `${MINE}/adGroupAssets/12~34~SITELINK`],
  ] as const) {
    test(`of ${entity} may be written ${cell}`, () => assert.equal(removed(entity, cell), name));
  }

  for (const [entity, cell, name] of [
    ["customer", "123-456-7890", "customers/1234567890"],
    ["customer", "9876543210", "customers/9876543210"],
    [
      "customer_conversion_goal",
      "PURCHASE~WEBSITE",
      `${MINE}/customerConversionGoals/PURCHASE~WEBSITE`,
    ],
  ] as const) {
    test(`of ${entity} may be written ${cell}`, () => {
      const { update } = sent(entity, "update", {
        resource_name: cell,
        ...(entity === "customer" ? { descriptive_name: "x" } : { biddable: "true" }),
      }) as { update: { resource_name: string } };
      assert.equal(update.resource_name, name);
    });
  }

  for (const [field, cell, name] of [
    ["location.geo_target_constant", "2840", "geoTargetConstants/2840"],
    ["language.language_constant", "1000", "languageConstants/1000"],
    ["keyword_theme.keyword_theme_constant", "5~6", "keywordThemeConstants/5~6"],
    ["location.geo_target_constant", "geoTargetConstants/2840", "geoTargetConstants/2840"],
  ] as const) {
    test(`of a constant has no account in it: ${cell}`, () => {
      const { create } = sent("campaign_criterion", "create", { campaign: "1", [field]: cell }) as {
        create: Readonly<Record<string, unknown>>;
      };
      const [message = "", last = ""] = field.split(".");
      assert.deepEqual(create[message], { [last]: name });
    });
  }

  for (const [entity, cell] of [
    ["ad_group", "Brand"],
    ["ad_group", "12~34"],
    ["ad_group", "1.5"],
    ["ad_group", "--1"],
    ["ad_group_criterion", "12"],
    ["ad_group_criterion", "12~exact"],
    ["ad_group_criterion", "12~"],
    ["ad_group_asset", "12~34~"],
  ] as const) {
    test(`of ${entity} is refused: ${cell}`, () => {
      const [fault] = faults(entity, "remove", { resource_name: cell });
      assert.equal(fault?.code, "BAD_RESOURCE_NAME");
      assert.match(
        fault.advice,
        /^Write customers\/1234567890\/\w+\/<\w+>.*, or only its last part\.$/,
      );
    });
  }
});

test("a name is temporary if its last id is negative", () => {
  for (const name of ["customers/1/campaigns/-1", "customers/1/adGroupAds/-1~-2"])
    assert.ok(isTemporary(name), name);
  for (const name of ["customers/1/campaigns/1", "campaigns/-1", "-1", "customers/1/x/-1a"])
    assert.ok(!isTemporary(name), name);
});

test("a customer id is ten digits in any form that people write", () => {
  for (const text of ["1234567890", " 123-456-7890 ", "123 456 7890", "customers/1234567890"])
    assert.equal(customerIdOf(text), "1234567890", text);
  for (const text of ["", "123456789", "12345678901", "123-4567-890", "abc", "1234567890.0"])
    assert.equal(customerIdOf(text), null, text);
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { customerIdOf } from "../../../src/api/customer-id.ts";
import { builderOf } from "../../../src/operations/build.ts";
import { isTemporary } from "../../../src/operations/schema/name-pattern.ts";
import { faults, sent } from "../sheet.ts";

const MINE = "customers/1234567890";

const THEIRS = "customers/5552100042";

function removed(entity: string, name: string): unknown {
  return (sent(entity, "remove", { resource_name: name }) as { remove: string }).remove;
}

function campaignOf(cell: string): unknown {
  const cells = { campaign: cell, name: "x" };
  const { create } = sent("ad_group", "create", cells) as { create: { campaign: string } };
  return create.campaign;
}

suite("a resource name", () => {
  for (const [entity, cell, name] of [
    ["ad_group", "123", `${MINE}/adGroups/123`],
    ["ad_group", " 123 ", `${MINE}/adGroups/123`],
    ["ad_group", "-1", `${MINE}/adGroups/-1`],
    ["ad_group", ` ${MINE}/adGroups/5 `, `${MINE}/adGroups/5`],
    ["ad_group", `${MINE}/adGroups/-1`, `${MINE}/adGroups/-1`],
    ["ad_group_criterion", `${MINE}/adGroupCriteria/-1~34`, `${MINE}/adGroupCriteria/-1~34`],
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

suite("a name that is written in full", () => {
  for (const id of ["5", "-5"]) {
    test(`stays as it is: ${MINE}/campaigns/${id}`, () => {
      assert.equal(campaignOf(`${MINE}/campaigns/${id}`), `${MINE}/campaigns/${id}`);
    });
  }

  for (const [entity, verb, header, cell, message] of [
    [
      "ad_group_criterion",
      "create",
      "ad_group",
      `${MINE}/campaigns/81`,
      "is a campaign, but ad_group needs an ad group.",
    ],
    [
      "ad_group",
      "remove",
      "resource_name",
      `${MINE}/campaigns/-1`,
      "is a campaign, but resource_name needs an ad group.",
    ],
    [
      "ad_group",
      "update",
      "resource_name",
      `${MINE}/adGroupCriteria/5~6`,
      "is an ad group criterion, but resource_name needs an ad group.",
    ],
    [
      "campaign_criterion",
      "create",
      "location.geo_target_constant",
      "languageConstants/1000",
      "is a language constant, but geo_target_constant needs a geo target constant.",
    ],
    [
      "campaign_criterion",
      "create",
      "location",
      '{"geo_target_constant": "languageConstants/1000"}',
      "is a language constant, but geo_target_constant needs a geo target constant.",
    ],
    ["ad_group", "create", "campaign", `${MINE}/campaigns/81~5`, "is not the name of a resource."],
    ["ad_group", "create", "campaign", `${MINE}/campaigns/`, "is not the name of a resource."],
    ["ad_group", "create", "campaign", "campaigns/81", "is not the name of a resource."],
    ["ad_group", "create", "campaign", `${MINE}/things/81`, "is not the name of a resource."],
    [
      "ad_group",
      "create",
      "campaign",
      "customers/123-456-7890/campaigns/81",
      "is not the name of a resource.",
    ],
  ] as const) {
    test(`of another kind is refused: ${header} ${cell}`, () => {
      const fault = faults(entity, verb, { [header]: cell }).find(
        ({ code }) => code === "BAD_RESOURCE_NAME",
      );
      const name = header === "location" ? "languageConstants/1000" : cell;
      assert.equal(fault?.message, `"${name}" ${message}`);
      assert.match(fault.advice, /^Write (customers\/1234567890|geoTargetConstants)\/.*<\w+>, or /);
    });
  }

  for (const [entity, verb, cells, kind] of [
    ["ad_group", "create", { name: "x", campaign: `${THEIRS}/campaigns/5` }, "a campaign"],
    ["ad_group", "remove", { resource_name: `${THEIRS}/adGroups/5` }, "an ad group"],
    ["label", "remove", { resource_name: `${THEIRS}/labels/5` }, "a label"],
    ["user_list", "remove", { resource_name: `${THEIRS}/userLists/5` }, "a user list"],
    ["campaign_label", "create", { campaign: "5", label: `${THEIRS}/labels/5` }, "a label"],
    [
      "campaign",
      "update",
      { resource_name: "5", campaign_budget: `${THEIRS}/campaignBudgets/5` },
      "a campaign budget",
    ],
    [
      "ad_group_ad_label",
      "create",
      { ad_group_ad: `${THEIRS}/adGroupAds/5~6`, label: "1" },
      "an ad group ad",
    ],
  ] as const) {
    test(`of another account is refused: ${kind} in ${entity}`, () => {
      const name = Object.values(cells).find((cell) => cell.startsWith(THEIRS)) ?? "";
      const [fault, ...others] = faults(entity, verb, cells);
      assert.deepEqual(others, []);
      assert.equal(fault?.code, "BAD_RESOURCE_NAME");
      assert.equal(fault.message, `"${name}" is not in the row's account (123-456-7890).`);
      assert.equal(
        fault.advice,
        `Name ${kind} of that account, or give the row the account 555-210-0042.`,
      );
    });
  }

  for (const [entity, cells] of [
    ["campaign", { resource_name: "5", bidding_strategy: `${THEIRS}/biddingStrategies/7` }],
    ["campaign_shared_set", { campaign: "5", shared_set: `${THEIRS}/sharedSets/7` }],
    ["campaign_criterion", { campaign: "5", "user_list.user_list": `${THEIRS}/userLists/7` }],
    ["campaign_asset", { campaign: "5", asset: `${THEIRS}/assets/7`, field_type: "SITELINK" }],
    ["bidding_data_exclusion", { resource_name: "5", campaigns: `${THEIRS}/campaigns/7` }],
  ] as const) {
    test(`of another account is left to Google where a manager may share it: ${entity}`, () => {
      const verb = "resource_name" in cells ? "update" : "create";
      assert.ok(JSON.stringify(sent(entity, verb, cells)).includes(THEIRS));
    });
  }

  test("of another account is no second fault of a row without an account", () => {
    const builder = builderOf(["name", "campaign"], {
      entity: "ad_group",
      operation: "create",
      customerId: null,
    });
    const built = builder.build(["x", `${THEIRS}/campaigns/5`]);
    assert.ok(built.kind === "refusal");
    assert.deepEqual(
      built.faults.map(({ code }) => code),
      ["MISSING_CUSTOMER_ID"],
    );
  });
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

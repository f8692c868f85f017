import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { connect, type TestClient } from "./client.ts";
import { adGroup, budget, campaign, keyword, label, nameOf, remove, update } from "./operations.ts";

let client: TestClient;

beforeEach(async () => {
  client = await connect();
});

afterEach(async () => {
  await client.close();
});

async function names(operations: readonly object[]): Promise<readonly string[]> {
  const reply = await client.mutate(operations);
  assert.ok(reply.kind === "ok");
  assert.deepEqual(reply.errors, []);
  return reply.names;
}

async function errors(
  operations: readonly object[],
): Promise<readonly (readonly [string, string])[]> {
  return (await client.errorsOf(operations)).map(({ code, path }) => [code, path] as const);
}

describe("which resources exist", () => {
  test("any id that the sandbox did not hand out", async () => {
    assert.deepEqual(await errors([adGroup({ campaign: nameOf("campaigns", "22345678901") })]), []);
    assert.deepEqual(
      await errors([update("campaign_operation", nameOf("campaigns", 8), { name: "x" })]),
      [],
    );
  });

  test("but none that ends in 404 or 999", async () => {
    const code = "mutate_error.RESOURCE_NOT_FOUND";
    for (const id of [404, 1999]) {
      assert.deepEqual(await errors([adGroup({ campaign: nameOf("campaigns", id) })]), [
        [code, "mutate_operations[0].ad_group_operation.create.campaign"],
      ]);
      assert.deepEqual(await errors([remove("label_operation", nameOf("labels", id))]), [
        [code, "mutate_operations[0].label_operation.remove"],
      ]);
    }
  });

  test("of those it handed out, only what it made", async () => {
    const [made = ""] = await names([campaign()]);
    assert.equal(made, nameOf("campaigns", "7000000001"));
    assert.deepEqual(await errors([adGroup({ campaign: made })]), []);
    const wrongKind = keyword("x", { ad_group: nameOf("adGroups", "7000000001") });
    assert.deepEqual(await errors([wrongKind]), [
      [
        "mutate_error.RESOURCE_NOT_FOUND",
        "mutate_operations[0].ad_group_criterion_operation.create.ad_group",
      ],
    ]);
  });

  test("a name that exists does not make the same name of another kind exist", async () => {
    const operations = [
      update("campaign_operation", nameOf("campaigns", 5), { name: "five" }),
      adGroup({ campaign: nameOf("campaigns", 5) }),
      keyword("k", { ad_group: nameOf("campaigns", 5) }),
    ];
    assert.deepEqual(await errors(operations), [
      [
        "request_error.RESOURCE_NAME_MALFORMED",
        "mutate_operations[2].ad_group_criterion_operation.create.ad_group",
      ],
    ]);
  });

  test("what was removed cannot be changed, removed again or referred to", async () => {
    const [made = ""] = await names([campaign()]);
    await names([remove("campaign_operation", made)]);
    const code = "operation_access_denied_error.OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE";
    assert.deepEqual(await errors([update("campaign_operation", made, { name: "y" })]), [
      [code, "mutate_operations[0].campaign_operation.update.resource_name"],
    ]);
    assert.deepEqual(await errors([remove("campaign_operation", made)]), [
      [code, "mutate_operations[0].campaign_operation.remove"],
    ]);
    assert.deepEqual(await errors([adGroup({ campaign: made })]), [
      [code, "mutate_operations[0].ad_group_operation.create.campaign"],
    ]);
  });

  test("one resource changes once in a request", async () => {
    const name = nameOf("campaigns", 8);
    const twice = [
      update("campaign_operation", name, { name: "a" }),
      remove("campaign_operation", name),
    ];
    assert.deepEqual(await errors(twice), [
      [
        "mutate_error.ID_EXISTS_IN_MULTIPLE_MUTATES",
        "mutate_operations[1].campaign_operation.remove",
      ],
    ]);
    assert.deepEqual(
      await errors([
        remove("label_operation", nameOf("labels", 1)),
        remove("label_operation", nameOf("labels", 1)),
      ]),
      [
        [
          "mutate_error.ID_EXISTS_IN_MULTIPLE_MUTATES",
          "mutate_operations[1].label_operation.remove",
        ],
      ],
    );
  });

  test("a resource that its references name can be there only once", async () => {
    const link = {
      campaign_label_operation: {
        create: { campaign: nameOf("campaigns", 5), label: nameOf("labels", 6) },
      },
    };
    assert.deepEqual(await names([link]), [nameOf("campaignLabels", "5~6")]);
    assert.deepEqual(await errors([link]), [
      [
        "mutate_error.RESOURCE_ALREADY_EXISTS",
        "mutate_operations[0].campaign_label_operation.create",
      ],
    ]);
  });

  test("settings of a made campaign exist with it", async () => {
    const [made = ""] = await names([campaign()]);
    const id = made.split("/").at(-1) ?? "";
    const config = update(
      "conversion_goal_campaign_config_operation",
      nameOf("conversionGoalCampaignConfigs", id),
      { goal_config_level: "CAMPAIGN" },
    );
    const reply = await client.mutate([config], { partialFailure: false });
    assert.deepEqual(reply.errors, []);
  });
});

describe("new names", () => {
  test("are made of what the resource refers to, and a new id", async () => {
    const asset = { asset_operation: { create: { text_asset: { text: "Free delivery" } } } };
    const link = {
      ad_group_asset_operation: {
        create: {
          ad_group: nameOf("adGroups", 3),
          asset: nameOf("assets", 4),
          field_type: "SITELINK",
        },
      },
    };
    const criterionLabel = {
      ad_group_criterion_label_operation: {
        create: {
          ad_group_criterion: nameOf("adGroupCriteria", "3~4"),
          label: nameOf("labels", 5),
        },
      },
    };
    assert.deepEqual(await names([keyword("x"), asset, link, criterionLabel]), [
      nameOf("adGroupCriteria", "3~7000000001"),
      nameOf("assets", "7000000002"),
      nameOf("adGroupAssets", "3~4~SITELINK"),
      nameOf("adGroupCriterionLabels", "3~4~5"),
    ]);
  });

  test("skip the endings that stand for missing resources", async () => {
    const made = await names(Array.from({ length: 1000 }, (_, index) => keyword(`k ${index}`)));
    assert.equal(
      made.some((name) => /(?:404|999)$/.test(name)),
      false,
    );
    assert.equal(new Set(made).size, 1000);
  });

  test("are counted per account", async () => {
    await names([label()]);
    const other = await client.mutate([label()], { customer: "1112223333" });
    assert.deepEqual(other.kind === "ok" && other.names, [
      "customers/1112223333/labels/7000000001",
    ]);
  });
});

describe("temporary ids", () => {
  const temporaryBudget = budget({ resource_name: nameOf("campaignBudgets", -1) });
  const temporaryCampaign = campaign({
    resource_name: nameOf("campaigns", -2),
    campaign_budget: nameOf("campaignBudgets", -1),
  });

  test("tie the operations of a request together", async () => {
    const made = await names([
      temporaryBudget,
      temporaryCampaign,
      adGroup({ resource_name: nameOf("adGroups", -3), campaign: nameOf("campaigns", -2) }),
      keyword("x", { ad_group: nameOf("adGroups", -3) }),
    ]);
    assert.equal(made[3], nameOf("adGroupCriteria", "7000000003~7000000004"));
    const { rows } = await client.search("SELECT ad_group.campaign FROM ad_group");
    assert.deepEqual(rows, [{ ad_group: { resource_name: made[2], campaign: made[1] } }]);
  });

  test("must be defined before they are used", async () => {
    assert.deepEqual(await errors([temporaryCampaign, temporaryBudget]), [
      [
        "mutate_error.RESOURCE_NOT_FOUND",
        "mutate_operations[0].campaign_operation.create.campaign_budget",
      ],
    ]);
  });

  test("are used up by one resource of any kind", async () => {
    const again = label({ resource_name: nameOf("labels", -1) });
    assert.deepEqual(await errors([temporaryBudget, again]), [
      [
        "new_resource_creation_error.DUPLICATE_TEMP_IDS",
        "mutate_operations[1].label_operation.create.resource_name",
      ],
    ]);
  });

  test("of a failed parent fail the child, and nothing else is said of it", async () => {
    const failing = budget({ resource_name: nameOf("campaignBudgets", -1), amount_micros: 1 });
    const operations = [
      failing,
      campaign({ campaign_budget: nameOf("campaignBudgets", -1), name: "" }),
    ];
    assert.deepEqual((await errors(operations)).slice(1), [
      [
        "new_resource_creation_error.TEMP_ID_RESOURCE_HAD_ERRORS",
        "mutate_operations[1].campaign_operation.create.campaign_budget",
      ],
    ]);
  });

  test("are forgotten after the request", async () => {
    await names([temporaryBudget]);
    const [error] = await errors([temporaryCampaign]);
    assert.equal(error?.[0], "mutate_error.RESOURCE_NOT_FOUND");
  });
});

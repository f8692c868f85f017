import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { loadApi } from "../../src/sandbox/api.ts";
import { connect, type TestClient } from "./client.ts";
import { adGroup, campaign, type Fields, keyword, nameOf, remove, update } from "./operations.ts";

let client: TestClient;

before(async () => {
  client = await connect();
});

after(async () => {
  await client.close();
});

/** The errors of one operation: code and path, without the position. */
async function errorsOf(operation: object): Promise<readonly (readonly [string, string])[]> {
  const errors = await client.errorsOf([operation]);
  return errors.map(({ code, path }) => [code, path.replace("mutate_operations[0].", "")] as const);
}

describe("the shape of an operation", () => {
  test("an operation has a member, and the member a verb", async () => {
    const required = "request_error.OPERATION_REQUIRED";
    assert.deepEqual(await errorsOf({}), [[required, "mutate_operations[0]"]]);
    assert.deepEqual(await errorsOf({ campaign_operation: {} }), [
      [required, "campaign_operation"],
    ]);
  });

  test("a verb that the entity lacks does not get through", async () => {
    // LabelOperation and AssetOperation: assets cannot be removed, so the field is unknown.
    assert.deepEqual(await errorsOf({ asset_operation: { remove: nameOf("assets", 1) } }), [
      ["request_error.OPERATION_REQUIRED", "asset_operation"],
    ]);
  });

  test("actions are not offered", async () => {
    assert.deepEqual(await errorsOf({ book_campaigns_operation: {} }), [
      ["mutate_error.MUTATE_NOT_ALLOWED", "book_campaigns_operation"],
    ]);
  });

  test("a mask belongs to updates only", async () => {
    const [error] = await errorsOf(keyword("m", {}, { update_mask: { paths: ["status"] } }));
    assert.deepEqual(error, [
      "field_mask_error.FIELD_MASK_NOT_ALLOWED",
      "ad_group_criterion_operation.update_mask",
    ]);
  });
});

test("every member with every verb is answered in the operation's own terms", async () => {
  const members = Object.keys(loadApi().message("services.MutateOperation").fields);
  for (const member of members) {
    for (const verb of [{ create: {} }, { update: {} }, { remove: "x" }]) {
      const reply = await client.mutate([{ [member]: verb }], { partialFailure: false });
      assert.ok(reply.kind === "error" || reply.names[0] !== "", member);
      for (const { code, path } of reply.errors) {
        assert.notEqual(code, "internal_error.INTERNAL_ERROR", member);
        assert.ok(path.startsWith(`mutate_operations[0].${member}`), `${member}: ${path}`);
      }
    }
  }
});

describe("fields on create", () => {
  test("a required field, also one that is immutable as well", async () => {
    const errors = await errorsOf({ campaign_customizer_operation: { create: {} } });
    const create = "campaign_customizer_operation.create";
    assert.deepEqual(errors, [
      ["field_error.REQUIRED", `${create}.customizer_attribute`],
      ["field_error.REQUIRED", `${create}.value`],
      ["field_error.REQUIRED", `${create}.campaign`],
    ]);
  });

  test("a field that the resource is named by", async () => {
    const errors = await errorsOf({ campaign_label_operation: { create: {} } });
    assert.deepEqual(errors, [
      ["field_error.REQUIRED", "campaign_label_operation.create.campaign"],
      ["field_error.REQUIRED", "campaign_label_operation.create.label"],
    ]);
  });

  test("a required field inside a message that is set", async () => {
    const callout = { asset_operation: { create: { callout_asset: {} } } };
    assert.deepEqual(await errorsOf(callout), [
      ["field_error.REQUIRED", "asset_operation.create.callout_asset.callout_text"],
    ]);
  });

  test("what Google sets cannot be set", async () => {
    assert.deepEqual(await errorsOf(keyword("o", { criterion_id: 5 })), [
      ["field_error.VALUE_MUST_BE_UNSET", "ad_group_criterion_operation.create.criterion_id"],
    ]);
  });

  for (const [written, name] of [
    [0, "UNSPECIFIED"],
    [1, "UNKNOWN"],
    [4711, "4711"],
  ] as const) {
    test(`an enum value must mean something: ${name}`, async () => {
      const errors = await client.errorsOf([keyword(`e${written}`, { status: written })]);
      assert.deepEqual(errors, [
        {
          code: "request_error.INVALID_ENUM_VALUE",
          path: "mutate_operations[0].ad_group_criterion_operation.create.status",
          message: `Enum value '${name}' cannot be used.`,
          trigger: name,
        },
      ]);
    });
  }

  test("nothing is created as removed", async () => {
    assert.deepEqual(await errorsOf(campaign({ name: "gone", status: "REMOVED" })), [
      [
        "operation_access_denied_error.CREATE_AS_REMOVED_NOT_PERMITTED",
        "campaign_operation.create.status",
      ],
    ]);
  });
});

describe("update masks", () => {
  const name = nameOf("campaigns", 2);
  const campaignUpdate = (fields: Fields, mask?: string[]): object =>
    update("campaign_operation", name, fields, mask);

  test("an update needs one", async () => {
    assert.deepEqual(await errorsOf(campaignUpdate({ name: "n" }, [])), [
      ["field_mask_error.FIELD_MASK_MISSING", "campaign_operation.update_mask"],
    ]);
  });

  test("with fields that exist", async () => {
    const criterion = nameOf("adGroupCriteria", "3~4");
    const errors = await client.errorsOf([
      update("ad_group_criterion_operation", criterion, {}, ["keyword.matchtype"]),
    ]);
    // The keyword as a whole is immutable, which is said first.
    assert.equal(errors[0]?.code, "field_error.IMMUTABLE_FIELD");
    const [unknown] = await client.errorsOf([campaignUpdate({}, ["network_settings.target_moon"])]);
    assert.deepEqual(unknown, {
      code: "field_mask_error.FIELD_NOT_FOUND",
      path: "mutate_operations[0].campaign_operation.update_mask",
      message: "The field mask contained an invalid field: 'network_settings/target_moon'.",
    });
  });

  test("that may change", async () => {
    assert.deepEqual(await errorsOf(campaignUpdate({ advertising_channel_type: "SEARCH" })), [
      ["field_error.IMMUTABLE_FIELD", "campaign_operation.update.advertising_channel_type"],
    ]);
    assert.deepEqual(await errorsOf(campaignUpdate({ serving_status: "SERVING" })), [
      ["request_error.CANNOT_MODIFY_FOREIGN_FIELD", "campaign_operation.update.serving_status"],
    ]);
  });

  test("a message is written by its fields, or cleared as a whole", async () => {
    const settings = { network_settings: { target_google_search: true } };
    assert.deepEqual(await errorsOf(campaignUpdate(settings)), [
      ["field_mask_error.FIELD_HAS_SUBFIELDS", "campaign_operation.update_mask"],
    ]);
    assert.deepEqual(
      await errorsOf(campaignUpdate(settings, ["network_settings.target_google_search"])),
      [],
    );
    assert.deepEqual(await errorsOf(campaignUpdate({}, ["network_settings"])), []);
  });

  test("values outside the mask are not looked at", async () => {
    assert.deepEqual(
      await errorsOf(campaignUpdate({ name: "", status: "PAUSED" }, ["status"])),
      [],
    );
  });
});

describe("resource names", () => {
  test("an update and a remove need one", async () => {
    const missing = "request_error.RESOURCE_NAME_MISSING";
    assert.deepEqual(await errorsOf(update("campaign_operation", "", { name: "n" })), [
      [missing, "campaign_operation.update.resource_name"],
    ]);
    assert.deepEqual(await errorsOf(remove("campaign_operation", "")), [
      [missing, "campaign_operation.remove"],
    ]);
  });

  test("in the form that is documented", async () => {
    const [error] = await client.errorsOf([
      remove("campaign_criterion_operation", "[object Object]"),
    ]);
    assert.deepEqual(error, {
      code: "request_error.RESOURCE_NAME_MALFORMED",
      path: "mutate_operations[0].campaign_criterion_operation.remove",
      message:
        "Resource name '[object Object]' is malformed: expected 'customers/{customer_id}/campaignCriteria/{campaign_id}~{criterion_id}'.",
      trigger: "[object Object]",
    });
    const [inner] = await errorsOf(adGroup({ campaign: nameOf("adGroups", 2) }));
    assert.deepEqual(inner, [
      "request_error.RESOURCE_NAME_MALFORMED",
      "ad_group_operation.create.campaign",
    ]);
  });

  test("with ids that are numbers", async () => {
    const [error] = await client.errorsOf([adGroup({ campaign: nameOf("campaigns", "abc") })]);
    assert.equal(error?.code, "request_error.BAD_RESOURCE_ID");
    assert.equal(error?.message, "'abc' part of the resource name is invalid.");
  });

  test("of the customer that the request is for", async () => {
    const other = "customers/1111111111/campaigns/2";
    const code = "context_error.OPERATION_NOT_PERMITTED_FOR_CONTEXT";
    assert.deepEqual(await errorsOf(adGroup({ campaign: other })), [
      [code, "ad_group_operation.create.campaign"],
    ]);
    assert.deepEqual(await errorsOf(remove("campaign_operation", other)), [
      [code, "campaign_operation.remove"],
    ]);
  });

  test("a new resource has no id yet", async () => {
    assert.deepEqual(await errorsOf(adGroup({ resource_name: nameOf("adGroups", 77) })), [
      [
        "new_resource_creation_error.CANNOT_SET_ID_FOR_CREATE",
        "ad_group_operation.create.resource_name",
      ],
    ]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type protobuf from "protobufjs";
import {
  behaviorsOf,
  entityNumbers,
  entityOf,
  fieldNamed,
  messageOf,
  patternsOf,
  referenceOf,
} from "../../../src/operations/schema/entity.ts";
import { mutateOperation } from "../sheet.ts";

const ACTIONS: ReadonlySet<string> = new Set(["book_campaigns", "quote_campaigns"]);

function fieldOf(entity: string, name: string): protobuf.Field {
  const field = entityOf(entity)?.resource?.fields[name];
  assert.ok(field, `${entity}.${name}`);
  return field;
}

function fieldBelow(entity: string, message: string, name: string): protobuf.Field {
  const field = messageOf(fieldOf(entity, message))?.fields[name];
  assert.ok(field, `${entity}.${message}.${name}`);
  return field;
}

suite("entities", () => {
  test("are the members of MutateOperation, by name and number", () => {
    assert.deepEqual(
      [...entityNumbers()],
      mutateOperation.fieldsArray.map((field) => [field.name.replace(/_operation$/, ""), field.id]),
    );
    assert.equal(entityNumbers().size, 64);
  });

  for (const field of mutateOperation.fieldsArray) {
    const name = field.name.replace(/_operation$/, "");
    test(`${name} has its message, its resource and its verbs`, () => {
      const entity = entityOf(name);
      const real = field.resolve().resolvedType as protobuf.Type;
      assert.equal(entity?.operation.fullName, real.fullName);
      const verbs = ["create", "update", "remove"].filter((verb) => verb in real.fields);
      assert.deepEqual([...(entity?.verbs ?? [])], verbs);
      assert.equal(entity?.resource === null, ACTIONS.has(name));
      assert.equal(verbs.length === 0, ACTIONS.has(name));
    });
  }

  test("have no others", () => {
    for (const name of ["", "feed", "Campaign", "campaign_operation", "constructor"]) {
      assert.equal(entityOf(name), undefined, name);
    }
  });
});

suite("annotations", () => {
  test("say what a field may be used for, also two of them", () => {
    assert.deepEqual(
      behaviorsOf(fieldOf("ad_group_asset", "asset")),
      new Set(["REQUIRED", "IMMUTABLE"]),
    );
    assert.deepEqual(behaviorsOf(fieldOf("campaign", "resource_name")), new Set(["IMMUTABLE"]));
    assert.deepEqual(behaviorsOf(fieldOf("campaign", "id")), new Set(["OUTPUT_ONLY"]));
    assert.deepEqual(behaviorsOf(fieldOf("campaign", "name")), new Set());
  });

  test("say which resource a field names, and how such names are written", () => {
    const type = referenceOf(fieldOf("ad_group", "campaign"));
    assert.equal(type, "googleads.googleapis.com/Campaign");
    assert.deepEqual(patternsOf(type), ["customers/{customer_id}/campaigns/{campaign_id}"]);
    assert.equal(referenceOf(fieldOf("campaign", "name")), null);
    assert.deepEqual(patternsOf("googleads.googleapis.com/Nothing"), []);
  });

  test("are told by name and comment where common messages have none", () => {
    const parent = fieldBelow("ad_group_criterion", "listing_group", "parent_ad_group_criterion");
    assert.equal(referenceOf(parent), "googleads.googleapis.com/AdGroupCriterion");
    const labels = fieldBelow("asset", "page_feed_asset", "labels");
    assert.equal(referenceOf(labels), null);
  });

  test("give every resource name of every entity a pattern", () => {
    for (const name of entityNumbers().keys()) {
      if (ACTIONS.has(name)) continue;
      const type = referenceOf(fieldOf(name, "resource_name"));
      assert.ok(type !== null && patternsOf(type).length > 0, name);
    }
  });
});

test("a field is found by its own name only", () => {
  const campaign = entityOf("campaign")?.resource;
  assert.ok(campaign);
  assert.equal(fieldNamed(campaign, "name")?.name, "name");
  assert.equal(fieldNamed(campaign, "constructor"), undefined);
  assert.equal(fieldNamed(campaign, "__proto__"), undefined);
});

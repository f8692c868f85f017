import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type protobuf from "protobufjs";
import { elementConverter, fieldConverter } from "../../../src/operations/cells/cell.ts";
import { CellFault } from "../../../src/operations/cells/fault.ts";
import { sampleCell, sampleElement } from "../../../src/operations/cells/sample-cell.ts";
import { entityNumbers, entityOf, messageOf } from "../../../src/operations/schema/entity.ts";

const customerId = "1234567890";

function fieldOf(entity: string, path: string): protobuf.Field {
  const names = path.split(".");
  let type = entityOf(entity)?.resource ?? null;
  let field: protobuf.Field | undefined;
  for (const name of names) {
    field = type?.fields[name];
    type = field === undefined ? null : messageOf(field);
  }
  assert.ok(field, path);
  return field;
}

/** Every field below a message, each message once. */
function* fieldsBelow(type: protobuf.Type, seen: Set<protobuf.Type>): Generator<protobuf.Field> {
  if (seen.has(type)) return;
  seen.add(type);
  for (const field of type.fieldsArray) {
    yield field;
    const inner = messageOf(field);
    if (inner !== null) yield* fieldsBelow(inner, seen);
  }
}

suite("a sample of a cell", () => {
  test("shows the form of a field", () => {
    for (const [entity, path, cell] of [
      ["ad", "responsive_search_ad.headlines", '[{"text":"..."}]'],
      ["ad", "final_urls", "...|..."],
      ["campaign", "manual_cpc", '{"enhanced_cpc_enabled":true}'],
      ["campaign", "manual_cpm", "{}"],
      ["ad_group_criterion", "status", "ENABLED"],
      ["ad_group_ad_label", "ad_group_ad", "123~123"],
    ] as const) {
      assert.equal(sampleCell(fieldOf(entity, path)), cell);
    }
  });

  test("is a cell that the field accepts, for every field of every entity", () => {
    for (const name of entityNumbers().keys()) {
      const resource = entityOf(name)?.resource ?? null;
      for (const field of resource === null ? [] : fieldsBelow(resource, new Set())) {
        const whole = fieldConverter(field)(sampleCell(field), customerId);
        assert.ok(!(whole instanceof CellFault), `${field.fullName}: ${JSON.stringify(whole)}`);
        const element = elementConverter(field)(sampleElement(field), customerId);
        assert.ok(!(element instanceof CellFault), `${field.fullName}: ${JSON.stringify(element)}`);
      }
    }
  });
});

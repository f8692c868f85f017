import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { groupKeyOf } from "../../../src/operations/schema/atomic-group.ts";
import {
  type Entity,
  entityNumberOf,
  entityNumbers,
  entityOf,
} from "../../../src/operations/schema/entity.ts";
import {
  operationKindOf,
  UNKNOWN_KIND,
  verbOfKind,
} from "../../../src/operations/schema/operation-kind.ts";

const entities: readonly Entity[] = [...entityNumbers().keys()].flatMap(
  (name) => entityOf(name) ?? [],
);

function operationOf({ number, operation }: Entity, fields: object): Uint8Array {
  const inner = operation.encode(operation.fromObject(fields)).finish();
  assert.ok(inner.length < 128 && number < 2_048);
  const tag = (number << 3) | 2;
  const head = tag < 0x80 ? [tag] : [(tag & 0x7f) | 0x80, tag >>> 7];
  return Uint8Array.from([...head, inner.length, ...inner]);
}

suite("the kind of an operation", () => {
  test("tells the verb and the entity of every operation that there is", () => {
    let count = 0;
    const kinds = new Set<number>();
    for (const entity of entities) {
      for (const verb of entity.verbs) {
        const value = verb === "remove" ? "customers/1/x/2" : {};
        const operation = operationOf(entity, { [verb]: value });
        const kind = operationKindOf(operation);
        assert.equal(verbOfKind(kind), verb);
        kinds.add(kind);
        assert.equal(entityNumberOf(operation), entity.number);
        count += 1;
      }
    }
    assert.ok(count > 100);
    assert.equal(kinds.size, count);
  });

  test("is unknown of what is no operation, whatever it is", () => {
    assert.equal(operationKindOf(new Uint8Array()), UNKNOWN_KIND);
    assert.equal(verbOfKind(UNKNOWN_KIND), null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const kind = operationKindOf(bytes);
        assert.equal(verbOfKind(kind) === null, kind === UNKNOWN_KIND);
      }),
    );
  });
});

test("listing groups are told from keywords by their field alone", () => {
  const criterion = entities.find(({ name }) => name === "ad_group_criterion");
  assert.ok(criterion !== undefined);
  const ad_group = "customers/1/adGroups/2";
  const keyword = operationOf(criterion, {
    create: { ad_group, keyword: { text: "listing_group" } },
  });
  const product = operationOf(criterion, { create: { ad_group, listing_group: { type: "UNIT" } } });
  const removal = operationOf(criterion, { remove: "customers/1/adGroupCriteria/2~3" });
  assert.deepEqual(
    [keyword, product, removal].map((operation) => groupKeyOf(operation)),
    [null, `listing_group ${ad_group}`, null],
  );
});

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { type Builder, builderOf } from "../../../src/operations/build.ts";
import type { ColumnMap } from "../../../src/operations/columns/column-map.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { readOperation } from "../../../src/operations/schema/encoded-operation.ts";
import { compiledBuilderOf } from "../../../src/operations/shapes/compiled-builder.ts";
import type { RowShape } from "../../../src/operations/shapes/row-shape.ts";
import { checksOf } from "../../../src/preflight/check/checks.ts";
import { keyHashOf } from "../../../src/preflight/check/duplicates.ts";
import { type ShapeCheck, shapeCheckOf } from "../../../src/preflight/check/shape-check.ts";
import {
  apiKinds,
  customerId,
  exportedKinds,
  type Kind,
  sheets,
} from "../../operations/shapes/like-rows.ts";

// Building and checking a row does not ask the ledger.
const ledger = {} as Ledger;

/** What was built, with its bytes as text: they may be a Buffer or not. */
function comparable(built: ReturnType<Builder["build"]>): object {
  switch (built.kind) {
    case "operation":
      return { ...built, bytes: Buffer.from(built.bytes).toString("hex"), shape: null };
    case "refusal": {
      const { partial } = built;
      return { ...built, partial: partial && Buffer.from(partial).toString("hex") };
    }
    case "left-out":
      return built;
  }
}

function checkAll(kinds: readonly Kind[], map: ColumnMap | null, fewest = 10): void {
  let sound = 0;
  let refused = 0;
  const given =
    map === null
      ? { entity: null, operation: null, customerId: null }
      : { entity: null, operation: "create", customerId };
  fc.assert(
    fc.property(sheets(kinds), ({ headers, rows }) => {
      const one = checksOf(builderOf(headers, given, map), ledger).builder;
      const compiled = compiledBuilderOf(headers, given, map);
      const both = checksOf(compiledBuilderOf(headers, given, map), ledger).builder;
      const checks = new Map<RowShape, ShapeCheck>();
      for (const row of rows) {
        const expected = one.build(row);
        assert.deepEqual(comparable(both.build(row)), comparable(expected));
        if (expected.kind === "refusal") refused += 1;
        const built = compiled.build(row);
        if (built.kind !== "operation" || built.shape === null) continue;
        const check = checks.get(built.shape);
        const operation = readOperation(built.bytes);
        if (check === undefined) {
          if (expected.kind === "operation")
            checks.set(built.shape, shapeCheckOf(built.shape, operation, built.customerId));
          continue;
        }
        const { rests } = built.shape;
        assert.equal(check.keyHashOf(rests), keyHashOf(operation, built.customerId));
        if (!check.isSound(rests)) continue;
        assert.equal(expected.kind, "operation");
        sound += 1;
      }
    }),
    { numRuns: 80 },
  );
  assert.ok(sound >= fewest, `only ${sound} rows were sound by their shape`);
  assert.ok(refused > 5, `only ${refused} rows were refused`);
}

suite("a row is checked by its shape as by itself", () => {
  for (const kind of apiKinds) {
    const name = `${kind["entity"]?.join(" or ")} to ${kind["operation"]?.join(" or ")}`;
    test(`with API field names: ${name}`, () => {
      checkAll([kind], null, kind["campaign.name"] === undefined ? 10 : 0);
    });
  }

  for (const [name, map] of Object.entries(builtInMaps)) {
    test(`with the columns of ${name}`, () => {
      checkAll(exportedKinds, map, 0);
    });
  }
});

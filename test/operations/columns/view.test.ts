import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Builder, builderOf } from "../../../src/operations/build.ts";
import { parseMap } from "../../../src/operations/columns/map-file.ts";
import { customerId, decoded } from "../sheet.ts";

const defaults = { entity: "ad_group_criterion", operation: "create", customerId };

function builderFor(headers: readonly string[], map: string): Builder {
  return builderOf(headers, defaults, parseMap(map, "map.yaml"));
}

function created(builder: Builder, cells: readonly string[]): unknown {
  const built = builder.build(cells);
  assert.equal(built.kind, "operation", JSON.stringify(built));
  const message = decoded(built.bytes) as {
    readonly ad_group_criterion_operation: { readonly create: unknown };
  };
  return message.ad_group_criterion_operation.create;
}

suite("a map", () => {
  test("gives columns the names of fields, whatever the case of their headers", () => {
    const builder = builderFor(
      ["Ad Group", "MAX CPC", "text"],
      "{Max CPC: cpc_bid, text: keyword.text}",
    );
    assert.deepEqual(created(builder, ["5", "1.25", "boots"]), {
      ad_group: `customers/${customerId}/adGroups/5`,
      cpc_bid_micros: "1250000",
      keyword: { text: "boots" },
    });
  });

  test("translates values, and leaves the others to the field's own check", () => {
    const map = "Match type: {column: keyword.match_type, values: {Broad match: BROAD}}";
    const builder = builderFor(["ad_group", "Match type"], map);
    assert.deepEqual(created(builder, ["5", " broad MATCH "]), {
      ad_group: `customers/${customerId}/adGroups/5`,
      keyword: { match_type: "BROAD" },
    });
    const refused = builder.build(["5", "broadish"]);
    assert.equal(refused.kind, "refusal");
    assert.deepEqual(
      refused.faults.map(({ code, column }) => [code, column]),
      [["BAD_ENUM_VALUE", 1]],
    );
  });

  test("may make several fields of one value", () => {
    const map =
      "Match type: {column: keyword.match_type, values: {Negative exact: {keyword.match_type: EXACT, negative: true}}}";
    assert.deepEqual(created(builderFor(["Match type"], map), ["Negative exact"]), {
      negative: true,
      keyword: { match_type: "EXACT" },
    });
  });

  test("gives each row what it leaves out itself", () => {
    const map = "{columns: {State: status}, constants: {status: PAUSED, ad_group: 5}}";
    const builder = builderFor(["State"], map);
    const ad_group = `customers/${customerId}/adGroups/5`;
    assert.deepEqual(created(builder, [""]), { ad_group, status: "PAUSED" });
    assert.deepEqual(created(builder, ["enabled"]), { ad_group, status: "ENABLED" });
  });

  test("never says of a fault that it is in a column which the user does not have", () => {
    const map = "{columns: {State: status}, constants: {keyword.match_type: nonsense}}";
    const built = builderFor(["State"], map).build(["enabled"]);
    assert.equal(built.kind, "refusal");
    assert.deepEqual(
      built.faults.map(({ code, column }) => [code, column]),
      [["BAD_ENUM_VALUE", null]],
    );
  });

  test("leaves columns out, and says which", () => {
    const builder = builderFor(["Notes", "status"], "Notes: ignore");
    assert.deepEqual(created(builder, ["anything", "paused"]), { status: "PAUSED" });
    const built = builder.build(["anything", "paused"]);
    assert.deepEqual(built.kind === "operation" && built.passed, [{ column: 0, reason: "asked" }]);
  });

  test("finds the column that an error is about", () => {
    const builder = builderFor(["Group", "Bid"], "{Group: ad_group, Bid: cpc_bid}");
    const at = (name: string): number | null =>
      builder.columnOf(["5", "1"], [{ name, index: null }]);
    assert.deepEqual([at("ad_group"), at("cpc_bid_micros"), at("status")], [0, 1, null]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { builderOf } from "../../src/operations/build.ts";
import { plainDecimal, withPoint } from "../../src/operations/decimal.ts";
import { customerId, decoded } from "./sheet.ts";

/** What is sent for one cell of a sheet whose cells are separated by semicolons. */
function inSemicolonSheet(entity: string, header: string, cell: string): unknown {
  const builder = builderOf(["resource_name", header], {
    entity,
    operation: "update",
    customerId,
    decimalComma: true,
  });
  const name = entity === "ad_group" ? "7" : "7~8";
  const built = builder.build([name, cell]);
  if (built.kind === "refusal") return built.faults;
  const message = decoded(built.bytes) as Record<string, { update: Record<string, unknown> }>;
  return message[`${entity}_operation`]?.update[header];
}

suite("a decimal comma", () => {
  test("is exact for every amount", () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const cell = `${whole},${String(cents).padStart(2, "0")}`;
        const builder = builderOf(["resource_name", "cpc_bid"], {
          entity: "ad_group",
          operation: "update",
          customerId,
          decimalComma: true,
        });
        const built = builder.build(["7", cell]);
        assert.ok(built.kind === "operation");
        const { ad_group_operation: operation } = decoded(built.bytes) as {
          readonly ad_group_operation: { readonly update: { readonly cpc_bid_micros: string } };
        };
        assert.equal(
          operation.update.cpc_bid_micros,
          String(BigInt(whole) * 1_000_000n + BigInt(cents) * 10_000n),
        );
      }),
    );
  });

  test("is read in decimal numbers and whole ones too", () => {
    assert.equal(inSemicolonSheet("ad_group_bid_modifier", "bid_modifier", "1,5"), 1.5);
    assert.equal(inSemicolonSheet("ad_group_bid_modifier", "bid_modifier", "0,125"), 0.125);
    assert.equal(inSemicolonSheet("ad_group", "cpc_bid_micros", "5,0"), "5");
    assert.equal(inSemicolonSheet("ad_group_bid_modifier", "bid_modifier", "1.5"), 1.5);
  });

  test("stays in texts", () => {
    assert.equal(inSemicolonSheet("ad_group", "name", "1,5"), "1,5");
  });

  for (const cell of ["1,250", "1.250,00", "1,2,3"]) {
    test(`is not guessed at: ${cell}`, () => {
      const [fault] = inSemicolonSheet("ad_group", "cpc_bid_micros", cell) as [{ code: string }];
      assert.equal(fault.code, "BAD_NUMBER");
    });
  }

  test("is refused where semicolons do not tell of it", () => {
    const headers = ["resource_name", "cpc_bid"];
    const defaults = { entity: "ad_group", operation: "update", customerId };
    assert.equal(builderOf(headers, defaults).build(["7", "1,25"]).kind, "refusal");
  });
});

test("a number without what does not change its value", () => {
  for (const [text, plain] of [
    ["1.10", "1.1"],
    ["+007.", "7"],
    [".50", "0.5"],
    ["-0.0", "0"],
    ["-1.20", "-1.2"],
    [".", null],
    ["1e3", null],
    ["", null],
  ] as const) {
    assert.equal(plainDecimal(text), plain);
  }
  assert.equal(withPoint("1,25"), "1.25");
  assert.equal(withPoint("1,250"), "1,250");
  assert.equal(withPoint("a,b"), "a,b");
});

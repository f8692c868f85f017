import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../../src/operations/build.ts";
import {
  plainDecimal,
  showsDecimalCommas,
  withPoint,
} from "../../../src/operations/cells/decimal.ts";
import type { Fault } from "../../../src/operations/cells/fault.ts";
import { customerId, decoded } from "../sheet.ts";

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
  if (built.kind !== "operation") return built;
  const message = decoded(built.bytes) as Record<string, { update: Record<string, unknown> }>;
  return message[`${entity}_operation`]?.update[header];
}

/** The micros that are sent for an amount, or what is wrong with it. */
function amountInSemicolonSheet(cell: string): bigint | Fault {
  const builder = builderOf(["resource_name", "cpc_bid"], {
    entity: "ad_group",
    operation: "update",
    customerId,
    decimalComma: true,
  });
  const built = builder.build(["7", cell]);
  assert.ok(built.kind !== "left-out");
  if (built.kind === "refusal") {
    const [fault] = built.faults;
    assert.ok(fault);
    return fault;
  }
  const { ad_group_operation: operation } = decoded(built.bytes) as {
    readonly ad_group_operation: { readonly update: { readonly cpc_bid_micros: string } };
  };
  return BigInt(operation.update.cpc_bid_micros);
}

/** A number as its digits, before the mark and behind it. */
const anyNumber = fc.record({
  whole: fc.nat(9_999_999).map(String),
  fraction: fc.stringMatching(/^\d{0,6}$/),
});

suite("a decimal comma", () => {
  test("is exact for every amount", () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const cell = `${whole},${String(cents).padStart(2, "0")}`;
        const micros = BigInt(whole) * 1_000_000n + BigInt(cents) * 10_000n;
        assert.equal(amountInSemicolonSheet(cell), micros);
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

  for (const [cell, advice] of [
    ["1,250", "Write 1250 or 1,25:"],
    ["1.250", "Write 1250 or 1.25:"],
    ["-1.256", "Write -1256 or -1.2560:"],
    ["12.000", "Write 12000 or 12:"],
    ["1,250.50", "Write an amount such as 1.25, without"],
    ["1,2,3", "Write an amount such as 1.25, without"],
    ["1.2.3", "Write an amount such as 1.25, without"],
  ] as const) {
    test(`is not guessed at: ${cell}`, () => {
      const found = amountInSemicolonSheet(cell);
      assert.ok(typeof found === "object");
      assert.equal(found.code, "BAD_NUMBER");
      assert.ok(found.advice.startsWith(advice), found.advice);
      const proposed = /(?:Write|thousands:) ([-\d.,]*\d)(?: or ([-\d.,]*\d))?/.exec(found.advice);
      for (const way of proposed?.slice(1).filter((text) => text !== undefined) ?? []) {
        assert.equal(typeof amountInSemicolonSheet(way), "bigint", way);
      }
    });
  }

  test("stands beside points that can only separate thousands", () => {
    for (const [cell, micros] of [
      ["1.250.000", 1_250_000_000_000n],
      ["1.250,00", 1_250_000_000n],
      ["1.250,505", 1_250_505_000n],
    ] as const) {
      assert.equal(amountInSemicolonSheet(cell), micros);
    }
  });

  test("leaves a point alone that can only stand before decimals", () => {
    for (const [cell, micros] of [
      ["1.25", 1_250_000n],
      ["1.2500", 1_250_000n],
      ["0.125", 125_000n],
      [".125", 125_000n],
      ["12.", 12_000_000n],
    ] as const) {
      assert.equal(amountInSemicolonSheet(cell), micros);
    }
  });

  test("never makes another number of one that people write", () => {
    fc.assert(
      fc.property(anyNumber, fc.constantFrom(".", ","), fc.boolean(), (value, mark, isGrouped) => {
        const { whole, fraction } = value;
        const thousands = isGrouped ? whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ".") : whole;
        // A point for decimals and points for thousands are not written side by side.
        if (mark === "." && thousands !== whole && fraction !== "") return;
        const cell = `${thousands}${fraction === "" ? "" : mark}${fraction}`;
        const read = amountInSemicolonSheet(cell);
        if (typeof read === "object") {
          assert.ok(thousands !== whole || fraction.length === 3, `${cell} is plain`);
        } else {
          assert.equal(read, BigInt(whole + fraction.padEnd(6, "0")));
        }
      }),
    );
  });

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
  assert.equal(withPoint("1,25", true), "1.25");
  assert.equal(withPoint("a,b", true), "a,b");
  // The points of a file without semicolons stay what they were.
  assert.equal(withPoint("1,25", "in-edits"), "1.25");
  assert.equal(withPoint("1,250", "in-edits"), "1,250");
  assert.equal(withPoint("1.250", "in-edits"), "1.250");
});

test("commas that can only separate thousands are left out of numbers with a point", () => {
  for (const [text, number] of [
    ["1,250.00", "1250.00"],
    ["1,250,000", "1250000"],
    ["-12,345.6", "-12345.6"],
    ["1,250", "1,250"],
    ["1,25", "1,25"],
    ["12,50.00", "12,50.00"],
    ["0,250.00", "0,250.00"],
  ] as const) {
    assert.equal(withPoint(text, false), number);
  }
});

test("cells show decimal commas if some can only have those, and none a point", () => {
  assert.equal(showsDecimalCommas(["Boots", "0,80", "1.250"]), true);
  assert.equal(showsDecimalCommas(["1.250,00"]), true);
  assert.equal(showsDecimalCommas(["0,80", "0.90"]), false);
  assert.equal(showsDecimalCommas(["1,250", "3", "a,5"]), false);
});

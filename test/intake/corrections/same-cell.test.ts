import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { damageOf, sameCell } from "../../../src/intake/corrections/same-cell.ts";
import type { FieldKind } from "../../../src/operations/fields/field-kind.ts";

type Pair = readonly [kind: FieldKind, before: string, after: string];

const same: readonly Pair[] = [
  ["text", "two\r\nlines", "two\nlines"],
  ["text", "two\nlines", "two\rlines"],
  ["text", "true", "TRUE"],
  ["number", "1.10", "1.1"],
  ["number", "1.10", "1,1"],
  ["number", "1.234", "1,234"],
  ["number", "007", "7"],
  ["number", "+5", "5"],
  ["number", "-0", "0"],
  ["boolean", "true", "TRUE"],
  ["boolean", "True", "WAHR"],
  ["boolean", "no", "FAUX"],
  ["choice", "exact", "EXACT"],
  ["date", "2026-11-22", "22.11.2026"],
  ["date", "2026-11-22", "11/22/2026"],
  ["date", "2026-11-22", "22/11/26"],
  ["date", "2026-11-22 00:00:00", "22.11.2026 00:00"],
  ["date", "2026-11-22 09:30:00", "11/22/2026 9:30"],
];

const edited: readonly Pair[] = [
  ["text", "a", "b"],
  ["text", "a", "a "],
  ["text", "1.10", "1.1"],
  ["text", "boots", "BOOTS"],
  ["text", "a", ""],
  ["number", "1.10", "1.2"],
  ["number", "1234", "1,234"],
  ["number", "x", "y"],
  ["number", "", "0"],
  ["boolean", "true", "FALSE"],
  ["boolean", "true", ""],
  ["boolean", "wahr", "true"],
  ["date", "22.11.2026", "2026-11-22"],
  ["choice", "EXCAT", "EXACT"],
  ["name", "123", "124"],
  ["date", "2026-11-22", "23.11.2026"],
  ["date", "2026-11-22", "2026-11-23"],
  ["date", "2026-11-22 09:30:00", "22.11.2026 10:30"],
];

suite("saving a file is no edit", () => {
  for (const [kind, before, after] of same) {
    test(`${kind}: ${JSON.stringify(before)} is ${JSON.stringify(after)}`, () => {
      assert.ok(sameCell(kind, before, after));
      assert.equal(damageOf(kind, before, after), null);
    });
  }
});

suite("an edit is one", () => {
  for (const [kind, before, after] of edited) {
    test(`${kind}: ${JSON.stringify(before)} is not ${JSON.stringify(after)}`, () => {
      assert.ok(!sameCell(kind, before, after));
      assert.equal(damageOf(kind, before, after), null);
    });
  }
});

suite("damage is noticed", () => {
  const cases: readonly (readonly [...Pair, ReturnType<typeof damageOf>])[] = [
    ["name", "1234567890", "1.23E+09", "shortened"],
    ["name", "123456789012", "1,23457E+11", "shortened"],
    ["name", "98765432101", "1E+11", "shortened"],
    ["number", "1234567890", "1.23457E+09", "shortened"],
    ["text", "99999999999", "1E+11", "shortened"],
    ["name", "1234567890123456789", "1234567890123450000", "shortened"],
    // Saved twice: 1.5821E+11 was read as the number that it shows.
    ["name", "158210012345", "158210000000", "shortened"],
    ["name", "158210012345", "158000000000", "shortened"],
    ["name", "5552100042", "5550000000", "shortened"],
    ["name", "999999912345", "1000000000000", "shortened"],
    ["number", "158210012345", "158210000000", "shortened"],
    ["name", "0123456789", "123456789", "zeros"],
    ["text", "007", "7", "zeros"],
    ["text", "+boots", "#NAME?", "formula"],
    ["text", "=a1", "#N/A", "formula"],
    ["text", "-x", "#REF!", "formula"],
    ["text", "1/2", "02.Jan", "date"],
    ["text", "1/2", "2-Jan", "date"],
    ["text", "1/2", "Jan-02", "date"],
    ["text", "1-2", "01. Feb", "date"],
    ["text", "1/2", "01.02.2026", "date"],
    ["text", "3-4", "2026-03-04", "date"],
    ["text", "24/7", "24-juil.", "date"],
    ["text", "1.5.", "1. Mai 26", "date"],
    ["number", "1.10", "01. Okt", "date"],
    // Another number, or no number at all.
    ["name", "158210012345", "158210012000", null],
    ["name", "158210012345", "158220000000", null],
    ["name", "158210000000", "158210012345", null],
    ["number", "123456780000", "123000000000", null],
    ["number", "1350000", "1000000", null],
    ["text", "1/2", "3-Jan", null],
    ["text", "1/2", "1/2 inch", null],
    ["text", "1/2", "2 inch", null],
    ["text", "1/2", "01.03.2026", null],
    ["text", "may 2", "2-May", null],
    ["name", "1234567890", "4.56E+09", null],
    ["name", "1234567890", "1234567891", null],
    ["name", "1234567890", "", null],
    ["text", "#NAME?", "boots", null],
    ["text", "boots", "#1!", null],
  ];
  for (const [kind, before, after, damage] of cases) {
    test(`${before} that became ${after || "nothing"}: ${damage ?? "none"}`, () => {
      assert.equal(damageOf(kind, before, after), damage);
      assert.ok(!sameCell(kind, before, after));
    });
  }
});

test("an edit of an amount is never taken for damage", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.nat(7), (cents, zeros) => {
      const micros = `${cents}0000`;
      // Rounded to fewer digits, as people do; up to a hundred million.
      const unit = 10 ** zeros;
      const rounder = `${Math.round(cents / unit) * unit}0000`;
      if (rounder !== micros) assert.equal(damageOf("number", micros, rounder), null);
    }),
  );
});

test("an edit of an id is taken for damage only if the new one ends in zeros", () => {
  const id = fc.bigInt({ min: 10n ** 7n, max: 10n ** 14n }).map(String);
  fc.assert(
    fc.property(id, id, (before, after) => {
      fc.pre(before !== after && !after.endsWith("00000"));
      assert.equal(damageOf("name", before, after), null);
    }),
  );
});

test("an edit of a text is taken for a date only if it reads as one", () => {
  const number = fc.integer({ min: 1, max: 31 });
  const before = fc
    .tuple(number, fc.constantFrom("/", "-", "."), number)
    .map(([a, mark, b]) => `${a}${mark}${b}`);
  const after = fc.oneof(
    before,
    fc.string(),
    fc.tuple(number, fc.constantFrom(" inch", "-pack", " x 3", "%")).map((parts) => parts.join("")),
  );
  fc.assert(fc.property(before, after, (old, now) => damageOf("text", old, now) === null));
});

test("a number shortened to any precision is damaged, unless it is the same number", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 10n, max: 10n ** 15n }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(".", ","),
      (value, decimals, point) => {
        const shown = Number(value)
          .toExponential(decimals)
          .replace(".", point)
          .replace(/e\+(\d)$/, "E+0$1")
          .replace("e", "E");
        assert.equal(damageOf("name", String(value), shown), "shortened");
      },
    ),
  );
});

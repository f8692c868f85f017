import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { DecimalComma } from "../../../src/operations/cells/decimal.ts";
import { leavesOf } from "../../../src/operations/fields/field-kind.ts";
import type { Leaf } from "../../../src/operations/fields/layout.ts";
import { leafValueOf } from "../../../src/operations/leaf-value.ts";
import { plainReader, wireOf } from "../../../src/operations/shapes/plain-value.ts";
import { builderFor } from "../sheet.ts";
import { customerId, TRAPS } from "./like-rows.ts";

function leafOf(entity: string, header: string): Leaf {
  const layout = builderFor(entity, "create", [header]).layoutOf([""]);
  const [leaf] = leavesOf(layout?.root ?? null);
  assert.ok(leaf);
  return leaf;
}

const FIELDS = [
  ["ad_group_criterion", "keyword.text"],
  ["ad_group_criterion", "ad_group"],
  ["ad_group_criterion", "cpc_bid"],
  ["ad_group_criterion", "cpc_bid_micros"],
  ["ad_group_criterion", "bid_modifier"],
  ["ad_group_criterion", "final_urls"],
  ["ad_group_criterion", "final_urls[0]"],
  ["campaign", "start_date_time"],
  ["campaign", "target_roas.target_roas"],
  ["campaign", "frequency_caps[0].cap"],
  ["customer_label", "customer"],
  ["label", "name"],
] as const;

const digits = fc.stringMatching(/^\d{1,20}$/);

const cell = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.constantFrom("2031-02-28", "2031-02-01 10:00:00", "customers/5552100042/labels/7"),
  fc.constantFrom("555-210-0042", "7776665555", "2031-02-30", "2031-2-3"),
  digits,
  fc.tuple(digits, digits).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.stringMatching(/^[1-9a][0-9a]{0,2}[.,~][0-9]{0,7}$/),
  fc.stringMatching(/^https?:\/\/[a-z./;,| ]{0,12}$/),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

suite("a plain cell has the value that its field's converter gives", () => {
  for (const [entity, header] of FIELDS) {
    test(header, () => {
      const leaf = leafOf(entity, header);
      const wire = wireOf(leaf);
      assert.ok(wire);
      let plain = 0;
      const comma = fc.constantFrom<DecimalComma>(false, true, "in-edits");
      fc.assert(
        fc.property(cell, comma, (text, decimalComma) => {
          const { prefix, read } = plainReader(leaf, wire, { customerId, decimalComma });
          const rest = read(text);
          if (rest === null) return;
          const value = typeof rest === "string" ? prefix + rest : rest;
          plain += 1;
          const converted = leafValueOf(leaf, text, customerId, decimalComma);
          assert.deepEqual(Array.isArray(converted) ? converted : [converted], [value]);
        }),
        { numRuns: 500 },
      );
      assert.ok(plain > 5, `only ${plain} cells were plain`);
    });
  }
});

test("what decides more than itself is never plain", () => {
  for (const header of ["status", "negative", "keyword", "url_custom_parameters"])
    assert.equal(wireOf(leafOf("ad_group_criterion", header)), null);
});

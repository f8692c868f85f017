import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf } from "../../src/operations/fields/find-column.ts";
import { normalHeader } from "../../src/operations/fields/header.ts";
import { builderFor, decoded } from "./sheet.ts";

interface Ad {
  readonly responsive_search_ad?: { readonly headlines?: readonly { readonly text: string }[] };
}

const indexes = Array.from({ length: 15 }, (_, index) => index);

const headlines = indexes.map((index) => `ad.responsive_search_ad.headlines[${index}].text`);

const text = fc.string({ unit: "grapheme", maxLength: 12 });

// Half of the cells are empty, some with blanks in them.
const cell = fc.oneof(
  fc.constantFrom("", "", " "),
  text.filter((value) => value.trim() !== "[]"),
);

/** The columns in any order, with their cells. */
const sheet = fc
  .tuple(
    fc.array(cell, { minLength: 15, maxLength: 15 }),
    fc.shuffledSubarray(indexes, { minLength: 15 }),
  )
  .map(([cells, order]) => ({ cells, order }));

test("a responsive search ad sends the filled headlines in the order of their indexes, and finds them again", () => {
  fc.assert(
    fc.property(sheet, ({ cells, order }) => {
      const headers = ["ad_group", ...order.map((index) => headlines[index] ?? "")];
      const row = ["5", ...order.map((index) => cells[index] ?? "")];
      const builder = builderFor("ad_group_ad", "create", headers);
      const built = builder.build(row);
      assert.ok(built.kind === "operation");
      const message = decoded(built.bytes) as {
        readonly ad_group_ad_operation: { readonly create: { readonly ad?: Ad } };
      };
      const sent = message.ad_group_ad_operation.create.ad?.responsive_search_ad?.headlines ?? [];

      const filled = indexes.filter((index) => cells[index]?.trim() !== "");
      assert.deepEqual(
        sent.map((headline) => headline.text),
        filled.map((index) => cells[index]),
      );

      const layout = builder.layoutOf(row);
      assert.ok(layout);
      const columns = sent.map((_, index) =>
        columnOf(layout, row, [
          { name: "ad", index: null },
          { name: "responsive_search_ad", index: null },
          { name: "headlines", index },
          { name: "text", index: null },
        ]),
      );
      assert.deepEqual(
        columns,
        filled.map((index) => order.indexOf(index) + 1),
      );
    }),
  );
});

test("any headers and any cells give an operation or a refusal with reasons", () => {
  const words = fc.constantFrom(
    "name",
    "ad",
    "keyword",
    "text",
    "status",
    "[0]",
    ".",
    "_",
    "micros",
    "constructor",
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 4 }).map((parts) => parts.join("")),
  );
  const column = fc.tuple(
    header,
    fc.oneof(fc.string(), fc.json(), fc.constantFrom("[]", "-1", "1|2")),
  );
  const names = fc.constantFrom(
    "ad_group_ad",
    "campaign",
    "asset",
    "ad_group_criterion",
    "__proto__",
  );
  const verb = fc.constantFrom("create", "update", "remove", "");
  fc.assert(
    fc.property(names, verb, fc.array(column), (entity, operation, columns) => {
      const headers = columns.map(([name]) => name);
      const cells = columns.map(([, value]) => value);
      const built = builderFor(entity, operation, headers).build(cells);
      if (built.kind === "operation") decoded(built.bytes);
      else assert.ok(built.kind === "refusal" && built.faults.length > 0);
    }),
  );
});

test("a normal header is normal", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const normal = normalHeader(header);
      assert.equal(normalHeader(normal), normal);
    }),
  );
});

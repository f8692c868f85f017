import * as fc from "fast-check";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Builder, builderOf, type RowDefaults } from "../../../src/operations/build.ts";
import type { DecimalComma } from "../../../src/operations/cells/decimal.ts";
import type { ColumnMap } from "../../../src/operations/columns/column-map.ts";
import { builtInMaps } from "../../../src/operations/columns/google-exports.ts";
import { parseMap } from "../../../src/operations/columns/map-file.ts";
import { tableIn } from "../../../src/operations/columns/table.ts";
import { compiledBuilderOf } from "../../../src/operations/shapes/compiled-builder.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";
import {
  apiKinds,
  customerId,
  exportedKinds,
  type Kind,
  sheets,
  type TestSheet,
  TRAPS,
  trapSheet,
} from "./like-rows.ts";

/** How many of the rows were compiled, if each came out as it does by itself. */
function compared(
  { headers, rows }: TestSheet,
  defaults: RowDefaults,
  map: ColumnMap | null,
): number {
  const builder = builderOf(headers, defaults, map);
  const compiled = compiledBuilderOf(headers, defaults, map);
  let count = 0;
  for (const row of rows) {
    const built = compiled.build(row);
    assert.deepEqual(comparable(built), comparable(builder.build(row)), JSON.stringify(row));
    if (built.kind === "operation" && built.shape !== null) count += 1;
  }
  return count;
}

/** A result with everything that counts. */
function comparable(built: ReturnType<Builder["build"]>): unknown {
  if (built.kind !== "operation") return built;
  return { ...built, bytes: Buffer.from(built.bytes).toString("hex"), shape: null };
}

function checkAll(
  sheet: fc.Arbitrary<TestSheet>,
  defaults: fc.Arbitrary<RowDefaults>,
  map: ColumnMap | null,
  fewest = 60,
): void {
  let count = 0;
  fc.assert(
    fc.property(sheet, defaults, (one, given) => {
      count += compared(one, given, map);
    }),
    { numRuns: 80 },
  );
  assert.ok(count >= fewest, `only ${count} rows were compiled`);
}

suite("a row of a sheet is built as by itself", () => {
  const given = { entity: null, operation: null, customerId: null };
  const decimalComma = fc.constantFrom<DecimalComma>(false, true, "in-edits");

  for (const kind of apiKinds) {
    const name = `${kind["entity"]?.join(" or ")} to ${kind["operation"]?.join(" or ")}`;
    test(`with API field names: ${name}`, () => {
      const defaults = decimalComma.map((comma) => ({ ...given, decimalComma: comma }));
      checkAll(sheets([kind]), defaults, null, kind["campaign.name"] === undefined ? 60 : 30);
    });
  }

  test("with API field names, beside rows of other kinds", () => {
    checkAll(sheets(apiKinds), fc.constant(given), null);
  });

  test("with API field names, and an entity for all", () => {
    const [{ entity: _, ...keyword } = {}] = apiKinds;
    const defaults = fc.record({
      entity: fc.constantFrom("ad_group_criterion", "campaign_criterion"),
      operation: fc.constant(null),
      customerId: fc.constant(null),
      ignore: fc.constantFrom([], ["status"]),
      only: fc.constantFrom(["keyword"], ["ad_group"]),
    });
    checkAll(sheets([keyword]), defaults, null, 10);
  });

  for (const [name, map] of Object.entries(builtInMaps)) {
    test(`with the columns of ${name}`, () => {
      const defaults = fc
        .tuple(fc.constantFrom("create", "update"), decimalComma)
        .map(([operation, comma]) => ({
          entity: null,
          operation,
          customerId,
          decimalComma: comma,
        }));
      checkAll(sheets(exportedKinds), defaults, map, 10);
    });
  }

  test("with the columns of a user's map", () => {
    const text = `
base: google-ads-editor
columns:
  Begriff: keyword.text
  Gruppe: ad_group
  Art: {field: keyword.match_type, values: {genau: EXACT, Passend: PHRASE}}
  Gebot: cpc_bid
  Notiz: ignore
constants: {entity: ad_group_criterion, status: PAUSED}
`;
    const map = { ...parseMap(text, "map.yaml"), blanks: ["n/a", "xx"] };
    const kind = {
      Begriff: ["red shoes", "blue shoes", "xxl shoes", "XX"],
      Gruppe: ["11", "12"],
      Art: ["genau", "passend", "Passend", "EXACT"],
      "Gebot?": ["1.25", "2", "1,5", "n/a", "xx"],
      "Notiz?": ["new", "[old]"],
      "Campaign?": ["Ferries", "Islands"],
    };
    const defaults = decimalComma.map((comma) => ({
      ...given,
      operation: "create",
      customerId,
      decimalComma: comma,
    }));
    checkAll(sheets([kind]), defaults, map);
  });

  test("with each trap in each column", () => {
    let count = 0;
    for (const isFull of [false, true]) {
      for (const kind of apiKinds) count += compared(trapSheet(kind, isFull), given, null);
      for (const map of Object.values(builtInMaps))
        for (const operation of ["create", "update"])
          for (const kind of exportedKinds.slice(0, 4))
            count += compared(
              trapSheet(kind, isFull),
              { entity: null, operation, customerId },
              map,
            );
    }
    assert.ok(count > 2_000, `only ${count} rows were compiled`);
  });

  test("where a word leaves it out, or another column compares it", () => {
    const map = builtInMaps["google-ads-editor"] ?? null;
    const keyword = {
      Campaign: ["Ferries", "Islands"],
      "Ad group": ["Day trips", "Night trips"],
      Keyword: ["boots", "shoes"],
      "Criterion type": ["Exact"],
    };
    const twice = {
      resource_name: ["11~41", "12~42"],
      final_url_suffix: ["a=1"],
      "ad_group_criterion.final_url_suffix": ["a=1", "b=2"],
    };
    const sheetsOf: readonly (readonly [Kind, Partial<RowDefaults>, ColumnMap | null])[] = [
      [{ ...keyword, "Keyword#Original": ["boots", "shoes"] }, {}, map],
      [{ ...keyword, "Serving status": ["ok", "removed"] }, { ignore: ["Serving status"] }, map],
      [twice, { entity: "ad_group_criterion", operation: "update" }, null],
      [
        { "Ad group ID": ["11", "12"], "Keyword ID": ["31", "32"], "Max CPC": ["1", "2"] },
        { operation: "update" },
        map,
      ],
      [
        {
          "campaign.name": ["Ferries"],
          "ad_group.name": ["Day trips"],
          "keyword.text": ["boots", "shoes"],
          "keyword.match_type": ["EXACT"],
          negative: ["false", "true"],
          status: ["PAUSED", "ENABLED"],
        },
        { entity: "ad_group_criterion", operation: "update", only: ["keyword"] },
        null,
      ],
    ];
    for (const [kind, more, its] of sheetsOf) {
      const defaults = { entity: null, operation: "create", customerId, ...more };
      const count = compared(trapSheet(kind, true), defaults, its);
      assert.ok(count > 0, `no row was compiled of ${Object.keys(kind).join()}`);
    }
  });

  const examples = fileURLToPath(new URL("../../../examples/", import.meta.url));
  for (const file of readdirSync(examples).filter((name) => name.endsWith(".csv"))) {
    test(`in examples/${file}, with a trap in any cell`, async () => {
      const whole = await readSheet(Readable.from([readFileSync(join(examples, file))]), file);
      const { sheet, map } = await tableIn(whole, { kind: "auto" });
      const rows: string[][] = [];
      for await (const chunk of sheet.rows) for (const { cells } of chunk) rows.push([...cells]);
      const some = rows.slice(0, 60);
      const trapped = some.flatMap((cells, row) =>
        cells.map((_, column) =>
          cells.with(column, TRAPS[(row * 7 + column) % TRAPS.length] ?? ""),
        ),
      );
      const headers = sheet.header.cells;
      const defaults = {
        entity:
          file === "bids.csv"
            ? "ad_group_criterion"
            : file === "search-ads.csv"
              ? "ad_group_ad"
              : null,
        operation: file === "bids.csv" ? "update" : "create",
        customerId,
      };
      const count = compared({ headers, rows: [...some, ...trapped, ...some] }, defaults, map);
      assert.ok(count > some.length / 2, `only ${count} rows were compiled`);
    });
  }
});

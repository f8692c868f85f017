import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../src/operations/build.ts";
import { builtInMaps } from "../../src/operations/columns/google-exports.ts";
import { exportColumns } from "./export-columns.ts";

const row = fc
  .uniqueArray(fc.constantFrom(...Object.keys(exportColumns)), { minLength: 1, maxLength: 7 })
  .chain((more) => {
    const headers = [...new Set(["Campaign", ...more])];
    return fc.record({
      headers: fc.constant(headers),
      picks: fc.array(fc.constantFrom(0, 1), {
        minLength: headers.length,
        maxLength: headers.length,
      }),
    });
  });

const verb = fc.constantFrom("create", "update");

function cellOf(header: string, pick: number): string {
  return exportColumns[header]?.[pick] ?? "";
}

suite("a filled cell of a row that is sent", () => {
  for (const name of Object.keys(builtInMaps)) {
    test(`is in the operation, or known to have no consequence: ${name}`, () => {
      let sent = 0;
      const check = fc.property(row, verb, ({ headers, picks }, operation) => {
        const defaults = { entity: null, operation, customerId: "5552100042" };
        const builder = builderOf(headers, defaults, builtInMaps[name] ?? null);
        const cells = headers.map((header, at) => cellOf(header, picks[at] ?? 0));
        const built = builder.build(cells);
        if (built.kind !== "operation") return;
        sent += 1;
        const passed = new Set(built.passed.map(({ column }) => column));
        for (const [column, header] of headers.entries()) {
          if (passed.has(column) || cells[column] === "-") continue;
          const other = cells.with(column, cellOf(header, 1 - (picks[column] ?? 0)));
          const changed = builder.build(other);
          const isSame =
            changed.kind === "operation" &&
            Buffer.from(changed.bytes).equals(Buffer.from(built.bytes));
          assert.ok(!isSame, `${header} is passed over in ${JSON.stringify(cells)}`);
        }
      });
      fc.assert(check, { numRuns: 1_500 });
      assert.ok(sent > 50, `only ${sent} rows were sent`);
    });
  }

  test("is never that of a column which nobody knows", () => {
    const headers = ["Campaign", "Campaign Status", "Pier notes"];
    const defaults = { entity: null, operation: "update", customerId: "5552100042" };
    const build = (more: object): unknown => {
      const map = builtInMaps["google-ads-editor"] ?? null;
      const built = builderOf(headers, { ...defaults, ...more }, map).build([
        "Ferries",
        "Paused",
        "x",
      ]);
      return built.kind === "refusal" ? built.unread : built.kind === "operation" && built.passed;
    };
    assert.deepEqual(build({}), [2]);
    assert.deepEqual(build({ ignore: ["pier NOTES"] }), [{ column: 2, reason: "asked" }]);
  });
});

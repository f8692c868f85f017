import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { builderOf } from "../../src/operations/build.ts";
import { builtInMaps } from "../../src/operations/columns/google-exports.ts";

/** Columns with two texts each that mean different things there. */
const COLUMNS: Readonly<Record<string, readonly [string, string]>> = {
  Campaign: ["Ferries", "Islands"],
  "Ad Group": ["Day trips", "Night trips"],
  Keyword: ["ferry tickets", "ferry times"],
  "Criterion Type": ["Exact", "Phrase"],
  "Max CPC": ["1.10", "2.20"],
  "Max CPM": ["0.01", "3.00"],
  Status: ["Enabled", "Paused"],
  "Campaign Status": ["Enabled", "Paused"],
  "Ad Group Status": ["Enabled", "Paused"],
  "Keyword Status": ["Enabled", "Paused"],
  "Final URL": ["https://a.example.com/", "https://b.example.com/"],
  "Tracking template": ["{lpurl}?a=1", "{lpurl}?a=2"],
  "Custom parameters": ["{_deck}=sun", "{_deck}=car {_pier}=4"],
  "Headline 1": ["Sail at Noon", "Sail at Night"],
  "Headline 1 position": ["1", "-"],
  "Description 1": ["Bring your car.", "Bring your dog."],
  "Campaign Type": ["Search", "Display"],
  Networks: ["Google search", "Display Network"],
  "Bid Strategy Type": ["Manual CPC", "Maximize conversions"],
  "Target CPA": ["10", "0.00"],
  "Target ROAS": ["300%", "4"],
  "Maximum CPC bid limit": ["2", "3"],
  "Targeting method": ["Location of presence", "Location of presence or Area of interest"],
  "Ad rotation": ["Optimize for clicks", "Rotate indefinitely"],
  "Ad Group Type": ["Dynamic", "Standard"],
  "End Date": ["2031-01-31", "2031-02-28"],
  "Budget name": ["Summer", "Winter"],
  Budget: ["10", "20"],
  "Budget type": ["Daily", "Campaign total"],
  Labels: ["[]", "Season"],
  Languages: ["All", "en"],
  "Mobile Bid Modifier": ["0", "-100"],
  Location: ["Ferry", "Isle"],
  "Campaign ID": ["11", "12"],
  "Ad group ID": ["21", "22"],
  "Keyword ID": ["31", "32"],
  "Ad ID": ["41", "42"],
  "Row Type": ["Keyword", "Campaign"],
  Level: ["Campaign", "Ad group"],
  Account: ["Harbour Lines", "Island Lines"],
  "Campaign#Original": ["Ferries", "Islands"],
  Comment: ["ask Ada", "done"],
  Clicks: ["12", "13"],
  "Impr. (Top) %": ["12%", "13%"],
  "Promotion target": ["Tickets", "Cabins"],
  "Pier notes": ["north", "south"],
};

const row = fc
  .uniqueArray(fc.constantFrom(...Object.keys(COLUMNS)), { minLength: 1, maxLength: 7 })
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
  return COLUMNS[header]?.[pick] ?? "";
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

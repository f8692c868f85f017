import * as fc from "fast-check";
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import { inSendOrder } from "../../../src/delivery/batch-job/order.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { createLedger } from "../../../src/ledger/sqlite/sqlite-ledger.ts";
import { temporaryFolder } from "../../support/cli.ts";
import { customerId, newRow, runOf } from "../../support/ledger.ts";

const folder = temporaryFolder();

let ledgers = 0;

/** What a row of a test is: the name it defines, those it uses, the group it is in. */
interface Spec {
  readonly defines?: string;
  readonly uses?: readonly string[];
  readonly group?: string;
}

/** A ledger with these rows, from row 2 on. */
function ledgerOf(specs: readonly Spec[]): Ledger {
  const ledger = createLedger(join(folder, `${(ledgers += 1)}.sqlite`), runOf());
  for (const [index, { defines, uses }] of specs.entries())
    ledger.rows.add(newRow(index + 2, { defines: defines ?? null, uses: uses ?? [] }));
  ledger.rows.endIntake(ledger.run);
  for (const [index, { group }] of specs.entries())
    if (group !== undefined) ledger.jobs.setGroup(customerId, index + 2, group);
  return ledger;
}

function line(ledger: Ledger, job = ledger.jobs.open(customerId)): readonly (readonly number[])[] {
  return [...inSendOrder(ledger, customerId, job)].map((rows) => rows.map((row) => row.number));
}

suite("the order in which rows go into a batch job", () => {
  for (const [what, specs, expected] of [
    ["that of the file", [{}, {}, {}], [[2], [3], [4]]],
    ["a row after the one that it needs", [{ uses: ["a"] }, {}, { defines: "a" }], [[3], [4], [2]]],
    [
      "over generations",
      [{ uses: ["b"] }, { uses: ["a"], defines: "b" }, { defines: "a" }],
      [[4], [3], [2]],
    ],
    ["a group side by side", [{ group: "g" }, {}, { group: "g" }, {}], [[2, 4], [3], [5]]],
    [
      "a group after what one of its rows needs",
      [{ group: "g" }, { group: "g", uses: ["a"] }, {}, { defines: "a" }],
      [[4], [5], [2, 3]],
    ],
    [
      "what needs a group after the group",
      [
        { group: "g", defines: "a" },
        { uses: ["a"] },
        { group: "g", uses: ["b"] },
        { defines: "b" },
      ],
      [[5], [2, 4], [3]],
    ],
    [
      "rows of a group that need each other as they stand",
      [
        { group: "g", defines: "a" },
        { group: "g", uses: ["a"] },
      ],
      [[2, 3]],
    ],
    [
      "rows that wait for each other at the end",
      [{ defines: "a", uses: ["b"] }, { defines: "b", uses: ["a"] }, {}],
      [[4], [2], [3]],
    ],
    ["a name that nobody defines is no reason to wait", [{ uses: ["z"] }, {}], [[2], [3]]],
  ] as const) {
    test(`is ${what}`, () => {
      const ledger = ledgerOf(specs);
      assert.deepEqual(line(ledger), expected);
      ledger.close();
    });
  }

  test("begins with the rest of a group that is in the job in part", () => {
    const ledger = ledgerOf([{ group: "g" }, { group: "g" }, {}, { group: "g" }]);
    ledger.jobs.beginAdd(ledger.jobs.create(customerId, "job", ""), [2]);
    assert.deepEqual(line(ledger), [[3, 5], [4]]);
    ledger.close();
  });

  test("brings every row once, and parents first where that is possible", () => {
    const name = fc.constantFrom("a", "b", "c");
    const spec = fc.record(
      {
        uses: fc.uniqueArray(name, { maxLength: 2 }),
        group: fc.constantFrom("g", "h"),
      },
      { requiredKeys: [] },
    );
    const sheet = fc.array(spec, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sheet, fc.uniqueArray(fc.nat(11), { maxLength: 3 }), (specs, parents) => {
        // Parents stand anywhere and need nothing, so that nothing waits in a circle.
        const named = specs.map((row, index): Spec => {
          const position = parents.indexOf(index);
          return position === -1 ? row : { defines: ["a", "b", "c"][position] ?? "" };
        });
        const ledger = ledgerOf(named);
        const order = line(ledger).flat();
        ledger.close();
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          named.map((_, index) => index + 2),
        );
        for (const [index, { uses }] of named.entries()) {
          for (const used of uses ?? []) {
            const parent = named.findIndex((row) => row.defines === used);
            if (parent !== -1) assert.ok(order.indexOf(parent + 2) < order.indexOf(index + 2));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

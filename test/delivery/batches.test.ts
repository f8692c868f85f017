import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { maxRequestBytes } from "../../src/api/limits.ts";
import { batchesOf, fitting } from "../../src/delivery/batches.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { NewRow, UnsentRow } from "../../src/ledger/rows.ts";
import { createRun } from "../../src/ledger/run-folder.ts";
import { acceptedRow } from "../../src/outcome/row-result.ts";
import { encodeMutateRequest } from "../../src/transport/google/mutate-message.ts";
import { operationOf } from "../operations/sheet.ts";
import { customerId, newRow, runOf, takenIn, temporaryFolder } from "../support/ledger.ts";

function ledgerOf(sizes: readonly number[]): Ledger {
  return ledgerWith(
    sizes.map((size, position) => newRow(position + 2, { operation: new Uint8Array(size) })),
  );
}

function ledgerWith(rows: readonly NewRow[]): Ledger {
  const { ledger } = createRun(temporaryFolder(), runOf());
  for (const row of rows) ledger.rows.add(row);
  ledger.rows.endIntake(ledger.run);
  return ledger;
}

function numbers(batches: Iterable<readonly UnsentRow[]>): readonly (readonly number[])[] {
  return [...batches].map((rows) => rows.map((row) => row.number));
}

/** What a batch takes on the wire. */
function bytesOf(rows: readonly UnsentRow[]): number {
  const operations = rows.map((row) => row.operation);
  return encodeMutateRequest({ customerId, operations, partialFailure: true, validateOnly: true })
    .length;
}

async function takenInLedger(text: string): Promise<Ledger> {
  return (await takenIn(text)).ledger;
}

const creation = operationOf("label", "create", { name: "x" }).bytes;

const removal = operationOf("label", "remove", { resource_name: "5" }).bytes;

function nameOf(position: number): string {
  return `x/-${position + 1}`;
}

/** The batches of rows that are all accepted as soon as they are sent; nothing of it stays. */
function sentIn(ledger: Ledger, size: number): readonly (readonly number[])[] {
  const sent: (readonly number[])[] = [];
  for (const rows of batchesOf(ledger, customerId, size)) {
    sent.push(rows.map((row) => row.number));
    for (const { number } of rows) ledger.rows.record(acceptedRow(number, null));
  }
  for (const number of sent.flat()) ledger.rows.release([number]);
  return sent;
}

suite("batches", () => {
  test("are cut by count", () => {
    const ledger = ledgerOf([1, 1, 1, 1, 1]);
    assert.deepEqual(numbers(batchesOf(ledger, customerId, 2)), [[2, 3], [4, 5], [6]]);
    assert.deepEqual(numbers(batchesOf(ledger, "999", 2)), []);
  });

  test("are cut by size, and a row that fills one goes alone", () => {
    const half = maxRequestBytes / 2;
    const ledger = ledgerOf([half - 200, half - 200, half, maxRequestBytes - 1_024, 1]);
    const batches = [...batchesOf(ledger, customerId, 100)];
    assert.deepEqual(numbers(batches), [[2, 3], [4], [5, 6]]);
    for (const rows of batches) assert.ok(bytesOf(rows) <= maxRequestBytes);
  });

  test("leave out rows that were settled meanwhile", () => {
    const ledger = ledgerOf([1, 1, 1, 1]);
    const batches = batchesOf(ledger, customerId, 2);
    assert.deepEqual(numbers([batches.next().value ?? []]), [[2, 3]]);
    ledger.rows.record(acceptedRow(4, null));
    assert.deepEqual(numbers(batches), [[5]]);
  });

  test("hold a row back until the one that it needs was sent, wherever that stands", async () => {
    const ledger = await takenInLedger(`entity,resource_name,name,campaign,ad_group,keyword.text
ad_group_criterion,,,,-2,boots
ad_group,-2,B,-1,,
campaign,-1,A,,,
ad_group,-3,C,77,,
ad_group_criterion,,,,-3,shoes
`);
    assert.deepEqual(sentIn(ledger, 10), [[4, 5], [3, 6], [2]]);
    assert.deepEqual(sentIn(ledger, 1), [[4], [5], [6], [3], [2]]);
  });

  test("hold together what is applied as a whole, after what it needs", async () => {
    const ledger =
      await takenInLedger(`entity,resource_name,name,campaign,asset_group,asset,field_type,text_asset.text
asset_group,-1,A,77,,,,
asset_group_asset,,,,-1,-2,HEADLINE,
asset_group_asset,,,,-1,5,LOGO,
asset,-2,,,,,,Dry feet
`);
    assert.deepEqual(sentIn(ledger, 10), [[5], [2, 3, 4]]);
  });

  test("put what others need first, also where all travels together", async () => {
    const settings = { ...runOf().settings, validateOnly: true };
    const family = `entity,resource_name,name,campaign
ad_group,-2,B,-1
ad_group,-3,C,-1
campaign,-1,A,
`;
    const { ledger } = await takenIn(family, { settings });
    assert.deepEqual(sentIn(ledger, 10), [[4, 2, 3]]);
    const group = `entity,resource_name,name,campaign,asset_group,asset,field_type
asset_group_asset,,,,-1,5,LOGO
asset_group,-1,A,77,,,
`;
    assert.deepEqual(sentIn((await takenIn(group)).ledger, 10), [[3, 2]]);
  });

  test("keep a removal behind what stands above it, and before what stands below", async () => {
    const swap = `entity,operation,resource_name,name,amount,campaign_budget
campaign,update,301,,,-1
campaign_budget,create,-1,New,12,
campaign_budget,remove,4001,,,
label,remove,5,,,
label,create,,Winter,,
`;
    assert.deepEqual(sentIn(await takenInLedger(swap), 10), [[3], [2], [4, 5], [6]]);
  });

  test("fetch what is needed above a removal from below it", async () => {
    const sheet = `entity,operation,resource_name,name,campaign,ad_group
ad_group,create,-2,B,-1,
label,remove,5,,,
label,create,,Winter,,
campaign,create,-1,A,,
`;
    assert.deepEqual(sentIn(await takenInLedger(sheet), 10), [[5], [2], [3], [4]]);
  });

  test("keep removals within what is applied as a whole", async () => {
    const sheet = `entity,operation,resource_name,asset_group,type,listing_source
asset_group_listing_group_filter,remove,5~1,,,
asset_group_listing_group_filter,create,,5,UNIT_INCLUDED,SHOPPING
label,remove,5,,,
`;
    assert.deepEqual(sentIn(await takenInLedger(sheet), 10), [[2, 3], [4]]);
  });

  test("put removals among the others where nothing is removed", async () => {
    const settings = { ...runOf().settings, validateOnly: true };
    const sheet = `entity,operation,resource_name,name
label,create,,A
label,remove,5,
label,create,,B
`;
    assert.deepEqual(sentIn((await takenIn(sheet, { settings })).ledger, 10), [[2, 3, 4]]);
  });

  test("never let a removal overtake a row, nor a row a removal, unless it is needed above", () => {
    const row = fc.record({
      isRemoval: fc.boolean(),
      needs: fc.option(fc.nat(9), { nil: null }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 10 }),
        fc.integer({ min: 1, max: 4 }),
        (rows, size) => {
          const needs = rows.map(({ isRemoval, needs: need }, position) =>
            // What needs itself, or a removal, waits for nothing.
            isRemoval || need === null || need === position || rows[need]?.isRemoval !== false
              ? null
              : need,
          );
          const ledger = ledgerWith(
            rows.map(({ isRemoval }, position) => {
              const need = needs[position] ?? null;
              return newRow(position + 2, {
                operation: isRemoval ? removal : creation,
                defines: isRemoval ? null : nameOf(position),
                uses: need === null ? [] : [nameOf(need)],
              });
            }),
          );
          const sent = sentIn(ledger, size).map((batch) => batch.map((number) => number - 2));
          const turn = new Map(sent.flatMap((batch, at) => batch.map((one) => [one, at] as const)));
          assert.equal(turn.size, rows.length);
          const isNeededAbove = (position: number, above: number): boolean => {
            const reached = new Set<number>();
            for (let from = 0; from < above; from += 1) {
              for (let at = needs[from] ?? null; at !== null && !reached.has(at);) {
                reached.add(at);
                at = needs[at] ?? null;
              }
            }
            return reached.has(position);
          };
          for (const [position, { isRemoval }] of rows.entries()) {
            if (!isRemoval) continue;
            for (const [other] of rows.entries()) {
              const own = turn.get(position) ?? 0;
              const its = turn.get(other) ?? 0;
              if (other === position || rows[other]?.isRemoval === true) continue;
              if (other < position) assert.ok(its < own, `row ${other} goes before ${position}`);
              else if (!isNeededAbove(other, position)) assert.ok(its > own);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("hold nothing back for ever", () => {
    const ledger = ledgerWith([
      newRow(2, { defines: "x/-1", uses: ["x/-2"] }),
      newRow(3, { defines: "x/-2", uses: ["x/-1"] }),
      newRow(4),
      newRow(5, { defines: "x/-5", uses: ["x/-5"] }),
    ]);
    assert.deepEqual(sentIn(ledger, 10), [
      [4, 5],
      [3, 2],
    ]);
  });

  test("do not read more than they hold", () => {
    let read = 0;
    const rows = function* (): Generator<UnsentRow> {
      for (;;) {
        read += 1;
        const operation = new Uint8Array(maxRequestBytes / 3);
        yield {
          number: read,
          operation,
          attempts: 0,
          isDoubted: false,
          defines: null,
          uses: [],
          exemptions: null,
        };
      }
    };
    assert.equal(fitting(rows(), 9).length, 2);
    assert.equal(read, 3);
  });

  test("are all rows in order, each within the limits unless it is a single row", () => {
    const size = fc.oneof(fc.nat(100), fc.nat(maxRequestBytes));
    fc.assert(
      fc.property(
        fc.array(size, { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        (sizes, count) => {
          const batches = [...batchesOf(ledgerOf(sizes), customerId, count)];
          assert.deepEqual(
            numbers(batches).flat(),
            sizes.map((_, position) => position + 2),
          );
          for (const rows of batches) {
            assert.ok(rows.length > 0 && rows.length <= count);
            assert.ok(rows.length === 1 || bytesOf(rows) <= maxRequestBytes);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

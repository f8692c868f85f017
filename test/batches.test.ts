import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { batchesOf, fitting } from "../src/batches.ts";
import type { Ledger, UnsentRow } from "../src/ledger/ledger.ts";
import { maxRequestBytes } from "../src/options.ts";
import { createRun } from "../src/run-folder.ts";
import { encodeMutateRequest } from "../src/transport/mutate-message.ts";
import { customerId, newRow, runOf, temporaryFolder } from "./support/ledger.ts";

function ledgerOf(sizes: readonly number[]): Ledger {
  const { ledger } = createRun(temporaryFolder(), runOf());
  for (const [position, size] of sizes.entries()) {
    ledger.addRow(newRow(position + 2, { operation: new Uint8Array(size) }));
  }
  ledger.indexRows();
  ledger.commit();
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
    ledger.accept(4, null);
    assert.deepEqual(numbers(batches), [[5]]);
  });

  test("do not read more than they hold", () => {
    let read = 0;
    const rows = function* (): Generator<UnsentRow> {
      for (;;) {
        read += 1;
        const operation = new Uint8Array(maxRequestBytes / 3);
        yield {
          number: read,
          raw: "",
          operation,
          attempts: 0,
          doubted: 0,
          uses: null,
          exemptions: null,
        };
      }
    };
    assert.equal(fitting(rows()).length, 2);
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

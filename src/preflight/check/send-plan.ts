import { basicAccessOperations, jobAddSize, maxRequestBytes } from "../../api/limits.ts";
import { goesAsJob } from "../../delivery/batch-job/send.ts";
import { batchesOf, type WaitingRows } from "../../delivery/batches.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { AccountPlan, Plan } from "../../ledger/run.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";

/** Divides the rows into requests as an upload would if every row were accepted. Changes nothing. */
export function planOf(ledger: Ledger): Plan {
  const accounts = ledger.rows.customersWith("unsent").map((id) => accountPlan(ledger, id));
  const operations = accounts.reduce((sum, account) => sum + account.operations, 0);
  return {
    operations,
    requests: accounts.reduce((sum, account) => sum + account.requests, 0),
    daily_quota: basicAccessOperations,
    quota_share: Math.round((operations / basicAccessOperations) * 10_000) / 10_000,
    names_unresolved: ledger.rows.unresolvedCount(),
    accounts,
  };
}

function accountPlan(ledger: Ledger, customerId: string): AccountPlan {
  const isJob = goesAsJob(ledger, customerId);
  const sent = new RowSet();
  let operations = 0;
  let requests = 0;
  let inAdd = 0;
  let addBytes = 0;
  for (const rows of batchesOf(without(ledger, sent), customerId, ledger.run.settings.batchSize)) {
    operations += rows.length;
    for (const { number } of rows) sent.add(number);
    if (!isJob) {
      requests += 1;
      continue;
    }
    for (const { operation } of rows) {
      if (refusesPartialFailure(operation)) {
        requests += 1;
        continue;
      }
      if (inAdd === 0 || inAdd === jobAddSize || addBytes + operation.length > maxRequestBytes) {
        requests += 1;
        inAdd = 0;
        addBytes = 0;
      }
      inAdd += 1;
      addBytes += operation.length;
    }
  }
  const mode = isJob ? "batch-job" : "partial-failure";
  return { customer_id: customerId, mode, operations, requests };
}

/** The waiting rows as they would be after `sent` was sent and accepted. */
function without(ledger: Ledger, sent: RowSet): WaitingRows {
  return {
    run: ledger.run,
    rows: {
      asSent: (row) => ledger.rows.asSent(row),
      *unsent(customerId, after, limit) {
        // Continues if a whole page was sent already. Fewer rows than requested mean the end.
        let from = after;
        let given = 0;
        for (let read = limit; read === limit && given < limit;) {
          read = 0;
          for (const row of ledger.rows.unsent(customerId, from, limit)) {
            read += 1;
            from = row.number;
            if (sent.has(row.number)) continue;
            yield row;
            given += 1;
            if (given === limit) return;
          }
        }
      },
      definedBy(customerId, name) {
        const row = ledger.rows.definedBy(customerId, name);
        return row !== undefined && sent.has(row.number) ? { ...row, outcome: "accepted" } : row;
      },
    },
  };
}

/** A set of row numbers with one bit per row: 125 kB for a million rows. */
class RowSet {
  #bits = new Uint8Array(1_024);

  add(row: number): void {
    if (row >> 3 >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(this.#bits.length * 2, (row >> 3) + 1));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[row >> 3] = (this.#bits[row >> 3] ?? 0) | (1 << (row & 7));
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }
}

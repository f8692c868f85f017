import { basicAccessOperations, jobAddSize, maxRequestBytes } from "../../api/limits.ts";
import { goesAsJob } from "../../delivery/batch-job/send.ts";
import { batchesOf } from "../../delivery/batches.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import type { AccountPlan, Plan } from "../../report/summary.ts";

/**
 * The plan is made by the same rules by which an upload cuts its requests: as if each of them was
 * accepted, which is taken back at the end.
 */
export function planOf(ledger: Ledger): Plan {
  const names_unresolved = ledger.unresolvedCount();
  ledger.begin();
  const accounts = ledger.customersToSend().map((id) => accountPlan(ledger, id));
  ledger.rollback();
  const operations = accounts.reduce((sum, account) => sum + account.operations, 0);
  return {
    operations,
    requests: accounts.reduce((sum, account) => sum + account.requests, 0),
    daily_quota: basicAccessOperations,
    quota_share: Math.round((operations / basicAccessOperations) * 10_000) / 10_000,
    names_unresolved,
    accounts,
  };
}

function accountPlan(ledger: Ledger, customerId: string): AccountPlan {
  const isJob = goesAsJob(ledger, customerId);
  let operations = 0;
  let requests = 0;
  let inAdd = 0;
  let addBytes = 0;
  for (const rows of batchesOf(ledger, customerId, ledger.run.settings.batchSize)) {
    operations += rows.length;
    for (const { number } of rows) ledger.accept(number, null);
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

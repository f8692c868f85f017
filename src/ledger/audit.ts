import { outcomes } from "../outcome/outcome.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Checks at the end of a round what a run promises: every data row has exactly one outcome, the counts
 * add up to the rows of the file, no row is passed over unless sending was stopped, no call is left
 * open, and every row that is left has its reason.
 *
 * @throws Error, since a breach is a defect of rowmend and not of anything the user did. The ledger
 *   keeps all that is known.
 */
export function auditRun(ledger: Ledger, isStopped: boolean): void {
  const counts = ledger.rows.counts();
  const sum = outcomes.reduce((total, outcome) => total + counts[outcome], 0);
  const breaches: string[] = [];
  if (sum !== ledger.run.rowCount)
    breaches.push(`${sum} rows have an outcome, the file has ${ledger.run.rowCount}`);
  if (!isStopped && counts.unsent > 0) breaches.push(`${counts.unsent} rows were passed over`);
  const openRequests = ledger.journal.openCount();
  const { unexplained, stranded } = ledger.rows.audit();
  if (openRequests > 0) breaches.push(`${openRequests} calls were never settled`);
  if (unexplained > 0) breaches.push(`${unexplained} rows are left without a reason`);
  if (stranded > 0) breaches.push(`${stranded} rows are in no batch job that is still open`);
  if (breaches.length > 0)
    throw new Error(`The ledger of ${ledger.run.name} does not add up: ${breaches.join("; ")}.`);
}

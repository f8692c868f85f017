import type { Ledger } from "../../ledger/ledger.ts";
import { groupKeyOf, targetOf } from "../../operations/schema/atomic-group.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import type { RowError } from "../../outcome/outcome.ts";
import { blockedRow, invalidRow, ownRowError, waitsForRow } from "../../outcome/row-result.ts";

/** Rows looked at together. */
const PAGE = 1_000;

/**
 * Looks through the rows of an account before any of them goes into a job: notes which ones belong
 * together, and finds what could only go wrong. What two operations of one job do to the same resource
 * is up to chance (Google's guide to batch processing), so the later row does not go. A group with a row
 * that Google rejected waits until that row is corrected.
 *
 * @returns how many rows are not to be sent any more.
 */
export function planRows(ledger: Ledger, customerId: string): number {
  let held = 0;
  ledger.jobs.forgetChanges();
  const hasGroups = ledger.jobs.hasGroups(customerId);
  let after = 0;
  for (;;) {
    const rows = ledger.jobs.planned(customerId, after, PAGE);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
    ledger.transaction(() => {
      for (const { number, operation, isUnderway } of rows) {
        if (refusesPartialFailure(operation)) continue;
        const target = targetOf(operation);
        const first = target === null ? null : ledger.jobs.firstToChange(target, number);
        if (first !== null && target !== null && !isUnderway) {
          ledger.rows.record(invalidRow(number, [sameResource(first, target)]));
          held += 1;
          continue;
        }
        const key = groupKeyOf(operation);
        const before = hasGroups ? ledger.jobs.groupOf(number) : null;
        if (key !== before) ledger.jobs.setGroup(customerId, number, key);
      }
    });
  }
  ledger.jobs.forgetChanges();
  for (const { row, blocker } of ledger.jobs.brokenGroups(customerId)) {
    ledger.rows.record(blockedRow(blocker, row, brokenGroup(blocker)));
    held += 1;
  }
  return held;
}

function sameResource(first: number, name: string): RowError {
  return ownRowError("SAME_RESOURCE_TWICE", {
    message: `Row ${first} also changes ${name}, and a batch job may change it only once.`,
    advice: `Put both changes into row ${first}, or upload this row in a file of its own.`,
  });
}

function brokenGroup(blocker: number): RowError {
  return ownRowError("GROUP_INCOMPLETE", {
    message: `Google carries this row out together with row ${blocker}, which was rejected.`,
    advice: waitsForRow(blocker),
    action: "blocked",
  });
}

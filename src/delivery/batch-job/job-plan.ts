import type { Ledger } from "../../ledger/ledger.ts";
import { together } from "../../ledger/transaction.ts";
import { groupKeyOf, targetOf } from "../../operations/schema/atomic-group.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import type { RowError } from "../../outcome/outcome.ts";

/** Rows looked at together. */
const PAGE = 1_000;

/**
 * Looks through the rows of an account before any of them goes into a job: notes which ones belong
 * together, and finds what could only go wrong. What two operations of one job do to the same resource
 * is up to chance (Google's guide to batch processing), so the later row does not go. A group with a row
 * that Google rejected waits until that row is mended.
 *
 * @returns how many rows are not to be sent any more.
 */
export function planRows(ledger: Ledger, customerId: string): number {
  let held = 0;
  ledger.jobs.clearClaims();
  const hasGroups = ledger.jobs.hasGroups(customerId);
  let after = 0;
  for (;;) {
    const rows = ledger.jobs.planned(customerId, after, PAGE);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
    together(ledger, () => {
      for (const { number, operation, isUnderway } of rows) {
        if (refusesPartialFailure(operation)) continue;
        const target = targetOf(operation);
        const first = target === null ? null : ledger.jobs.claim(target, number);
        if (first !== null && target !== null && !isUnderway) {
          settle(ledger, number, "invalid", null, sameResource(first, target));
          held += 1;
          continue;
        }
        const key = groupKeyOf(operation);
        const before = hasGroups ? ledger.jobs.groupOf(number) : null;
        if (key !== before) ledger.jobs.setGroup(customerId, number, key);
      }
    });
  }
  ledger.jobs.clearClaims();
  for (const { row, blocker } of ledger.jobs.brokenGroups(customerId)) {
    settle(ledger, row, "blocked", blocker, brokenGroup(blocker));
    held += 1;
  }
  return held;
}

function settle(
  ledger: Ledger,
  row: number,
  outcome: "invalid" | "blocked",
  blockedBy: number | null,
  error: RowError,
): void {
  ledger.settle({ row, outcome, resourceName: null, blockedBy, errors: [error] });
}

function sameResource(first: number, name: string): RowError {
  return {
    code: "LocalError.SAME_RESOURCE_TWICE",
    message: `Row ${first} changes ${name} too, and a batch job may change it only once.`,
    advice: `Put both changes into row ${first}, or upload this row in a file of its own.`,
    action: "fix",
    column: null,
    fieldPath: "",
    details: null,
  };
}

function brokenGroup(blocker: number): RowError {
  return {
    code: "LocalError.GROUP_INCOMPLETE",
    message: `Google carries this row out together with row ${blocker}, which was refused.`,
    advice: `Mend row ${blocker}; this row goes again by itself.`,
    action: "blocked",
    column: null,
    fieldPath: "",
    details: null,
  };
}

import type { Ledger, LedgerRow } from "../ledger/ledger.ts";

/**
 * Lets go what only had to wait: deferred rows, and rows blocked by one that is on its way again or was
 * accepted. A row that Google blocked without saying by which goes with any edit.
 */
export function releaseRows(ledger: Ledger, isAnyEdited: boolean): readonly number[] {
  const released = [...ledger.rows("deferred")].map((row) => row.number);
  for (const number of released) ledger.release(number);
  // A released row may free others that it blocked, in turn.
  for (;;) {
    const freed = [...ledger.rows("blocked")].filter((row) => isFree(row, ledger, isAnyEdited));
    if (freed.length === 0) return released.toSorted((a, b) => a - b);
    for (const row of freed) ledger.release(row.number);
    released.push(...freed.map((row) => row.number));
  }
}

function isFree(row: LedgerRow, ledger: Ledger, isAnyEdited: boolean): boolean {
  if (row.blockedBy === null) return isAnyEdited;
  const blocker = ledger.row(row.blockedBy)?.outcome;
  return blocker === "accepted" || blocker === "unsent";
}

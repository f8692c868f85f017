import type { Ledger } from "../ledger/ledger.ts";
import { formatRowNumbers } from "../ledger/row-numbers.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import { RunError } from "../messages/run-error.ts";
import { droppedRow } from "../outcome/row-result.ts";
import { block, needsOf } from "./relatives.ts";

/** What giving up rows came to. */
export interface Drop {
  readonly dropped: readonly number[];
  /** Those of them that were in doubt: they may be in the account. */
  readonly inDoubt: readonly number[];
  /** Rows that were only refused together with one of them, and wait again. */
  readonly freed: readonly number[];
  /** Rows that need what a dropped row was to create. */
  readonly orphaned: readonly number[];
}

/**
 * Ends rows that their owner gives up. Nothing is sent or taken back. Rows that were only refused together
 * with one of them wait again; those that need what it was to create stay blocked, and say so.
 * @throws RunError if the run does not have one of the rows, it was accepted, or Google works on it; none is
 *   dropped then.
 */
export function dropRows(ledger: Ledger, numbers: readonly number[]): Drop {
  const rows = numbers
    .map((number) => droppable(ledger, number))
    .filter(({ outcome }) => outcome !== "dropped");
  const dropped = new Set(rows.map(({ number }) => number));
  return ledger.transaction(() => {
    for (const { number, resourceName } of rows)
      ledger.rows.record(droppedRow(number, resourceName));
    const orphaned: number[] = [];
    const freed: number[] = [];
    const blocked = [...ledger.rows.all("blocked")];
    for (const row of blocked) {
      if (row.blockedBy === null || !dropped.has(row.blockedBy)) continue;
      if (isOrphan(ledger, row)) orphaned.push(row.number);
      else freed.push(row.number);
    }
    ledger.rows.release(freed);
    return {
      dropped: [...dropped],
      inDoubt: rows.flatMap(({ number, outcome }) => (outcome === "in_doubt" ? [number] : [])),
      freed,
      orphaned,
    };
  });
}

/** Rows that wait, in the end, for nothing but a dropped row: they can only be dropped too, or get another parent. */
export function orphansOf(ledger: Ledger): readonly number[] {
  const { dropped, blocked } = ledger.rows.counts();
  if (dropped === 0 || blocked === 0) return [];
  const orphans = new Set<number>();
  const rows = [...ledger.rows.all("blocked")];
  for (let before = -1; before < orphans.size;) {
    before = orphans.size;
    for (const { number, blockedBy } of rows) {
      if (blockedBy === null) continue;
      if (orphans.has(blockedBy) || ledger.rows.find(blockedBy)?.outcome === "dropped")
        orphans.add(number);
    }
  }
  return [...orphans].toSorted((a, b) => a - b);
}

/** Blocks a row anew, with the reason as it is now, if it needs what a dropped row was to create. */
function isOrphan(ledger: Ledger, { number, customerId }: LedgerRow): boolean {
  const sent = ledger.rows.asSent(number);
  if (sent === undefined || customerId === null) return false;
  const need = needsOf(ledger, customerId, sent).find(
    ({ parent }) => parent?.outcome === "dropped",
  );
  if (need?.parent === undefined) return false;
  block(ledger, number, need.parent.number, need.name);
  return true;
}

function droppable(ledger: Ledger, number: number): LedgerRow {
  const row = ledger.rows.find(number);
  const { name } = ledger.run;
  if (row === undefined) {
    throw new RunError(`The run ${name} has no row ${number}.`, {
      wayOut: `Rows that can be dropped: ${droppableNumbers(ledger)}.`,
    });
  }
  if (row.outcome === "accepted") {
    throw new RunError(`Row ${number} was accepted, so it cannot be dropped.`, {
      wayOut: `Its change is in the account. Rows that can be dropped: ${droppableNumbers(ledger)}.`,
    });
  }
  if (row.isUnderway) {
    throw new RunError(`Row ${number} is in a batch job at Google, so it cannot be dropped yet.`, {
      wayOut: "Read its result first: rowmend resume <run>",
    });
  }
  return row;
}

function droppableNumbers(ledger: Ledger): string {
  const open = ledger.rows.all("rejected", "invalid", "blocked", "deferred", "in_doubt", "unsent");
  const numbers = Array.from(open)
    .filter(({ isUnderway }) => !isUnderway)
    .map(({ number }) => number);
  return numbers.length === 0 ? "none" : formatRowNumbers(numbers).replaceAll(" ", ",");
}

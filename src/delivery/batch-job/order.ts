import type { Job } from "../../ledger/jobs.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import { isWaiting, parentsOf } from "../relatives.ts";

/** Rows read at once. */
const PAGE = 1_000;

/**
 * The rows of an account in the order in which they go into a job: that of the file, but for rows that
 * belong together, which come side by side, and for rows that refer to one further down by a temporary
 * name, which come after it. Each yield is a row, or such a group of rows as a whole.
 *
 * Only numbers of rows that have to wait for their turn are kept in memory. `job` is the one that is
 * filled already: a group of which some rows are in it comes first.
 */
export function* inSendOrder(
  ledger: Ledger,
  customerId: string,
  job: Job | null,
): Generator<readonly UnsentRow[]> {
  /** Rows behind `at` that came before their turn, with their group. */
  const early = new Set<number>();
  /** Rows up to `at` whose turn it was, and that wait for another one. */
  const held = new Set<number>();
  /** By the row that is waited for. */
  const waiting = new Map<number, (readonly number[])[]>();
  const hasGroups = ledger.jobs.hasGroups(customerId);
  let at = 0;

  const missingFor = (rows: readonly UnsentRow[]): number | null => {
    const own = new Set(rows.map((row) => row.number));
    for (const parent of rows.flatMap((row) => parentsOf(ledger, customerId, row))) {
      if (!isWaiting(parent)) continue;
      const { number } = parent;
      if (own.has(number) || early.has(number)) continue;
      if (number > at || held.has(number)) return number;
    }
    return null;
  };
  function* place(first: readonly UnsentRow[]): Generator<readonly UnsentRow[]> {
    const ready: (readonly UnsentRow[])[] = [first];
    for (let rows = ready.shift(); rows !== undefined; rows = ready.shift()) {
      const missing = missingFor(rows);
      const numbers = rows.map((row) => row.number);
      for (const number of numbers) {
        if (missing !== null) held.add(number);
        else held.delete(number);
        if (number > at) early.add(number);
      }
      if (missing !== null) {
        for (const number of numbers) early.delete(number);
        waiting.set(missing, [...(waiting.get(missing) ?? []), numbers]);
        continue;
      }
      yield rows;
      for (const number of numbers) {
        const freed = waiting.get(number) ?? [];
        waiting.delete(number);
        ready.push(...freed.map((some) => rowsNumbered(ledger, some)));
      }
    }
  }

  for (const key of job === null ? [] : ledger.jobs.splitGroups(job)) {
    const rows = waitingRows(ledger, customerId, key);
    for (const row of rows) early.add(row.number);
    yield rows;
  }
  for (;;) {
    const page = [...ledger.rows.unsent(customerId, at, PAGE)];
    if (page.length === 0) break;
    for (const row of page) {
      at = row.number;
      if (early.delete(row.number) || held.has(row.number)) continue;
      if (refusesPartialFailure(row.operation)) continue;
      const key = hasGroups ? ledger.jobs.groupOf(row.number) : null;
      if (key === null && row.uses.length === 0 && waiting.size === 0) yield [row];
      else yield* place(key === null ? [row] : waitingRows(ledger, customerId, key));
    }
  }
  // They wait for each other, or for what does not go into the job: Google says what is wrong.
  for (const rows of [...waiting.values()].flat()) yield rowsNumbered(ledger, rows);
}

function waitingRows(ledger: Ledger, customerId: string, key: string): readonly UnsentRow[] {
  const group = ledger.jobs.group(customerId, key);
  return rowsNumbered(
    ledger,
    group.map((row) => row.number),
  );
}

function rowsNumbered(ledger: Ledger, numbers: readonly number[]): readonly UnsentRow[] {
  return numbers.flatMap((number) => ledger.jobs.waitingRow(number) ?? []);
}

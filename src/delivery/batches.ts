import { maxRequestBytes } from "../api/limits.ts";
import type { LedgerRow, RowLedger, UnsentRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import { groupKeyOf } from "../operations/schema/atomic-group.ts";
import { isRemoval } from "../operations/schema/encoded-operation.ts";
import { refusesPartialFailure } from "../operations/schema/entity.ts";
import { isWaiting, parentsFirst, parentsOf } from "./relatives.ts";

/** What batches are cut from. */
export interface WaitingRows {
  readonly run: Pick<Run, "settings">;
  readonly rows: Pick<RowLedger, "unsent" | "asSent" | "definedBy">;
}

/** What the request's own fields may take besides the operations. */
const ENVELOPE_BYTES = 256;

/** Tag and length in front of each operation. */
const OPERATION_OVERHEAD = 6;

/**
 * The rows of an account that wait to be sent, in their order, cut into batches by count and by encoded
 * size. Each batch is read from the ledger when it is asked for.
 *
 * A row whose parent waits too is held back until that one was sent, so that a refused parent costs
 * nothing but itself. Only what Google applies as a whole, such as an asset group with its first assets,
 * travels together, once all else that it may need was sent.
 *
 * A removal keeps its place: what stands above it is sent and settled first, in other requests, and
 * what stands below it follows later. Only rows that are needed above it come from below.
 *
 * Where nothing is made that a child could refer to, and nothing is removed (`validate_only`), all travel
 * together as far as a request holds them.
 */
export function* batchesOf(
  ledger: WaitingRows,
  customerId: string,
  size: number,
): Generator<readonly UnsentRow[]> {
  const isPlayed = ledger.run.settings.validateOnly;
  let goes: Goes = isPlayed ? "all" : "free";
  for (;;) {
    const pass: Pass = { after: 0, held: 0, sent: 0, isOver: false, awaited: new Set() };
    while (!pass.isOver) {
      const rows = fitting(waiting(ledger, customerId, pass, goes, !isPlayed), size, !isPlayed);
      const last = rows.at(-1);
      if (last === undefined) break;
      pass.after = last.number;
      pass.sent += rows.length;
      yield parentsFirst(rows);
    }
    if (pass.held === 0) return;
    // Rows that wait for each other, or for themselves, wait in vain: Google says so better than we can.
    goes = pass.sent > 0 ? "free" : goes === "free" ? "whole" : "all";
  }
}

/**
 * Which rows may go in a pass: those that need no row that waits; after them what has to travel as a
 * whole too; at last all.
 */
type Goes = "free" | "whole" | "all";

/** One way through the rows that wait. */
interface Pass {
  after: number;
  /** Rows that are held back, and removals that wait for them. */
  held: number;
  sent: number;
  isOver: boolean;
  /** Rows further down that rows held back need. */
  readonly awaited: Set<number>;
}

/** Rows read from the ledger at a time. */
const PAGE = 1_000;

/**
 * The rows after `pass.after` that may go now. Those that are held back are counted, and the end is noted.
 * @param inOrder whether removals keep their place.
 */
function* waiting(
  ledger: WaitingRows,
  customerId: string,
  pass: Pass,
  goes: Goes,
  inOrder: boolean,
): Generator<UnsentRow> {
  let { after } = pass;
  let given = pass.sent;
  let lastKey: string | null = null;
  for (;;) {
    let count = 0;
    for (const row of ledger.rows.unsent(customerId, after, PAGE)) {
      count += 1;
      after = row.number;
      const key = inOrder && isRemoval(row.operation) ? groupKeyOf(row.operation) : undefined;
      const isBehind = pass.held > 0 || (goes !== "free" && given > 0);
      // What is applied as a whole has no order within.
      if (key !== undefined && isBehind && (key === null || key !== lastKey)) {
        pass.held += 1;
        pass.isOver = true;
        yield* neededAbove(ledger, customerId, pass, row.number);
        return;
      }
      const parents = goes === "all" ? [] : heldBackBy(ledger, customerId, row, goes);
      if (parents === null || parents.length > 0) {
        pass.held += 1;
        for (const { number } of parents ?? []) if (number > row.number) pass.awaited.add(number);
        if (key === undefined) continue;
        pass.isOver = true;
        return;
      }
      given += 1;
      lastKey = goes === "free" ? null : groupKeyOf(row.operation);
      yield row;
    }
    if (count < PAGE) {
      pass.isOver = true;
      return;
    }
  }
}

/** The rows below a removal that rows above it wait for: they stand with those. */
function* neededAbove(
  ledger: WaitingRows,
  customerId: string,
  { awaited }: Pass,
  removal: number,
): Generator<UnsentRow> {
  // Grows while it is read: what is needed may need others in turn.
  for (const number of awaited) {
    const row = number > removal ? ledger.rows.asSent(number) : undefined;
    if (row === undefined) continue;
    const parents = heldBackBy(ledger, customerId, row, "free");
    for (const parent of parents ?? []) awaited.add(parent.number);
    if (parents?.length === 0) yield row;
  }
}

/** The rows that hold this one back, none if it may go; null if it is held back for others that may go first. */
function heldBackBy(
  ledger: WaitingRows,
  customerId: string,
  row: UnsentRow,
  goes: Goes,
): readonly LedgerRow[] | null {
  if (row.uses.length === 0 && row.defines === null) return [];
  const whole = groupKeyOf(row.operation);
  if (whole !== null && goes === "free") return null;
  return parentsOf(ledger, customerId, row).filter((parent) => {
    if (parent.number === row.number || !isWaiting(parent)) return false;
    const sent = whole === null ? undefined : ledger.rows.asSent(parent.number);
    return sent === undefined || whole !== groupKeyOf(sent.operation);
  });
}

/**
 * As many rows as fit into one request, `size` at most and at least one. Not many more are read than
 * that. An operation that cannot go with partial failure goes alone, so that it decides about no row but
 * its own.
 * @param inOrder whether removals go without other rows.
 */
export function fitting(
  rows: Iterable<UnsentRow>,
  size: number,
  inOrder = true,
): readonly UnsentRow[] {
  const batch: UnsentRow[] = [];
  let bytes = ENVELOPE_BYTES;
  /** What a batch with removals and others is. */
  let whole: string | null = null;
  for (const row of rows) {
    const isAlone = refusesPartialFailure(row.operation);
    if (batch.length > 0 && isAlone) break;
    const isRemoving = isRemoval(row.operation);
    const [first] = batch;
    if (
      inOrder &&
      first !== undefined &&
      (whole !== null || isRemoving !== isRemoval(first.operation))
    ) {
      // Removals go without other rows, but within what is applied as a whole.
      const key = groupKeyOf(row.operation);
      if (key === null || key !== (whole ?? keyOfAll(batch))) break;
      whole = key;
    }
    bytes += row.operation.length + OPERATION_OVERHEAD;
    if (batch.length > 0 && bytes > maxRequestBytes) break;
    batch.push(row);
    if (isAlone || batch.length === size) break;
  }
  return batch;
}

/** The key of the whole that all these rows are part of; null if they are not. */
function keyOfAll(rows: readonly UnsentRow[]): string | null {
  const keys = new Set(rows.map(({ operation }) => groupKeyOf(operation)));
  const [key = null] = keys;
  return keys.size === 1 ? key : null;
}

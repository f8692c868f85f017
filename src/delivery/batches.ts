import { maxRequestBytes } from "../api/limits.ts";
import type { RowLedger, UnsentRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import { groupKeyOf } from "../operations/schema/atomic-group.ts";
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
 * travels together, once all else that it may need was sent. Where nothing is made that a child could
 * refer to (`validate_only`), all travel together as far as a request holds them.
 */
export function* batchesOf(
  ledger: WaitingRows,
  customerId: string,
  size: number,
): Generator<readonly UnsentRow[]> {
  let goes: Goes = ledger.run.settings.validateOnly ? "all" : "free";
  for (;;) {
    const pass = { after: 0, held: 0, sent: 0, isOver: false };
    while (!pass.isOver) {
      const rows = fitting(waiting(ledger, customerId, pass, goes), size);
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

/** Rows read from the ledger at a time. */
const PAGE = 1_000;

/** The rows after `pass.after` that may go now. Those that are held back are counted, and the end is noted. */
function* waiting(
  ledger: WaitingRows,
  customerId: string,
  pass: { readonly after: number; held: number; isOver: boolean },
  goes: Goes,
): Generator<UnsentRow> {
  let { after } = pass;
  for (;;) {
    let count = 0;
    for (const row of ledger.rows.unsent(customerId, after, PAGE)) {
      count += 1;
      after = row.number;
      if (goes !== "all" && isHeldBack(ledger, customerId, row, goes)) pass.held += 1;
      else yield row;
    }
    if (count < PAGE) {
      pass.isOver = true;
      return;
    }
  }
}

function isHeldBack(ledger: WaitingRows, customerId: string, row: UnsentRow, goes: Goes): boolean {
  if (row.uses.length === 0 && row.defines === null) return false;
  const whole = groupKeyOf(row.operation);
  if (whole !== null && goes === "free") return true;
  return parentsOf(ledger, customerId, row).some((parent) => {
    if (parent.number === row.number || !isWaiting(parent)) return false;
    const sent = whole === null ? undefined : ledger.rows.asSent(parent.number);
    return sent === undefined || whole !== groupKeyOf(sent.operation);
  });
}

/**
 * As many rows as fit into one request, `size` at most and at least one. Not many more are read than
 * that. An operation that cannot go with partial failure goes alone, so that it decides about no row but
 * its own.
 */
export function fitting(rows: Iterable<UnsentRow>, size: number): readonly UnsentRow[] {
  const batch: UnsentRow[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const row of rows) {
    const isAlone = refusesPartialFailure(row.operation);
    if (batch.length > 0 && isAlone) break;
    bytes += row.operation.length + OPERATION_OVERHEAD;
    if (batch.length > 0 && bytes > maxRequestBytes) break;
    batch.push(row);
    if (isAlone || batch.length === size) break;
  }
  return batch;
}

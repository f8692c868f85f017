import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow, UnsentRow } from "../ledger/rows.ts";
import type { Builder } from "../operations/build.ts";
import type { RowKinds } from "../operations/subject-kinds.ts";
import { isRemoval, readOperation } from "../operations/schema/encoded-operation.ts";
import type { RowError } from "../outcome/outcome.ts";
import { blockedRow, ownRowError } from "../outcome/row-result.ts";

/** A row that was not carried out, as far as the removals below it depend on it. */
interface Undone {
  readonly row: LedgerRow;
  readonly kinds: RowKinds;
}

/** Withholds removals that would take away what has no replacement yet. */
export interface RemovalGuard {
  /** Blocks those of the rows that may not go; the answer holds the others. */
  allowed(rows: readonly UnsentRow[]): readonly UnsentRow[];
}

/**
 * What stands above a removal may be its replacement: a new budget, the campaign that is to use it, and
 * then the removal of the old one. So a removal waits for a row above it that is not settled, and for
 * one that was not accepted and is about the same kind of resource. Other removals do not count: they
 * replace nothing.
 *
 * The rows are read once, when the first removal asks; a guard is for one request or one batch job.
 */
export function removalGuard(ledger: Ledger, builder: Builder, customerId: string): RemovalGuard {
  let undone: readonly Undone[] | null = null;
  const blockerOf = (removal: UnsentRow): LedgerRow | undefined => {
    undone ??= [...undoneRows(ledger, builder, customerId)];
    const { entity } = readOperation(removal.operation);
    return undone.find(
      ({ row, kinds }) =>
        row.number < removal.number && (isUnsettled(row) || kinds.has(entity.name)),
    )?.row;
  };
  return {
    allowed: (rows) =>
      rows.filter((row) => {
        const blocker = isRemoval(row.operation) ? blockerOf(row) : undefined;
        if (blocker === undefined) return true;
        ledger.rows.record(blockedRow(blocker.number, row.number, waitError(blocker)));
        return false;
      }),
  };
}

function* undoneRows(ledger: Ledger, builder: Builder, customerId: string): Generator<Undone> {
  for (const row of ledger.rows.all("rejected", "invalid", "blocked", "deferred", "in_doubt")) {
    if (row.customerId !== null && row.customerId !== customerId) continue;
    const kinds = builder.kindsOf(ledger.rows.cellsOf(row.number));
    if (kinds !== null) yield { row, kinds };
  }
}

function isUnsettled({ outcome }: LedgerRow): boolean {
  return outcome === "deferred" || outcome === "in_doubt";
}

function waitError(blocker: LedgerRow): RowError {
  const { number } = blocker;
  return ownRowError("REMOVAL_WAITS", {
    message: isUnsettled(blocker)
      ? `Row ${number} stands above this removal, and its outcome is still open.`
      : `Row ${number} stands above this removal, is about the same kind of resource, and was not accepted.`,
    advice: isUnsettled(blocker)
      ? `Settle row ${number} first; this row will then be sent automatically.`
      : `Correct row ${number}, or drop it; this row will then be sent automatically.`,
    action: "blocked",
  });
}

/** Whether a blocked row is a removal that only waits for the rows above it. */
export function isWithheldRemoval(ledger: Ledger, row: number): boolean {
  return ledger.rows.errorsOf(row).some(({ code }) => code === "LocalError.REMOVAL_WAITS");
}

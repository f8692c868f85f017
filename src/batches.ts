import type { Ledger, UnsentRow } from "./ledger/ledger.ts";
import { refusesPartialFailure } from "./operations/schema.ts";
import { maxRequestBytes } from "./options.ts";

/** What the request's own fields may take besides the operations. */
const ENVELOPE_BYTES = 256;
/** Tag and length in front of each operation. */
const OPERATION_OVERHEAD = 6;

/**
 * The rows of an account that wait to be sent, in their order, cut into batches by count and by encoded
 * size. Each batch is read from the ledger when it is asked for.
 */
export function* batchesOf(
  ledger: Ledger,
  customerId: string,
  size: number,
): Generator<readonly UnsentRow[]> {
  let after = 0;
  for (;;) {
    const rows = fitting(ledger.unsent(customerId, after, size));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.number;
    yield rows;
  }
}

/**
 * As many rows as fit into one request, at least one. Not many more are read than that. An operation
 * that cannot go with partial failure goes alone, so that it decides about no row but its own.
 */
export function fitting(rows: Iterable<UnsentRow>): readonly UnsentRow[] {
  const batch: UnsentRow[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const row of rows) {
    const isAlone = refusesPartialFailure(row.operation);
    if (batch.length > 0 && isAlone) break;
    bytes += row.operation.length + OPERATION_OVERHEAD;
    if (batch.length > 0 && bytes > maxRequestBytes) break;
    batch.push(row);
    if (isAlone) break;
  }
  return batch;
}

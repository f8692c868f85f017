import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import type { RowError } from "../outcome/outcome.ts";

/** A report about rows that are left. Several are written in one pass over the ledger. */
export interface RowReport {
  /** What stands above the rows; empty if the report has none. */
  readonly head: string;
  /** The lines of a row; empty if the report is not about it. Rows are asked for in their order. */
  linesOf(row: LedgerRow, errors: readonly RowError[]): string;
}

/** Hands on the text of each report, with every row that is neither accepted nor dropped. */
export function readRows(
  ledger: Ledger,
  reports: readonly { readonly report: RowReport; readonly take: (text: string) => void }[],
): void {
  for (const { report, take } of reports) take(report.head);
  for (const { row, errors } of ledger.rows.explained(...LEFT))
    for (const { report, take } of reports) take(report.linesOf(row, errors));
}

const LEFT = ["rejected", "invalid", "blocked", "deferred", "in_doubt", "unsent"] as const;

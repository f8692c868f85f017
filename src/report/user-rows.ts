import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import { exemptionsFrom } from "../outcome/exemption.ts";
import type { Outcome, RowError } from "../outcome/outcome.ts";
import { parseRecord } from "../sheet/csv/records.ts";
import { formatRecord, safeText } from "../sheet/csv/write.ts";

/** What has to be known of rows before the first of them is written. */
export interface Survey {
  /** Cells of the shortest row and of the longest one; the first is infinite if there are no rows. */
  readonly fewest: number;
  readonly most: number;
  /** Whether an exemption alone can fix a row. */
  readonly canExempt: boolean;
}

/** Reads the rows with these outcomes once, and keeps none. */
export function surveyOf(ledger: Ledger, only: readonly Outcome[]): Survey {
  const { dialect } = ledger.run;
  let fewest = Infinity;
  let most = 0;
  let canExempt = false;
  for (const { row, errors } of ledger.rows.explained(...only)) {
    const cells = parseRecord(row.raw, dialect).length;
    fewest = Math.min(fewest, cells);
    most = Math.max(most, cells);
    canExempt ||= row.outcome === "rejected" && exemptionsFrom(errors) !== null;
  }
  return { fewest, most, canExempt };
}

/**
 * Lines in the user's dialect: the user's rows byte for byte, followed by our columns. Short rows are padded
 * so that our columns line up with their headers. Empty if there are no rows.
 * @param survey of the same rows.
 */
export function* userRows(
  ledger: Ledger,
  only: readonly Outcome[],
  { fewest, most }: Survey,
  columns: readonly string[],
  cellsOf: (row: LedgerRow, errors: readonly RowError[]) => readonly string[],
): Generator<string> {
  if (most === 0) return;
  const { run } = ledger;
  const { dialect } = run;
  const width = Math.max(most, run.headers.length);
  const ours = (raw: string, cells: number, added: readonly string[]): string =>
    raw + dialect.delimiter.repeat(width - cells + 1) + formatRecord(added, dialect) + dialect.eol;

  yield ours(run.headerRaw, run.headers.length, columns);
  for (const { row, errors } of ledger.rows.explained(...only)) {
    const cells = fewest === most ? most : parseRecord(row.raw, dialect).length;
    yield ours(row.raw, cells, cellsOf(row, errors).map(safeText));
  }
}

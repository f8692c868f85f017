import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import { exemptionsFrom } from "../outcome/exemption.ts";
import type { Outcome, RowError } from "../outcome/outcome.ts";
import { parseRecord } from "../sheet/csv/records.ts";
import { formatRecord, safeText } from "../sheet/csv/write.ts";
import type { RowReport } from "./row-report.ts";

/** The numbers of cells of some rows. */
export interface Extent {
  /** Of the shortest row; infinite if there are no rows. */
  readonly fewest: number;
  /** Of the longest row; 0 if there are no rows. */
  readonly most: number;
}

/** What has to be known of the rows that the user gets back before the first of them is written. */
export interface Survey {
  readonly toCorrect: Extent;
  readonly inDoubt: Extent;
  /** Whether an exemption alone can fix a row. */
  readonly canExempt: boolean;
}

/** Reads the rows that the user gets back once, and keeps none. */
export function surveyOf(ledger: Ledger): Survey {
  const { dialect } = ledger.run;
  const toCorrect = { fewest: Infinity, most: 0 };
  const inDoubt = { fewest: Infinity, most: 0 };
  let canExempt = false;
  for (const { row, errors } of ledger.rows.explained("rejected", "invalid", "in_doubt")) {
    const cells = parseRecord(row.raw, dialect).length;
    const extent = row.outcome === "in_doubt" ? inDoubt : toCorrect;
    extent.fewest = Math.min(extent.fewest, cells);
    extent.most = Math.max(extent.most, cells);
    canExempt ||= row.outcome === "rejected" && exemptionsFrom(errors) !== null;
  }
  return { toCorrect, inDoubt, canExempt };
}

/**
 * Lines in the user's dialect: the user's rows byte for byte, followed by our columns. Short rows are padded
 * so that our columns line up with their headers. Empty if there are no rows.
 * @param extent that of the rows with these outcomes.
 */
export function userRows(
  { dialect, headers, headerRaw }: Run,
  only: readonly Outcome[],
  { fewest, most }: Extent,
  columns: readonly string[],
  cellsOf: (row: LedgerRow, errors: readonly RowError[]) => readonly string[],
): RowReport {
  const width = Math.max(most, headers.length);
  const ours = (raw: string, cells: number, added: readonly string[]): string =>
    raw + dialect.delimiter.repeat(width - cells + 1) + formatRecord(added, dialect) + dialect.eol;
  return {
    head: most === 0 ? "" : ours(headerRaw, headers.length, columns),
    linesOf(row, errors) {
      if (!only.includes(row.outcome)) return "";
      const cells = fewest === most ? most : parseRecord(row.raw, dialect).length;
      return ours(row.raw, cells, cellsOf(row, errors).map(safeText));
    },
  };
}

import { controlColumns, exemptColumn } from "../intake/corrections/control-columns.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import { withCommands } from "../messages/command.ts";
import { exemptionsFrom } from "../outcome/exemption.ts";
import type { Outcome, RowError } from "../outcome/outcome.ts";
import { parseRecord } from "../sheet/csv/records.ts";
import { formatRecord, safeText } from "../sheet/csv/write.ts";
import { errorTextsOf } from "./error-text.ts";

/**
 * `corrections.csv`: the rows to edit, with the user's columns unchanged, followed by ours. Empty if no row
 * needs an edit.
 */
export function corrections(ledger: Ledger, folder: string): Iterable<string> {
  const canExempt = [...ledger.rows.explained("rejected")].some(
    ({ errors }) => exemptionsFrom(errors) !== null,
  );
  const texts = errorTextsOf(ledger.run);
  const columns = canExempt ? [...controlColumns, exemptColumn] : controlColumns;
  return userRows(ledger, ["rejected", "invalid"], columns, (row, errors) => [
    ledger.run.name,
    String(row.number),
    row.outcome,
    errors
      .map((error) => withCommands(texts.textOf(error, row), { folder, row: row.number }))
      .join(" | "),
    ...(canExempt ? [""] : []),
  ]);
}

/**
 * Lines in the user's dialect: the user's rows byte for byte, followed by our columns. Short rows are padded
 * so that our columns line up with their headers.
 */
export function* userRows(
  ledger: Ledger,
  only: readonly Outcome[],
  columns: readonly string[],
  cellsOf: (row: LedgerRow, errors: readonly RowError[]) => readonly string[],
): Generator<string> {
  const { run } = ledger;
  const { dialect } = run;
  let width = 0;
  for (const row of ledger.rows.all(...only))
    width = Math.max(width, parseRecord(row.raw, dialect).length);
  if (width === 0) return;
  width = Math.max(width, run.headers.length);
  const ours = (raw: string, cells: number, added: readonly string[]): string =>
    raw + dialect.delimiter.repeat(width - cells + 1) + formatRecord(added, dialect) + dialect.eol;

  yield ours(run.headerRaw, run.headers.length, columns);
  for (const { row, errors } of ledger.rows.explained(...only)) {
    const cells = parseRecord(row.raw, dialect).length;
    yield ours(row.raw, cells, cellsOf(row, errors).map(safeText));
  }
}

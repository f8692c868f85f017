import { controlColumns, exemptColumn } from "../intake/corrections/control-columns.ts";
import type { Run } from "../ledger/run.ts";
import { withCommands } from "../messages/command.ts";
import { errorTextsOf } from "./error-text.ts";
import type { RowReport } from "./row-report.ts";
import { type Survey, userRows } from "./user-rows.ts";

/**
 * `corrections.csv`: the rows to edit, with the user's columns unchanged, followed by ours. Empty if no row
 * needs an edit.
 */
export function corrections(run: Run, folder: string, { toCorrect, canExempt }: Survey): RowReport {
  const texts = errorTextsOf(run);
  const columns = canExempt ? [...controlColumns, exemptColumn] : controlColumns;
  return userRows(run, ["rejected", "invalid"], toCorrect, columns, (row, errors) => [
    run.name,
    String(row.number),
    row.outcome,
    errors
      .map((error) => withCommands(texts.textOf(error, row), { folder, row: row.number }))
      .join(" | "),
    ...(canExempt ? [""] : []),
  ]);
}

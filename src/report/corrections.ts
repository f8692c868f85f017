import { controlColumns, exemptColumn } from "../intake/corrections/control-columns.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { withCommands } from "../messages/command.ts";
import { errorTextsOf } from "./error-text.ts";
import { surveyOf, userRows } from "./user-rows.ts";

const TO_CORRECT = ["rejected", "invalid"] as const;

/**
 * `corrections.csv`: the rows to edit, with the user's columns unchanged, followed by ours. Empty if no row
 * needs an edit.
 */
export function* corrections(ledger: Ledger, folder: string): Generator<string> {
  const { name } = ledger.run;
  const texts = errorTextsOf(ledger.run);
  const survey = surveyOf(ledger, TO_CORRECT);
  const { canExempt } = survey;
  const columns = canExempt ? [...controlColumns, exemptColumn] : controlColumns;
  yield* userRows(ledger, TO_CORRECT, survey, columns, (row, errors) => [
    name,
    String(row.number),
    row.outcome,
    errors
      .map((error) => withCommands(texts.textOf(error, row), { folder, row: row.number }))
      .join(" | "),
    ...(canExempt ? [""] : []),
  ]);
}

import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import { withCommands } from "../messages/command.ts";
import type { RowError } from "../outcome/outcome.ts";
import { parseRecord } from "../sheet/csv/records.ts";
import { formatRecords, reportDialect, safeText } from "../sheet/csv/write.ts";

/** The columns of `errors.csv`. */
export const errorColumns = [
  "row",
  "line",
  "column",
  "value",
  "code",
  "message",
  "advice",
  "action",
  "field_path",
  "outcome",
  "blocked_by",
  "attempt",
  "request_id",
] as const;

/** `errors.csv`: one line for each error of each row that is not accepted. */
export function* errors(ledger: Ledger, folder: string): Generator<string> {
  const { headers, dialect } = ledger.run;
  yield line(errorColumns);
  for (const error of ledger.journal.unplacedErrors())
    yield line(errorCells(error, folder, null, "", ""));
  for (const { row, errors: found } of ledger.rows.explained(
    "rejected",
    "invalid",
    "blocked",
    "deferred",
    "in_doubt",
    "unsent",
  )) {
    if (found.length === 0) continue;
    const cells = parseRecord(row.raw, dialect);
    for (const error of found) {
      const column = error.column === null ? "" : (headers[error.column] ?? "");
      const value = error.column === null ? "" : (cells[error.column] ?? "");
      yield line(errorCells(error, folder, row, column, value));
    }
  }
}

function line(cells: readonly string[]): string {
  return formatRecords([cells], reportDialect);
}

function errorCells(
  error: RowError,
  folder: string,
  row: LedgerRow | null,
  column: string,
  value: string,
): readonly string[] {
  return [
    row === null ? "" : String(row.number),
    row === null || row.line === 0 ? "" : String(row.line),
    // The user's own text, so it is not escaped.
    column,
    value,
    safeText(error.code),
    safeText(error.message),
    safeText(withCommands(error.advice, { folder, row: row?.number ?? null })),
    error.action,
    safeText(error.fieldPath),
    row?.outcome ?? "",
    row?.blockedBy == null ? "" : String(row.blockedBy),
    row === null ? "" : String(row.attempts),
    safeText(row?.requestId ?? ""),
  ];
}

import type { Ledger } from "../ledger/ledger.ts";
import { withCommands } from "../messages/command.ts";
import type { RowError } from "../outcome/outcome.ts";
import { parseRecord } from "../sheet/csv/records.ts";
import { formatCell, formatRecords, ownCell, reportDialect } from "../sheet/csv/write.ts";
import type { RowReport } from "./row-report.ts";

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
export function errors(ledger: Ledger, folder: string): RowReport {
  const { headers, dialect } = ledger.run;
  const unplaced = ledger.journal
    .unplacedErrors()
    .map((error) => `,,,,${reasonCells(error, folder, null)},,,,\n`);
  // The user's own text, here and in the value, so it is not escaped.
  const headerCells = headers.map((header) => formatCell(header, reportDialect));
  return {
    head: formatRecords([errorColumns], reportDialect) + unplaced.join(""),
    linesOf(row, found) {
      if (found.length === 0) return "";
      const place = `${row.number},${row.line === 0 ? "" : row.line}`;
      const standing = `${row.outcome},${row.blockedBy ?? ""},${row.attempts},${ownCell(row.requestId ?? "")}`;
      const isAtCell = found.some(({ column }) => column !== null);
      const cells = isAtCell ? parseRecord(row.raw, dialect) : [];
      let lines = "";
      for (const error of found) {
        const column = error.column ?? -1;
        const value = formatCell(cells[column] ?? "", reportDialect);
        const reason = reasonCells(error, folder, row.number);
        lines += `${place},${headerCells[column] ?? ""},${value},${reason},${standing}\n`;
      }
      return lines;
    },
  };
}

/** The cells from `code` to `field_path`. */
function reasonCells(error: RowError, folder: string, row: number | null): string {
  const advice = withCommands(error.advice, { folder, row });
  return `${ownCell(error.code)},${ownCell(error.message)},${ownCell(advice)},${error.action},${ownCell(error.fieldPath)}`;
}

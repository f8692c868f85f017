import type { Ledger } from "../ledger/ledger.ts";
import { command } from "../messages/command.ts";
import { readOperation } from "../operations/schema/encoded-operation.ts";
import type { RowReport } from "./row-report.ts";
import { type Survey, userRows } from "./user-rows.ts";

/** The columns that `in_doubt.csv` adds after the user's own. */
export const inDoubtColumns = [
  "_run",
  "_row",
  "_customer_id",
  "_request_id",
  "_entity",
  "_operation",
  "_why",
  "_how_to_settle",
] as const;

/** `in_doubt.csv`: rows that may or may not have been applied. Empty if there are none. */
export function inDoubt(ledger: Ledger, folder: string, survey: Survey): RowReport {
  const { run } = ledger;
  const settle = command("settle", folder);
  return userRows(run, ["in_doubt"], survey.inDoubt, inDoubtColumns, (row, errors) => {
    const sent = ledger.rows.asSent(row.number);
    const operation = sent === undefined ? null : readOperation(sent.operation);
    const isNew = operation?.verb === "create";
    const byWord = `${settle} --row ${row.number} --as`;
    return [
      run.name,
      String(row.number),
      row.customerId ?? "",
      row.requestId ?? "",
      operation?.entity.name ?? "",
      operation?.verb ?? "",
      errors.map((error) => error.message).join(" | "),
      `Run ${settle} to look it up. If the row stays in doubt, check the account. If the change is there, run ${byWord} accepted${isNew ? " --resource-name ID" : ""}; if not, run ${byWord} resend`,
    ];
  });
}

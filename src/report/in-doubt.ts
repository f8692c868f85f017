import type { Ledger } from "../ledger/ledger.ts";
import { command } from "../messages/command.ts";
import { readOperation } from "../operations/schema/encoded-operation.ts";
import { userRows } from "./corrections.ts";

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
export function inDoubt(ledger: Ledger, folder: string): Iterable<string> {
  const asked = new Map(
    ledger.rows
      .customersWith("in_doubt")
      .flatMap((customerId) =>
        ledger.rows
          .inDoubt(customerId)
          .map((row) => [row.number, readOperation(row.operation)] as const),
      ),
  );
  return userRows(ledger, ["in_doubt"], inDoubtColumns, (row, errors) => {
    const operation = asked.get(row.number);
    const isNew = operation?.verb === "create";
    const byWord = `${command("settle", folder)} --row ${row.number} --as`;
    return [
      ledger.run.name,
      String(row.number),
      row.customerId ?? "",
      row.requestId ?? "",
      operation?.entity.name ?? "",
      operation?.verb ?? "",
      errors.map((error) => error.message).join(" | "),
      `Run ${command("settle", folder)} to look it up. If the row stays in doubt, check the account. If the change is there, run ${byWord} accepted${isNew ? " --resource-name ID" : ""}; if not, run ${byWord} resend`,
    ];
  });
}

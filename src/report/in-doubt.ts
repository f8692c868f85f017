import type { Ledger } from "../ledger/ledger.ts";
import { userRows } from "./corrections.ts";

/** `in_doubt.csv`: rows that may or may not have been carried out. Nothing if there are none. */
export function inDoubt(ledger: Ledger, folder: string): Iterable<string> {
  const { name } = ledger.run;
  return userRows(
    ledger,
    ["in_doubt"],
    ["_run", "_row", "_customer_id", "_request_id", "_why", "_how_to_settle"],
    (row, errors) => [
      name,
      String(row.number),
      row.customerId ?? "",
      row.requestId ?? "",
      errors.map((error) => error.message).join(" | "),
      `Look in the account whether the change is there. If it is: rowmend settle ${folder} --row ${row.number} --as accepted. If not: rowmend settle ${folder} --row ${row.number} --as resend`,
    ],
  );
}

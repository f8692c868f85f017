import type { Ledger } from "../ledger/ledger.ts";
import type { NewRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import type { Builder, Exemptions } from "../operations/build.ts";
import { faultError } from "../outcome/row-result.ts";
import type { Row, Sheet } from "../sheet/sheet.ts";

/**
 * Reads a whole sheet into the ledger before anything is sent: each row becomes an operation to send, or
 * an invalid row with its reasons. From here on the input file is not needed any more.
 *
 * All of it is one transaction: a file that turns out unreadable in the middle leaves nothing behind.
 * @param complete the run as it is with that many rows; it may throw to take in none.
 */
export async function takeIn(
  sheet: Sheet,
  builder: Builder,
  { rows }: Ledger,
  complete: (count: number) => Run,
): Promise<void> {
  let count = 0;
  for await (const chunk of sheet.rows) {
    for (const row of chunk) rows.add(newRow(row, builder));
    count += chunk.length;
  }
  rows.endIntake(complete(count));
}

/** What a row asks for, or what is wrong with it. */
export function newRow(row: Row, builder: Builder, exemptions: Exemptions | null = null): NewRow {
  const built = builder.build(row.cells, undefined, exemptions);
  const { number, line, raw } = row;
  return built.kind === "operation"
    ? {
        number,
        line,
        raw,
        customerId: built.customerId,
        operation: built.bytes,
        defines: built.defines,
        uses: built.uses,
        exemptions,
        errors: [],
      }
    : {
        number,
        line,
        raw,
        customerId: built.customerId,
        operation: null,
        defines: built.defines,
        uses: [],
        exemptions,
        errors: built.faults.map(faultError),
      };
}

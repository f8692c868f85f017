import type { Ledger, NewRow } from "../ledger/ledger.ts";
import type { Builder, Exemptions } from "../operations/build.ts";
import { faultError } from "../outcome/settlement.ts";
import type { Row, Sheet } from "../sheet/sheet.ts";

/**
 * Reads a whole sheet into the ledger before anything is sent: each row becomes an operation to send, or
 * an invalid row with its reasons. From here on the input file is not needed any more.
 *
 * All of it is one transaction, which a new ledger begins with: a file that turns out unreadable in the
 * middle leaves nothing behind. The answer is the number of rows.
 */
export async function takeIn(sheet: Sheet, builder: Builder, ledger: Ledger): Promise<number> {
  let count = 0;
  for await (const rows of sheet.rows) {
    for (const row of rows) ledger.addRow(newRow(row, builder));
    count += rows.length;
  }
  ledger.indexRows();
  ledger.saveRun({ ...ledger.run, rowCount: count });
  ledger.commit();
  return count;
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

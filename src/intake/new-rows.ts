import type { Ledger } from "../ledger/ledger.ts";
import type { NewRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import type { Builder, Exemptions } from "../operations/build.ts";
import type { RowError } from "../outcome/outcome.ts";
import { faultError } from "../outcome/row-result.ts";
import type { Row, Sheet } from "../sheet/sheet.ts";
import { SheetTally } from "./sheet-tally.ts";

/**
 * Reads a whole sheet into the ledger before anything is sent: each row becomes an operation to send, or
 * an invalid row with its reasons. From here on the input file is not needed any more.
 *
 * All of it is one transaction: a file that turns out unreadable in the middle leaves nothing behind.
 * @param complete the run as it is with that many rows, and with what they fill; it may throw to take in none.
 * @param note is shown every row.
 */
export async function takeIn(
  sheet: Sheet,
  builder: Builder,
  { rows }: Ledger,
  complete: (count: number, tally: SheetTally) => Run,
  note: (row: NewRow) => void = () => undefined,
): Promise<void> {
  let count = 0;
  const tally = new SheetTally();
  for await (const chunk of sheet.rows) {
    for (const row of chunk) {
      const added = newRow(row, builder, null, tally);
      note(added);
      rows.add(added);
    }
    count += chunk.length;
  }
  rows.endIntake(complete(count, tally));
}

/**
 * What a row asks for, or what is wrong with it.
 * @param tally counts what the row fills that is not sent.
 */
export function newRow(
  row: Row,
  builder: Builder,
  exemptions: Exemptions | null = null,
  tally: SheetTally | null = null,
): NewRow {
  const built = builder.build(row.cells, undefined, exemptions);
  tally?.note(row, built);
  const { number, line, raw } = row;
  const { customerId } = built;
  switch (built.kind) {
    // Spelled out, because nearly every row of a file comes by here.
    case "operation":
      return {
        number,
        line,
        raw,
        customerId,
        outcome: "unsent",
        operation: built.bytes,
        defines: built.defines,
        uses: built.uses,
        exemptions,
        errors: NO_ERRORS,
      };
    case "refusal": {
      const { defines, faults } = built;
      const errors = faults.map(faultError);
      const outcome = "invalid";
      return { ...NOTHING, number, line, raw, customerId, exemptions, outcome, defines, errors };
    }
    case "left-out":
      return { ...NOTHING, number, line, raw, customerId, exemptions, outcome: "dropped" };
  }
}

const NO_ERRORS: readonly RowError[] = [];

/** A row that is not to be sent. */
const NOTHING = { operation: null, defines: null, uses: [], errors: NO_ERRORS } as const;

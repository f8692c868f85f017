import type { Ledger } from "../../ledger/ledger.ts";
import type { LedgerRow } from "../../ledger/rows.ts";
import { RunError } from "../../messages/run-error.ts";
import type { Builder } from "../../operations/build.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import { formatRecord } from "../../sheet/csv/write.ts";
import type { Row } from "../../sheet/sheet.ts";
import type { AddedRow, Corrections } from "./correction-file.ts";
import { digestOf, readColumns, saidIn } from "./said.ts";

/** What the rows that a user has added to a correction file come to. */
export interface Additions {
  /** Rows that join the run, with the numbers that they get. */
  readonly rows: readonly Row[];
  /** Rows that joined the run with an earlier file, and are in this one without their numbers. */
  readonly known: readonly number[];
}

/**
 * Numbers the rows that are added, and changes nothing. A row that joined the run already is not added
 * again, even if it was edited since: the file may be an older copy.
 * @throws RunError if an added row says what another row says or said: its number may only have been lost.
 */
export function additionsIn(ledger: Ledger, corrections: Corrections, builder: Builder): Additions {
  const rows: Row[] = [];
  const known: number[] = [];
  const seen = new Map<string, AddedRow>();
  const fresh = new Map<string, AddedRow>();
  const reads = new Map<string, readonly number[]>();
  let number = Math.max(ledger.rows.last(), ...(ledger.run.skippedRows ?? []));
  for (const row of corrections.added) {
    const columns = readColumns(row.cells, builder);
    const said = saidIn(row.cells, columns);
    const twin = seen.get(said);
    if (twin !== undefined) {
      throw new RunError(
        `${corrections.name}, line ${row.line}: it is the same as line ${twin.line}, and both are new. Nothing was sent.`,
        { wayOut: "Remove one of them." },
      );
    }
    seen.set(said, row);
    const before = ledger.rows.rowSaying(digestOf(said));
    if (before?.line === 0) {
      known.push(before.number);
      continue;
    }
    if (before !== undefined) throw lostNumber(corrections.name, row, before, "said");
    fresh.set(said, row);
    reads.set(columns.join(), columns);
    number += 1;
    const cells = row.cells.slice(0, row.cells.findLastIndex((cell) => cell !== "") + 1);
    rows.push({ number, line: 0, raw: formatRecord(cells, ledger.run.dialect), cells });
  }
  if (rows.length > 0) refuseTwins(ledger, corrections.name, fresh, [...reads.values()]);
  return { rows, known };
}

/** Reads every row of the run, which only takes time where rows are added. */
function refuseTwins(
  ledger: Ledger,
  name: string,
  fresh: ReadonlyMap<string, AddedRow>,
  reads: readonly (readonly number[])[],
): void {
  for (const row of ledger.rows.all()) {
    const cells = parseRecord(row.raw, ledger.run.dialect);
    const twin = reads.map((columns) => fresh.get(saidIn(cells, columns))).find(Boolean);
    if (twin !== undefined) throw lostNumber(name, twin, row, "says");
  }
}

function lostNumber(
  name: string,
  { line }: AddedRow,
  { number, outcome }: LedgerRow,
  says: "says" | "said",
): RunError {
  const same = says === "says" ? "says the same as" : "says what was said by";
  return new RunError(
    `${name}, line ${line}: it has no _row, and ${same} row ${number} of the run. Nothing was sent.`,
    {
      wayOut:
        outcome === "dropped"
          ? "A dropped row is not sent again. If you want it after all, upload it in a file of its own."
          : `Write ${number} in its _row if it is that row, or change it if it is a new one.`,
    },
  );
}

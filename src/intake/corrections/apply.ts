import type { Ledger } from "../../ledger/ledger.ts";
import type { LedgerRow } from "../../ledger/rows.ts";
import type { Builder } from "../../operations/build.ts";
import { joinExemptions } from "../../outcome/exemption.ts";
import { withCells } from "../../sheet/csv/raw-cell.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import { newRow } from "../new-rows.ts";
import { type Corrections, isToCorrect } from "./correction-file.ts";
import { damagedFile, type Edits, editsOf } from "./edits.ts";

/** What a correction file asks for, row by row. */
export interface Edited {
  /** Rows with cells that mean something else than what was sent last, or for which an exemption is asked. */
  readonly edited: readonly number[];
  /** Rows to correct that are in the file as they were. */
  readonly unedited: readonly number[];
  /** Rows to correct that are not in the file any more, or whose cells were all emptied. */
  readonly absent: readonly number[];
  /** Rows in the file that nothing may be sent for, because they were accepted, are in doubt, or are in a batch job. */
  readonly settled: readonly number[];
}

/** The same, with what goes along. */
export interface Resubmission extends Edited {
  /** Rows that are sent again as they are: deferred, or blocked by a row that is corrected now. */
  readonly released: readonly number[];
}

/**
 * Says what a correction file asks for, and changes nothing.
 * @throws RunError if a spreadsheet program has damaged cells in it.
 */
export function compare(ledger: Ledger, corrections: Corrections, builder: Builder): Edited {
  const edited: number[] = [];
  const unedited: number[] = [];
  const settled: number[] = [];
  const damaged: { row: number; cell: Edits["damaged"][number] }[] = [];
  for (const [number, cells] of corrections.rows) {
    const row = ledger.rows.find(number);
    if (row === undefined) continue;
    if (row.outcome === "accepted" || row.outcome === "in_doubt" || row.isUnderway) {
      settled.push(number);
      continue;
    }
    const edits = editsIn(row, cells, ledger, corrections, builder);
    damaged.push(...edits.damaged.map((cell) => ({ row: number, cell })));
    if (edits.isEdited || corrections.exemptions.has(number)) edited.push(number);
    else unedited.push(number);
  }
  const [first] = damaged;
  if (first !== undefined)
    throw damagedFile(corrections.name, first.row, first.cell, damaged.length - 1);
  const absent = [...ledger.rows.all("rejected", "invalid")]
    .map((row) => row.number)
    .filter((number) => !corrections.rows.has(number));
  return {
    edited,
    unedited: unedited.filter((number) => isToCorrect(ledger.rows.find(number))),
    settled,
    absent,
  };
}

/**
 * Puts the edited rows into the ledger, in one transaction. Accepted rows are never touched, whatever the
 * file says.
 * @throws RunError if a spreadsheet program has damaged cells in it; nothing is changed then.
 */
export function applyCorrections(
  ledger: Ledger,
  corrections: Corrections,
  builder: Builder,
): Edited {
  const compared = compare(ledger, corrections, builder);
  ledger.transaction(() => {
    extendHeaders(ledger, corrections.headers);
    for (const number of compared.edited) {
      const row = ledger.rows.find(number);
      if (row === undefined) continue;
      const sent = corrections.rows.get(number) ?? [];
      const { cells } = editsIn(row, sent, ledger, corrections, builder);
      const raw = withCells(row.raw, cells, ledger.run.dialect);
      const exemptions = joinExemptions(row.exemptions, corrections.exemptions.get(number) ?? null);
      ledger.rows.replace(newRow({ number, line: row.line, raw, cells }, builder, exemptions));
    }
  });
  return compared;
}

function extendHeaders(ledger: Ledger, headers: readonly string[]): void {
  const { run } = ledger;
  if (headers.length === run.headers.length) return;
  const headerRaw = withCells(run.headerRaw, headers, run.dialect);
  ledger.saveRun({ ...run, headers, headerRaw });
}

function editsIn(
  row: LedgerRow,
  cells: readonly string[],
  ledger: Ledger,
  { headers, hasNewDecimalCommas }: Corrections,
  builder: Builder,
): Edits {
  const before = parseRecord(row.raw, ledger.run.dialect);
  const faulty = row.outcome === "invalid" ? ledger.rows.errorsOf(row.number) : [];
  const columns = new Set(faulty.flatMap(({ column }) => column ?? []));
  return editsOf(before, cells, {
    headers,
    layout: builder.layoutOf(before),
    faulty: columns,
    isPointUnclear: hasNewDecimalCommas,
  });
}

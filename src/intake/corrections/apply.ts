import { dropRows } from "../../delivery/drop.ts";
import { needsOf, releaseRows, releaseSeekers } from "../../delivery/relatives.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { LedgerRow, NewRow } from "../../ledger/rows.ts";
import type { Builder } from "../../operations/build.ts";
import { joinExemptions } from "../../outcome/exemption.ts";
import { withCells } from "../../sheet/csv/raw-cell.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import { SheetTally } from "../sheet-tally.ts";
import { newRow } from "../new-rows.ts";
import { additionsIn } from "./added-row.ts";
import type { Corrections } from "./correction-file.ts";
import { damagedFile, type Edits, editsOf } from "./edits.ts";
import { isToCorrect } from "./marks.ts";
import { digestOf, readColumns, saidIn } from "./said.ts";
import { type Unchanged, unchangedRows } from "./unchanged.ts";

/** What a correction file asks for, row by row. */
export interface Edited {
  /** Rows with cells that mean something else than what was sent last, or for which an exemption is asked. */
  readonly edited: readonly number[];
  /** Rows to correct that are in the file as they were. */
  readonly unedited: readonly number[];
  /** Rows to correct in which only columns were edited that rowmend does not read. */
  readonly unread: readonly number[];
  /** Those columns, by their headers. */
  readonly unreadColumns: readonly string[];
  /** Rows to correct that are not in the file any more, or whose cells were all emptied. */
  readonly absent: readonly number[];
  /** Rows in the file that nothing may be sent for: accepted, dropped, in doubt, or in a batch job. */
  readonly settled: readonly number[];
}

/** The same, with all that became of it. */
export interface Resubmission extends Edited {
  /** Rows that joined the run. */
  readonly added: readonly number[];
  /** Rows that the file gives up. */
  readonly dropped: readonly number[];
  /** Rows that are sent again unchanged: at their owner's request, or because a row was added to them. */
  readonly unchanged: readonly number[];
  /** Rows for which what they refer to is looked for once more. */
  readonly sought: readonly number[];
  /** Rows that are sent again as they are: deferred, or blocked by a row that is sent now. */
  readonly released: readonly number[];
}

/**
 * Says which rows of a correction file were edited, and changes nothing.
 * @throws RunError if a spreadsheet program has damaged cells in it.
 */
export function compare(ledger: Ledger, corrections: Corrections, builder: Builder): Edited {
  const edited: number[] = [];
  const unedited: number[] = [];
  const unread: number[] = [];
  const unreadColumns = new Set<string>();
  const settled: number[] = [];
  const damaged: { row: number; cell: Edits["damaged"][number] }[] = [];
  for (const [number, cells] of corrections.rows) {
    const row = ledger.rows.find(number);
    if (row === undefined) continue;
    if (isSettled(row)) {
      settled.push(number);
      continue;
    }
    if (corrections.dropped.has(number)) continue;
    const edits = editsIn(row, cells, ledger, corrections, builder);
    damaged.push(...edits.damaged.map((cell) => ({ row: number, cell })));
    if (edits.isEdited || corrections.exemptions.has(number)) edited.push(number);
    else if (!isToCorrect(row)) continue;
    else if (edits.unread.length === 0) unedited.push(number);
    else {
      unread.push(number);
      for (const column of edits.unread) unreadColumns.add(corrections.headers[column] ?? "");
    }
  }
  const [first] = damaged;
  if (first !== undefined)
    throw damagedFile(corrections.name, first.row, first.cell, damaged.length - 1);
  const absent = [...ledger.rows.all("rejected", "invalid")]
    .map((row) => row.number)
    .filter((number) => !corrections.rows.has(number));
  return { edited, unedited, unread, unreadColumns: [...unreadColumns], settled, absent };
}

/**
 * Puts into the ledger what a correction file asks for, in one transaction. Accepted rows are never touched,
 * whatever the file says.
 * @param asked rows that go again as they are.
 * @throws RunError if a spreadsheet program has damaged cells in the file, or something in it cannot be done;
 *   nothing is changed then.
 */
export function applyCorrections(
  ledger: Ledger,
  corrections: Corrections,
  builder: Builder,
  asked: Unchanged = "none",
): Resubmission {
  const compared = compare(ledger, corrections, builder);
  const tally = new SheetTally(ledger.run);
  const additions = additionsIn(ledger, corrections, builder);
  const isEdited = new Set(compared.edited);
  const requested = unchangedRows(ledger, corrections, asked).filter(
    (number) => !isEdited.has(number),
  );
  return ledger.transaction(() => {
    extendHeaders(ledger, corrections.headers);
    const { dropped, freed } = dropRows(ledger, [...corrections.dropped]);
    for (const number of compared.edited) {
      const row = ledger.rows.find(number);
      if (row === undefined) continue;
      const sent = corrections.rows.get(number) ?? [];
      const { cells } = editsIn(row, sent, ledger, corrections, builder);
      noteText(ledger, number, parseRecord(row.raw, ledger.run.dialect), builder);
      const raw = withCells(row.raw, cells, ledger.run.dialect);
      const exemptions = joinExemptions(row.exemptions, corrections.exemptions.get(number) ?? null);
      const edited = { number, line: row.line, raw, cells };
      ledger.rows.replace(newRow(edited, builder, exemptions, tally));
    }
    const joining = additions.rows.map((row) => newRow(row, builder, null, tally));
    for (const row of joining) ledger.rows.add(row);
    for (const { number, cells } of additions.rows) noteText(ledger, number, cells, builder);
    if (joining.length > 0)
      ledger.saveRun({ ...ledger.run, rowCount: ledger.run.rowCount + joining.length });
    ledger.saveRun({ ...ledger.run, ...tally.counted });
    const unchanged = new Set([...requested, ...refusedParents(ledger, joining)]);
    for (const number of unchanged) sendAgain(ledger, number, builder);
    const sought = releaseSeekers(ledger, new Set(compared.absent));
    const released = [
      ...freed,
      ...releaseRows(ledger, compared.edited.length + joining.length > 0),
    ].toSorted((a, b) => a - b);
    const goes = new Set([...unchanged, ...sought]);
    return {
      ...compared,
      unedited: compared.unedited.filter((number) => !goes.has(number)),
      unread: compared.unread.filter((number) => !goes.has(number)),
      settled: [...compared.settled, ...additions.known].toSorted((a, b) => a - b),
      added: joining.map(({ number }) => number),
      dropped,
      unchanged: [...unchanged].toSorted((a, b) => a - b),
      sought,
      released: released.filter((number) => !goes.has(number)),
    };
  });
}

function isSettled({ outcome, isUnderway }: LedgerRow): boolean {
  return isUnderway || outcome === "accepted" || outcome === "dropped" || outcome === "in_doubt";
}

/**
 * Rows that Google refused and that a row was added to: what they lacked may be just that row, such as the
 * remaining products of a division, or a further asset.
 */
function refusedParents(ledger: Ledger, joining: readonly NewRow[]): readonly number[] {
  return joining.flatMap((row) =>
    row.customerId === null
      ? []
      : needsOf(ledger, row.customerId, row).flatMap(({ parent }) =>
          parent?.outcome === "rejected" ? [parent.number] : [],
        ),
  );
}

/** Lets a row wait again as its owner wrote it. What was refused is built anew from its text. */
function sendAgain(ledger: Ledger, number: number, builder: Builder): void {
  const row = ledger.rows.find(number);
  if (row === undefined) return;
  if (!isToCorrect(row)) return ledger.rows.release([number]);
  const { line, raw, exemptions } = row;
  const cells = parseRecord(raw, ledger.run.dialect);
  ledger.rows.replace(newRow({ number, line, raw, cells }, builder, exemptions));
}

/** Keeps what a row says: the file, or an older copy, may bring it once more without the row's number. */
function noteText(ledger: Ledger, row: number, cells: readonly string[], builder: Builder): void {
  ledger.rows.noteText(digestOf(saidIn(cells, readColumns(cells, builder))), row);
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
  const edits = editsOf(before, cells, {
    headers,
    layout: builder.layoutOf(before),
    faulty: columns,
    isRead: (column) =>
      builder.useOf(before, column) !== "passed" || builder.useOf(cells, column) !== "passed",
    isPointUnclear: hasNewDecimalCommas,
  });
  return edits.isEdited && isSameRequest(before, edits.cells, builder)
    ? { ...edits, isEdited: false }
    : edits;
}

/** Whether two texts of a row ask for the same thing, as blanks around a cell do not change anything. */
function isSameRequest(
  before: readonly string[],
  after: readonly string[],
  builder: Builder,
): boolean {
  const [old, now] = [builder.build(before), builder.build(after)];
  return (
    old.kind === "operation" &&
    now.kind === "operation" &&
    old.customerId === now.customerId &&
    Buffer.compare(old.bytes, now.bytes) === 0 &&
    old.defines === now.defines &&
    old.uses.join(" ") === now.uses.join(" ")
  );
}

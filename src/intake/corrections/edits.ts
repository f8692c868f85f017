import { RunError } from "../../messages/run-error.ts";
import { isUnclear } from "../../operations/cells/decimal.ts";
import { fieldKindAt } from "../../operations/fields/field-kind.ts";
import type { Layout } from "../../operations/fields/layout.ts";
import { type Damage, damageOf, sameCell } from "./same-cell.ts";

/** What was done to the cells of a row since they were handed out. */
export interface Edits {
  readonly isEdited: boolean;
  /** The row as it is meant: cells that mean what they meant before are as they were. */
  readonly cells: readonly string[];
  /** Columns that nothing is read from and that say something else now. */
  readonly unread: readonly number[];
  readonly damaged: readonly DamagedCell[];
}

/** A cell that a spreadsheet program has damaged by saving it. */
export interface DamagedCell {
  readonly header: string;
  readonly before: string;
  readonly after: string;
  readonly damage: Damage | "unclear";
}

/** What is known about a row whose cells are compared. */
export interface HandedOut {
  readonly headers: readonly string[];
  /** What it is about, or null. */
  readonly layout: Layout | null;
  /** Columns whose cells our own check refused: whatever they say now is an edit. */
  readonly faulty: ReadonlySet<number>;
  /** Whether anything is read from a column. */
  readonly isRead: (column: number) => boolean;
  /** It has come back with semicolons and was handed out without: 1.250 may be a thousand times as much. */
  readonly isPointUnclear: boolean;
}

/** Compares a row of a correction file with what was handed out. Missing cells at the end are empty cells. */
export function editsOf(
  before: readonly string[],
  after: readonly string[],
  { headers, layout, faulty, isRead, isPointUnclear }: HandedOut,
): Edits {
  const cells: string[] = [];
  const unread: number[] = [];
  const damaged: DamagedCell[] = [];
  let isEdited = false;
  const width = Math.max(before.length, after.length);
  for (let column = 0; column < width; column += 1) {
    const old = before[column] ?? "";
    const now = after[column] ?? "";
    if (old === now) {
      cells.push(old);
      continue;
    }
    if (!isRead(column)) {
      const isSaved = isSavedAnyhow(old, now);
      cells.push(isSaved ? old : now);
      if (!isSaved) unread.push(column);
      continue;
    }
    const header = headers[column] ?? "";
    const kind = fieldKindAt(layout, column, header);
    const isSame = sameCell(faulty.has(column) ? "text" : kind, old, now);
    cells.push(isSame ? old : now);
    isEdited ||= !isSame;
    if (isSame) continue;
    const isAsked = isPointUnclear && kind === "number" && now.includes(".") && isUnclear(now);
    const damage = isAsked ? "unclear" : damageOf(kind, old, now);
    if (damage !== null) damaged.push({ header, before: old, after: now, damage });
  }
  return { isEdited, cells, unread, damaged };
}

/** Whether saving may have made one text of the other, in a cell of which nobody knows what it holds. */
function isSavedAnyhow(before: string, after: string): boolean {
  const [old, now] = [before.trim(), after.trim()];
  return (
    (["text", "number", "boolean", "date"] as const).some((kind) => sameCell(kind, old, now)) ||
    (["text", "number"] as const).some((kind) => damageOf(kind, old, now) !== null)
  );
}

/** Why a correction file with a damaged cell is not sent; `others` counts further damaged cells. */
export function damagedFile(
  name: string,
  row: number,
  cell: DamagedCell,
  others: number,
): RunError {
  const more = others === 0 ? "" : ` So were ${others} other ${others === 1 ? "cell" : "cells"}.`;
  return new RunError(
    `${name}: in row ${row}, column ${cell.header}, ${cell.before} has become ${cell.after}: ${CAUSES[cell.damage]}.${more} Nothing was sent.`,
    {
      wayOut:
        cell.damage === "unclear"
          ? "Write the number without the point, or with a comma and two or four decimals."
          : "Put the old value back and format the column as text, or edit the original corrections.csv anew and import it with all columns as text.",
    },
  );
}

const CAUSES: Readonly<Record<DamagedCell["damage"], string>> = {
  shortened: "a spreadsheet program has shortened the number",
  zeros: "a spreadsheet program has dropped the zeros in front",
  formula: "a spreadsheet program has taken the text for a formula",
  date: "a spreadsheet program has taken it for a date",
  unclear: "in a file with semicolons the point may stand before decimals or thousands",
};

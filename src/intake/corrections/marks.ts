import type { Ledger } from "../../ledger/ledger.ts";
import type { LedgerRow } from "../../ledger/rows.ts";
import { RunError } from "../../messages/run-error.ts";
import type { Exemptions } from "../../operations/build.ts";
import { quoted } from "../../operations/cells/fault.ts";
import { exemptionsFrom } from "../../outcome/exemption.ts";
import { outcomes } from "../../outcome/outcome.ts";
import type { Row } from "../../sheet/sheet.ts";
import type { ControlColumn } from "./control-columns.ts";

/** Where our columns stand in a correction file; -1 for those that it does not have. */
export type Control = Readonly<Record<ControlColumn, number>>;

/** A row of a correction file, for what stands in our columns. */
export interface Marks {
  /** What messages call the file. */
  readonly name: string;
  readonly row: Row;
  readonly control: Control;
}

/**
 * The number of the row in the run; null if the user has added it.
 * @throws RunError if it belongs to another run, or the run has no such row.
 */
export function rowNumber(marks: Marks, ledger: Ledger): number | null {
  const own = ledger.run.name;
  const run = textIn(marks, "_run");
  const text = textIn(marks, "_row");
  if (text === "" && (run === "" || run === own)) return null;
  if (run !== own) {
    throw refused(
      marks,
      run === "" ? "its _run is empty" : `it belongs to the run ${run}, not to ${own}`,
      run === ""
        ? `Write ${own} in its _run. To add it as a new row, empty its _row too.`
        : "Resubmit each run with its own correction file.",
    );
  }
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number) || ledger.rows.find(number) === undefined) {
    throw refused(
      marks,
      `its _row is "${text}", and the run has no such row`,
      "Leave the column _row as it was. To add a new row, leave its _row empty.",
    );
  }
  return number;
}

/**
 * What the user asks to be exempted from in a row; null if nothing.
 * @throws RunError if its errors do not allow that.
 */
export function exemptionAsked(marks: Marks, number: number, ledger: Ledger): Exemptions | null {
  const text = textIn(marks, "_exempt").toLowerCase();
  // What a file that was sent before says of rows accepted since is of no account.
  if (text === "" || text === "no" || !isToCorrect(ledger.rows.find(number))) return null;
  const exemptions = text === "yes" ? exemptionsFrom(ledger.rows.errorsOf(number)) : null;
  if (exemptions !== null) return exemptions;
  if (text === "yes") {
    throw refused(
      marks,
      `row ${number} asks for an exemption that its errors do not allow`,
      "Clear its _exempt, and correct what its _errors names.",
    );
  }
  throw refused(
    marks,
    `row ${number} has ${quoted(text)} in _exempt`,
    "Write yes where an exemption is possible, and leave it empty elsewhere.",
  );
}

const OUTCOMES: ReadonlySet<string> = new Set(outcomes);

/**
 * Whether the user gives a row up. Other outcomes, which rowmend wrote there or could have, ask for nothing.
 * @throws RunError if the row cannot be given up, or another word stands there.
 */
export function isDropAsked(marks: Marks, number: number, ledger: Ledger): boolean {
  const text = textIn(marks, "_outcome");
  const word = text.toLowerCase();
  const row = ledger.rows.find(number);
  if (word === DROPPED) {
    const reason = row === undefined ? null : whyKept(row);
    if (reason === null) return true;
    throw refused(
      marks,
      `row ${number} has dropped in _outcome, but ${reason}`,
      `Clear its _outcome.${row?.outcome === "in_doubt" ? ` To give it up all the same, run rowmend settle <run> --row ${number} --as dropped` : ""}`,
    );
  }
  const isStale = word === "accepted" && row?.outcome !== "accepted";
  if (word === "" || (OUTCOMES.has(word) && !isStale)) return false;
  throw refused(
    marks,
    `row ${number} has ${quoted(text)} in _outcome`,
    "Write dropped to give the row up. Otherwise leave _outcome as it was.",
  );
}

const DROPPED = "dropped";

function whyKept({ outcome, isUnderway }: LedgerRow): string | null {
  if (isUnderway) return "it is in a batch job at Google";
  if (outcome === "accepted") return "it was accepted";
  return outcome === "in_doubt" ? "it is in doubt and may be in the account" : null;
}

/** @throws RunError if our columns say something of a row that is added. */
export function refuseMarks(marks: Marks): void {
  if (textIn(marks, "_outcome").toLowerCase() === DROPPED) {
    throw refused(
      marks,
      "the row has dropped in _outcome and no number in _row",
      "Put its number back to drop it. If it is a new row that you do not want, remove its line.",
    );
  }
  const exempt = textIn(marks, "_exempt").toLowerCase();
  if (exempt === "" || exempt === "no") return;
  throw refused(
    marks,
    `a new row has ${quoted(exempt)} in _exempt`,
    "Clear it. An exemption is possible once Google has refused the row.",
  );
}

/** Whether only its owner can do something about a row. */
export function isToCorrect(row: LedgerRow | undefined): boolean {
  return row?.outcome === "rejected" || row?.outcome === "invalid";
}

/** Why a correction file is not taken because of one of its rows. */
export function refused({ name, row }: Marks, what: string, wayOut: string): RunError {
  return new RunError(`${name}, line ${row.line}: ${what}. Nothing was sent.`, { wayOut });
}

function textIn({ row, control }: Marks, column: ControlColumn): string {
  return (row.cells[control[column]] ?? "").trim();
}

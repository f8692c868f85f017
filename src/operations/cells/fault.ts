import type { LocalCode } from "../../failure/own-error.ts";

/**
 * Why our own check refuses a cell or a row. It becomes one line of `errors.csv` with the code
 * `LocalError.<code>`; nothing is sent for the row.
 */
export interface Fault {
  readonly code: LocalCode;
  /** What is wrong, with the value in it. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Index of the column in the sheet; null if the row as a whole is wrong. */
  readonly column: number | null;
  /** The field that the fault is about, as the API spells it; empty if there is none. */
  readonly fieldPath: string;
}

/** A fault of a single cell, before it is known in which column. */
export class CellFault {
  readonly code: LocalCode;
  readonly message: string;
  readonly advice: string;

  constructor(code: LocalCode, message: string, advice: string) {
    this.code = code;
    this.message = message;
    this.advice = advice;
  }
}

/** A user's value, quoted for a message: shortened, on one line. */
export function quoted(value: string): string {
  const line = value.replace(/\s+/g, " ");
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}

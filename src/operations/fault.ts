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

/** The errors that are ours, not Google's. */
export type LocalCode =
  | "BAD_BOOLEAN"
  | "BAD_CUSTOMER_ID"
  | "BAD_DATE"
  | "BAD_ENUM_VALUE"
  | "BAD_JSON"
  | "BAD_NUMBER"
  | "BAD_RESOURCE_NAME"
  | "CANNOT_CLEAR"
  | "CONFLICTING_COLUMNS"
  | "EMPTY_ELEMENT"
  | "IMMUTABLE_FIELD"
  | "MISSING_CUSTOMER_ID"
  | "MISSING_ENTITY"
  | "MISSING_OPERATION"
  | "MISSING_RESOURCE_NAME"
  | "NAME_AMBIGUOUS"
  | "NAME_NOT_FOUND"
  | "NOTHING_TO_UPDATE"
  | "OUTPUT_ONLY_FIELD"
  | "REQUIRED_FIELD"
  | "ROW_TOO_LARGE"
  | "SAME_RESOURCE_TWICE"
  | "TEMPORARY_ID_TOO_LATE"
  | "TOO_LONG"
  | "TOO_MANY_CELLS"
  | "TOO_MANY_WORDS"
  | "UNKNOWN_COLUMN"
  | "UNKNOWN_ENTITY"
  | "UNKNOWN_OPERATION"
  | "UNKNOWN_TEMPORARY_ID"
  | "UNSUPPORTED_OPERATION"
  | "UNSUPPORTED_ROW"
  | "WRONG_COUNT";

/** A fault of a single cell, before the column is known to it. */
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

/** A user's value as it is quoted in a message: shortened, on one line. */
export function quoted(value: string): string {
  const line = value.replace(/\s+/g, " ");
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}

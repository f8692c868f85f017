import type { FailureError } from "./failure.ts";

/** Errors of rows that are to be sent in one job, in `LocalError`. */
export type JobCode = "SAME_RESOURCE_TWICE" | "GROUP_INCOMPLETE";

/** The errors that are ours, not Google's. */
export type LocalCode =
  | "AMBIGUOUS_LIST"
  | "BAD_ADDRESS"
  | "BAD_BOOLEAN"
  | "BAD_CUSTOMER_ID"
  | "BAD_DATE"
  | "BAD_ENUM_VALUE"
  | "BAD_JSON"
  | "BAD_NUMBER"
  | "BAD_RESOURCE_NAME"
  | "BAD_TEXT"
  | "CANNOT_CLEAR"
  | "CONFLICTING_COLUMNS"
  | "EMPTY_ELEMENT"
  | "FORMULA_ERROR"
  | "IMMUTABLE_FIELD"
  | "MISSING_CUSTOMER_ID"
  | "MISSING_ENTITY"
  | "MISSING_OPERATION"
  | "MISSING_RESOURCE_NAME"
  | "NAME_AMBIGUOUS"
  | "NAME_NOT_FOUND"
  | "NOTHING_TO_UPDATE"
  | "OUTPUT_ONLY_FIELD"
  | "PARTS_MISSING"
  | "PART_OF_LIST"
  | "REQUIRED_FIELD"
  | "ROW_TOO_LARGE"
  | "SAME_RESOURCE_TWICE"
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

/** An error of ours, in the same form as Google's. */
export function ownError(code: OutcomeCode, message: string): FailureError {
  return { code: `LocalError.${code}`, message, trigger: null, path: [], details: null };
}

export type OutcomeCode =
  | "CONTRADICTORY_ANSWER"
  | "NO_ANSWER"
  | "NOT_SEEN"
  | "NOT_CONNECTED"
  | "PROCESS_ENDED"
  | "REQUEST_REFUSED"
  | "UNREADABLE_FAILURE";

/** Why nothing more is sent, where it is not Google who says so. */
export type StopCode =
  | "INTERRUPTED"
  | "JOB_NOT_TAKEN"
  | "JOB_RUNNING"
  | "MAX_ERRORS"
  | "MAX_OPERATIONS";

/** The names of all errors of ours, after `LocalError.` */
export type OwnCode =
  | LocalCode
  | OutcomeCode
  | JobCode
  | StopCode
  | "PARENT_NOT_ACCEPTED"
  | "REMOVAL_WAITS";

import type { Action } from "../knowledge/action.ts";

/** The single state in which a row stands. */
export const outcomes = [
  /** Google gave a resource name, or validated the row. */
  "accepted",
  /** Google named this row in an error that only an edit can fix. */
  "rejected",
  /** Our own check refused it; it was never sent. */
  "invalid",
  /** It depends on a row that failed, or shares a transaction with one. */
  "blocked",
  /** A temporary failure: nothing was applied, and the row is sent again as it is. */
  "deferred",
  /** Sent without a trustworthy answer: it may or may not have been applied. */
  "in_doubt",
  /** The run stopped before it was reached. */
  "unsent",
  /** The user gave it up by their own word; it is never sent again. */
  "dropped",
] as const;

export type Outcome = (typeof outcomes)[number];

export type Counts = Readonly<Record<Outcome, number>>;

/** Whether nothing remains to be done about a row: it was accepted, or its owner gave it up. */
export function isEnded(outcome: Outcome): boolean {
  return outcome === "accepted" || outcome === "dropped";
}

/** How many rows there are. */
export function rowsIn(counts: Counts): number {
  return sumOf(counts, outcomes);
}

/** How many rows have not ended. */
export function rowsLeft(counts: Counts): number {
  return sumOf(
    counts,
    outcomes.filter((outcome) => !isEnded(outcome)),
  );
}

function sumOf(counts: Counts, some: readonly Outcome[]): number {
  return some.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** One reason for the outcome of a row: a line of `errors.csv`. */
export interface RowError {
  /** `StringLengthError.TOO_LONG`, or `LocalError.…` for ours. */
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  readonly action: Action;
  /** Index of the column in the sheet; null if the error is about the row as a whole. */
  readonly column: number | null;
  /** As the API gave it; empty if it gave none. */
  readonly fieldPath: string;
  /** What the API said beyond code and message, as JSON text; null if nothing. */
  readonly details: string | null;
}

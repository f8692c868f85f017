import type { ColumnMap } from "./columns/column-map.ts";
import type { Dialect } from "./csv/dialect.ts";
import type { RowDefaults } from "./operations/build.ts";

/** The single state in which a row stands. */
export const outcomes = [
  /** Google gave a resource name, or validated the row. */
  "accepted",
  /** Google named this row in an error that only an edit can mend. */
  "rejected",
  /** Our own check refused it; it was never sent. */
  "invalid",
  /** It depends on a row that failed, or shares a transaction with one. */
  "blocked",
  /** Not the row's fault, and nothing was applied; it goes again as it is. */
  "deferred",
  /** Sent without a trustworthy answer: it may or may not have been applied. */
  "in_doubt",
  /** The run stopped before it was reached. */
  "unsent",
] as const;

export type Outcome = (typeof outcomes)[number];

export type Counts = Readonly<Record<Outcome, number>>;

/** What someone has to do about an error. */
export type Action =
  | "fix"
  | "exempt"
  | "retry"
  | "wait"
  | "account"
  | "blocked"
  | "settle"
  | "report";

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

/** Where a run sends to. A run keeps its target for ever: what was tried on the sandbox never reaches an account. */
export type Target =
  | { readonly kind: "live" }
  | { readonly kind: "sandbox" }
  /** A server on this machine, without encryption and without credentials. */
  | { readonly kind: "endpoint"; readonly host: string; readonly port: number };

/** Where a run that only checks its file sends to: nothing is ever sent for it. */
export interface Nowhere {
  readonly kind: "none";
}

/** How rows are sent: by batch jobs where an account has many of them, or always one way. */
export const modes = ["auto", "partial-failure", "batch-job"] as const;

export type Mode = (typeof modes)[number];

/** How a run sends. */
export interface Settings {
  readonly mode: Mode;
  readonly batchSize: number;
  /** Accounts side by side. */
  readonly concurrency: number;
  /** Nothing is changed in the accounts; Google only checks. */
  readonly validateOnly: boolean;
  /** Ten digits, or null. */
  readonly loginCustomerId: string | null;
  /** Operations that may be sent in 24 hours, over all runs; left out, or null, for no limit. */
  readonly maxOperations?: number | null;
}

/** One input file and all its rounds. */
export interface Run {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly dialect: Dialect;
  /** The user's headers, verbatim, followed by those that corrections added. */
  readonly headers: readonly string[];
  /** The header record's exact text. */
  readonly headerRaw: string;
  /** What the columns are in the API's terms; null, or left out, if the headers say it themselves. */
  readonly map?: ColumnMap | null;
  /** Numbers of rows that are no data: titles above the header, totals; left out if there are none. */
  readonly skippedRows?: readonly number[];
  readonly defaults: RowDefaults;
  readonly settings: Settings;
  readonly target: Target | Nowhere;
  readonly apiVersion: string;
  /** Data rows of the input file. */
  readonly rowCount: number;
  /** SHA-256 of `corrections.csv` as it was written last, so that an edited one is never overwritten. */
  readonly correctionsSha256: string | null;
}

/** One pass over a run. */
export type RoundKind = "check" | "upload" | "resubmit" | "resume";

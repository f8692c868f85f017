import type { RowDefaults } from "../operations/build.ts";
import type { ColumnMap } from "../operations/columns/column-map.ts";
import type { PassedCell } from "../operations/row-reading.ts";
import type { Dialect } from "../sheet/sheet.ts";
import type { Target } from "../transport/target.ts";

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
  /** False leaves the findings of `check` to Google; left out, such rows are not sent. */
  readonly check?: boolean;
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
  /** The user knows that another run sent the same file, and sends it again. */
  readonly isAgain?: boolean;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly dialect: Dialect;
  /** The user's headers, verbatim, followed by those that corrections added. */
  readonly headers: readonly string[];
  /** The header record's exact text. */
  readonly headerRaw: string;
  /** What the columns are in the API's terms; null, or left out, if the headers say it themselves. */
  readonly map?: ColumnMap | null;
  /** Numbers of rows that are not data: titles above the header, totals; left out if there are none. */
  readonly skippedRows?: readonly number[];
  /** Columns that rows fill and that are not sent, because they have no consequence; none if left out. */
  readonly passedColumns?: readonly PassedCell[];
  /** Rows that the sheet itself, or --only, leaves out; none if left out. */
  readonly leftOut?: readonly LeftOutRows[];
  readonly defaults: RowDefaults;
  readonly settings: Settings;
  readonly target: Target | Nowhere;
  /** The words of the command that checked the file, after its verb, as they are to be typed again. */
  readonly typed?: readonly string[];
  /** What sending would take; only for a run that was checked. */
  readonly plan?: Plan;
  readonly apiVersion: string;
  /** Data rows of the input file, and those that were added to correction files. */
  readonly rowCount: number;
  /** SHA-256 of `corrections.csv` as it was written last, so that an edited one is never overwritten. */
  readonly correctionsSha256: string | null;
}

/** One pass over a run. */
export type RoundKind = "check" | "upload" | "resubmit" | "resume";

/** Rows about one kind of thing that the sheet itself, or --only, leaves out. */
export interface LeftOutRows {
  /** What they are about: `keyword`, `a location`. */
  readonly what: string;
  /** `only`: not of the kinds that --only names; `removed`: the sheet says that it is removed. */
  readonly why: "only" | "removed";
  readonly count: number;
  /** The first of them. */
  readonly rows: readonly number[];
}

/** What it would take to send the rows that wait. */
export interface Plan {
  /** One for each row. */
  readonly operations: number;
  /** Requests that carry them. */
  readonly requests: number;
  /** Operations that a developer token with Basic access may send in a day. */
  readonly daily_quota: number;
  /** The operations as a share of it, 1 for all of it. */
  readonly quota_share: number;
  /** Rows that name resources by their names, which only an upload can look up. */
  readonly names_unresolved: number;
  readonly accounts: readonly AccountPlan[];
}

export interface AccountPlan {
  readonly customer_id: string;
  readonly mode: Exclude<Mode, "auto">;
  readonly operations: number;
  readonly requests: number;
}

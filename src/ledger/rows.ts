import type { Exemptions } from "../operations/build.ts";
import type { Counts, Outcome, RowError } from "../outcome/outcome.ts";
import type { RoundKind } from "./run.ts";

/** A row as it stands. */
export interface LedgerRow {
  readonly number: number;
  readonly line: number;
  readonly raw: string;
  readonly customerId: string | null;
  readonly outcome: Outcome;
  readonly resourceName: string | null;
  readonly blockedBy: number | null;
  readonly attempts: number;
  /** Policies that the user has asked to be exempted from. */
  readonly exemptions: Exemptions | null;
  /** Google's id of the last request that carried the row. */
  readonly requestId: string | null;
  /** In a batch job that has not given its result yet. */
  readonly isUnderway: boolean;
}

/** Where a row stands. */
export type Standing = Pick<
  LedgerRow,
  "number" | "outcome" | "customerId" | "resourceName" | "attempts" | "requestId"
>;

/** A row that waits to be sent. */
export interface UnsentRow {
  readonly number: number;
  readonly raw: string;
  readonly operation: Uint8Array;
  /** How often it was sent before. */
  readonly attempts: number;
  /** 1 if an answer for it was ever lost: what it asks for may be there already. */
  readonly doubted: number;
  /** The temporary name that it gives to what it creates, or null. */
  readonly defines: string | null;
  /** Separated by blanks; null if the row refers to no temporary name. */
  readonly uses: string | null;
  /** As JSON text; null if the user asks for none. */
  readonly exemptions: string | null;
}

/** A call as it is on record; `state` is `sending` if its answer never came. */
export interface LedgerRequest {
  readonly id: number;
  readonly round: number;
  readonly customerId: string;
  readonly method: string;
  readonly rows: string;
  readonly rowCount: number;
  readonly attempt: number;
  readonly state: "sending" | "settled" | "lost";
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly failure: string | null;
}

export interface Round {
  readonly number: number;
  readonly kind: RoundKind;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** How a run stands. Nothing is changed by asking. */
export interface LedgerReader {
  rounds(): readonly Round[];
  customersToSend(): readonly string[];
  /** Rows of an account that wait to be sent, in order, after the row `after`. */
  unsent(customerId: string, after: number, limit: number): Iterable<UnsentRow>;
  /** A row as it is sent; undefined if it is invalid, or there is none. */
  asSent(row: number): UnsentRow | undefined;
  /** Rows of an account that wait to be sent and name resources that were not looked up yet. */
  unresolved(customerId: string, after: number, limit: number): readonly UnsentRow[];
  /** How many such rows there are in all accounts. */
  unresolvedCount(): number;
  /** The resource that a name was found to belong to. */
  nameOf(customerId: string, sought: string): string | undefined;
  /** Rows in doubt, as they were sent. */
  inDoubt(customerId: string): readonly UnsentRow[];
  customersInDoubt(): readonly string[];
  /** Whether a row refers to this temporary name. */
  isUsed(customerId: string, temporaryName: string): boolean;
  /** The row that gives its resource this temporary name. */
  definedBy(customerId: string, temporaryName: string): LedgerRow | undefined;
  counts(): Counts;
  /** The same for each account, in the order of their first rows; null stands for rows that name none. */
  countsByCustomer(): readonly { readonly customerId: string | null; readonly counts: Counts }[];
  /** Operations that were sent since then, which is what counts towards the daily quota. */
  operationsSince(time: string): number;
  /**
   * What must all be 0 when a round ends: calls without an answer, rows left without a reason, and rows of
   * a batch job that nobody will ask for again.
   */
  audit(): {
    readonly openRequests: number;
    readonly unexplained: number;
    readonly stranded: number;
  };
  row(number: number): LedgerRow | undefined;
  rows(...only: readonly Outcome[]): Iterable<LedgerRow>;
  /** Every row, in order, without what the user wrote: for reports on millions of them. */
  standings(): Iterable<Standing>;
  errorsOf(row: number): readonly RowError[];
  /** All errors of rows as they stand, in order; those of no row first. */
  errors(): Iterable<{ readonly row: number | null; readonly error: RowError }>;
  /** Errors of Google's that name no row and left none without an answer. */
  looseErrors(): readonly RowError[];
  requests(): Iterable<LedgerRequest>;
}

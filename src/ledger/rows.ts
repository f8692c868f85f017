import type { OperationKind } from "../operations/schema/operation-kind.ts";
import type { Exemptions } from "../operations/build.ts";
import type { Counts, Outcome, RowError } from "../outcome/outcome.ts";
import type { RowResult } from "../outcome/row-result.ts";
import type { Run } from "./run.ts";

/** A row as it comes in: an operation to send, or the reasons why there is none. */
export interface NewRow {
  readonly number: number;
  /** The line of the input file; 0 for a row that a correction file added. */
  readonly line: number;
  /** Exact text of the record, without its line ending. */
  readonly raw: string;
  readonly customerId: string | null;
  /** `dropped` if its owner wants it left out. */
  readonly outcome: "unsent" | "invalid" | "dropped";
  /** The encoded operation; null if the row is not to be sent. */
  readonly operation: Uint8Array | null;
  /** The temporary name that the row gives to what it creates. */
  readonly defines: string | null;
  /** The temporary names that the row refers to. */
  readonly uses: readonly string[];
  /** Policies that the user asks to be exempted from; null if none. */
  readonly exemptions: Exemptions | null;
  readonly errors: readonly RowError[];
}

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
> & {
  /** What it asks for; `UNKNOWN_KIND` for a row without an operation. */
  readonly kind: OperationKind;
  /** The codes of its errors, in order. */
  readonly codes: readonly string[];
};

/** A row that waits to be sent. */
export interface UnsentRow {
  readonly number: number;
  readonly operation: Uint8Array;
  /** How often it was sent before. */
  readonly attempts: number;
  /** An answer for it was lost before: what it asks for may be there already. */
  readonly isDoubted: boolean;
  /** The temporary name that it gives to what it creates, or null. */
  readonly defines: string | null;
  /** The temporary names that it refers to, and those that were sought for it. */
  readonly uses: readonly string[];
  /** Policies that the user asks to be exempted from; null if none. */
  readonly exemptions: Exemptions | null;
}

/** What the ledger knows of the rows of a run. */
export interface RowLedger {
  /** Adds a row. Nothing of those of a new run stays unless the intake is ended. */
  add(row: NewRow): void;
  /** Ends the intake of a new run, which is one transaction, with the run as it is now. */
  endIntake(run: Run): void;
  /** The highest number of a row; 0 if there is none. */
  last(): number;
  /** A row as it stands. */
  find(number: number): LedgerRow | undefined;
  /**
   * The cells of a row, as its owner wrote them.
   * @throws Error if the run has no such row.
   */
  cellsOf(number: number): readonly string[];
  /** Rows as they stand, in order; those with one of these outcomes, or all. */
  all(...only: readonly Outcome[]): Iterable<LedgerRow>;
  /** The same rows, each with the reasons of its outcome, which are read along with it. */
  explained(
    ...only: readonly Outcome[]
  ): Iterable<{ readonly row: LedgerRow; readonly errors: readonly RowError[] }>;
  /** Every row, in order, without what the user wrote: for reports on millions of them. */
  standings(): Iterable<Standing>;
  counts(): Counts;
  /** The same for each account, in the order of their first rows; null stands for rows that name none. */
  countsByCustomer(): readonly { readonly customerId: string | null; readonly counts: Counts }[];
  /** Accounts with a row of that outcome. */
  customersWith(outcome: Outcome): readonly string[];
  /** Rows of an account that wait to be sent, in order, after the row `after`. */
  unsent(customerId: string, after: number, limit: number): Iterable<UnsentRow>;
  /** Rows in doubt, as they were sent. */
  inDoubt(customerId: string): readonly UnsentRow[];
  /** A row as it is sent; undefined if it is invalid, or there is none. */
  asSent(number: number): UnsentRow | undefined;
  /** The row that gives its resource this temporary name; a dropped one only if no other does. */
  definedBy(customerId: string, temporaryName: string): LedgerRow | undefined;
  /** Whether a row refers to this temporary name. */
  isUsed(customerId: string, temporaryName: string): boolean;
  /** The operations of rows that already have this resource name. */
  operationsOn(resourceName: string): readonly Uint8Array[];

  /** Rows of an account that wait to be sent and name resources that were not looked up yet. */
  unresolved(customerId: string, after: number, limit: number): readonly UnsentRow[];
  /** How many such rows there are in all accounts. */
  unresolvedCount(): number;
  /** The resource that a name was last found to belong to. */
  nameOf(customerId: string, sought: string): string | undefined;
  /** The same, if it was looked up since `forgetNames`. */
  currentNameOf(customerId: string, sought: string): string | undefined;
  noteName(customerId: string, sought: string, resourceName: string): void;
  /** Lets the names in rows that wait be looked up again: what they belong to may have changed. */
  forgetNames(): void;
  /** Puts the operation of a row in the place of one that was built before its names were known. */
  resolve(number: number, operation: Uint8Array, uses: readonly string[]): void;

  /** Notes what a row says, or said before an edit, by a digest. */
  noteText(digest: string, row: number): void;
  /** The row that is noted to have said that. */
  rowSaying(digest: string): LedgerRow | undefined;
  /** Puts an edited row in the place of the old one: to be sent, or invalid. */
  replace(row: NewRow): void;
  /** Lets rows wait to be sent again as they are. */
  release(numbers: readonly number[]): void;
  /** Records what became of a row, in the place of what was recorded before. */
  record(result: RowResult): void;
  errorsOf(number: number): readonly RowError[];
  /** All errors of rows as they stand, in order; those of no row first. */
  errors(): Iterable<{ readonly row: number | null; readonly error: RowError }>;
  /** What must all be 0 when a round ends. */
  audit(): {
    /** Rows left without a reason. */
    readonly unexplained: number;
    /** Rows of a batch job that nobody will ask for again. */
    readonly stranded: number;
  };
}

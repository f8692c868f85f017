import type { Exemptions } from "../operations/build.ts";
import type { RowError } from "../outcome/outcome.ts";
import type { Settlement } from "../outcome/settlement.ts";
import type { JobLedger } from "./jobs.ts";
import type { LedgerReader } from "./rows.ts";
import type { RoundKind, Run } from "./run.ts";

export type { LedgerReader, LedgerRequest, LedgerRow, Round, Standing, UnsentRow } from "./rows.ts";

/** A row as it comes in: an operation to send, or the reasons why there is none. */
export interface NewRow {
  readonly number: number;
  readonly line: number;
  /** Exact text of the record, without its line ending. */
  readonly raw: string;
  readonly customerId: string | null;
  /** The encoded operation; null if the row is invalid. */
  readonly operation: Uint8Array | null;
  /** The temporary name that the row gives to what it creates. */
  readonly defines: string | null;
  /** The temporary names that the row refers to. */
  readonly uses: readonly string[];
  /** Policies that the user asks to be exempted from; null if none. */
  readonly exemptions: Exemptions | null;
  readonly errors: readonly RowError[];
}

/** A call about to be made. */
export interface NewRequest {
  readonly round: number;
  readonly customerId: string;
  readonly method: string;
  readonly rows: readonly number[];
  /** The how many-th try it is for the row of it that was tried most. */
  readonly attempt: number;
  readonly startedAt: string;
  /** The batch job that it is about, by its id in the ledger. What becomes of its rows is up to the job. */
  readonly job?: number;
}

/** How a call ended. */
export interface RequestEnd {
  readonly endedAt: string;
  /** The gRPC status code. */
  readonly status: number;
  readonly requestId: string | null;
  /** The decoded failure as JSON text, undecoded details as base64 in it; null if there was none. */
  readonly failure: string | null;
}

/**
 * The truth about a run. Everything in the run's folder can be written again from it.
 *
 * Each method is one transaction, except between `begin` and `commit`. A process that dies loses no
 * committed one; a machine that dies neither (`synchronous = FULL`).
 */
export interface Ledger extends LedgerReader {
  readonly run: Run;
  readonly jobs: JobLedger;
  saveRun(run: Run): void;
  begin(): void;
  commit(): void;
  rollback(): void;
  addRow(row: NewRow): void;
  /** Ends the intake of a run's rows. */
  indexRows(): void;
  /** Puts an edited row in the place of the old one: to be sent, or invalid. */
  replaceRow(row: NewRow): void;
  /** Lets a row wait to be sent again as it is. */
  release(row: number): void;
  /** The same for several rows. */
  releaseAll(rows: readonly number[]): void;
  /** Takes a row for accepted that Google did not answer for; its resource's name may not be known. */
  accept(row: number, resourceName: string | null): void;
  startRound(kind: RoundKind, startedAt: string): number;
  endRound(number: number, endedAt: string): void;
  /** Journals a call before it is made. The answer is its id in the ledger. */
  openRequest(request: NewRequest): number;
  /** Journals how a call ended together with what became of its rows. */
  closeRequest(
    id: number,
    end: RequestEnd,
    settlements: readonly Settlement[],
    loose: readonly RowError[],
  ): void;
  /** Puts a call on record that changed nothing, after it was made. */
  noteRequest(request: NewRequest, end: RequestEnd): void;
  /** What the rows asked for that have this resource already. */
  operationsOn(resourceName: string): readonly Uint8Array[];
  /** Puts the operation of a row in the place of one that was built before its names were known. */
  resolveRow(row: number, operation: Uint8Array, uses: readonly string[]): void;
  noteName(customerId: string, sought: string, resourceName: string): void;
  /** Calls whose process died before the answer: their rows become in doubt, with this error. */
  abandonRequests(endedAt: string, error: RowError): number;
  settle(settlement: Settlement): void;
  close(): void;
}

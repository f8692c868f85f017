import type { RowError } from "../outcome/outcome.ts";
import type { RowResult } from "../outcome/row-result.ts";

/** A call about to be made. */
export interface NewRequest {
  readonly round: number;
  readonly customerId: string;
  readonly method: string;
  readonly rows: readonly number[];
  /** The number of this try, for the row that was tried most. */
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

/** What the ledger knows of calls. Each that may change something is on record before it is made. */
export interface Journal {
  /** Journals a call before it is made. The answer is its id in the ledger. */
  open(request: NewRequest): number;
  /** Journals how a call ended together with what became of its rows, in one transaction. */
  close(
    id: number,
    end: RequestEnd,
    results: readonly RowResult[],
    unplaced: readonly RowError[],
  ): void;
  /** Puts a query, which changes nothing, on record once it has been answered. */
  note(request: NewRequest, end: RequestEnd): void;
  /** Calls whose process died before the answer: their rows become in doubt, with this error. */
  abandon(endedAt: string, error: RowError): number;
  requests(): Iterable<LedgerRequest>;
  /** Calls without an answer. */
  openCount(): number;
  /** Operations that were sent since then, which is what counts towards the daily quota. */
  operationsSince(time: string): number;
  /** Errors of Google's that name no row and left none without an answer. */
  unplacedErrors(): readonly RowError[];
}

import { decodeStatus } from "../../failure/decode.ts";
import type { Failure, FailureError } from "../../failure/failure.ts";
import { operationIndex } from "../../failure/location.ts";
import { ownError } from "../../failure/own-error.ts";
import type { Job, JobRow } from "../../ledger/jobs.ts";
import { redact } from "../../messages/redact.ts";
import { recordOf } from "../../outcome/failure-record.ts";
import type { RowError } from "../../outcome/outcome.ts";
import { acceptedRow, type RowResult } from "../../outcome/row-result.ts";
import { judge, type Verdict } from "../../outcome/verdict.ts";
import type { JobResult } from "../../transport/transport.ts";
import type { JobContext } from "../context.ts";
import { rowResultsFor } from "./close.ts";

/** What a page of results says. */
export interface Page {
  readonly results: readonly RowResult[];
  /** The results that came to more than that a row was accepted at once. */
  readonly judged: readonly JudgedRow[];
  /** Rows that had a result already, and another one. */
  readonly corrected: readonly RowResult[];
  /** Of results that belong to no row. */
  readonly unplaced: readonly RowError[];
  /** Everything that failed, as JSON text; null if nothing did. */
  readonly failures: string | null;
}

interface JudgedRow {
  readonly row: JobRow;
  readonly verdict: Verdict;
}

/** Judges the results of a page, and changes nothing yet. */
export function judgePage(context: JobContext, job: Job, results: readonly JobResult[]): Page {
  const judging = new PageJudging(context, job);
  for (const result of results) judging.take(result);
  return judging.page();
}

/** A page that is being judged, result by result. */
class PageJudging {
  readonly #context: JobContext;
  readonly #job: Job;
  /** The names of rows of which there is nothing else to say, as of most. */
  readonly #accepted = new Map<number, string>();
  readonly #judged = new Map<number, JudgedRow>();
  readonly #corrected = new Map<number, JudgedRow>();
  /** The codes of the statuses that came with results. */
  readonly #codes = new Map<number, number>();
  readonly #failures: object[] = [];
  readonly #strange: FailureError[] = [];

  constructor(context: JobContext, job: Job) {
    this.#context = context;
    this.#job = job;
  }

  take(result: JobResult): void {
    if (this.#takePlainSuccess(result)) return;
    const { index, resourceName, status } = result;
    const failure = status === null ? null : decodeStatus(status);
    const row = this.#context.ledger.jobs.rowAt(this.#job, index);
    if (failure !== null) this.#failures.push(recordOf(index, row?.number ?? null, failure));
    if (row === undefined) {
      const message = `Google gave a result for operation ${index} of the batch job, and ${this.#job.size} were sent.`;
      this.#strange.push(ownError("CONTRADICTORY_ANSWER", message), ...(failure?.errors ?? []));
      return;
    }
    const own = failure === null ? null : ofItsOperation(failure);
    const answer = { kind: "answered", results: [resourceName], failure: own } as const;
    const [verdict] = judge(1, answer, false).verdicts;
    if (verdict === undefined) return;
    this.#codes.set(row.number, failure?.status?.code ?? 0);
    this.#place({ row, verdict }, resourceName);
  }

  page(): Page {
    const rowResults = rowResultsFor(this.#context, this.#job, {
      has: (row) =>
        this.#accepted.has(row) || this.#judged.get(row)?.verdict.outcome === "accepted",
    });
    const settled = ({ row, verdict }: JudgedRow): RowResult =>
      rowResults.resultOf(row, verdict, this.#codes.get(row.number) ?? null);
    const failures = this.#failures;
    return {
      results: [
        ...Array.from(this.#accepted, ([row, name]) => acceptedRow(row, name)),
        ...Array.from(this.#judged.values(), settled),
      ],
      judged: [...this.#judged.values()],
      corrected: Array.from(this.#corrected.values(), settled),
      unplaced: this.#strange.map((error) => rowResults.unplacedError(error, null)),
      failures: failures.length === 0 ? null : redact(JSON.stringify({ results: failures })),
    };
  }

  /** Nothing but a name, for a row that had no result before, says all: the row need not be read. */
  #takePlainSuccess({ index, resourceName, status }: JobResult): boolean {
    if (status !== null || resourceName === null) return false;
    const row = this.#context.ledger.jobs.freshRowAt(this.#job, index);
    if (row === undefined || this.#accepted.has(row) || this.#judged.has(row)) return false;
    this.#accepted.set(row, resourceName);
    return true;
  }

  /** Joins a verdict to what is known of its row already. */
  #place({ row, verdict }: JudgedRow, resourceName: string | null): void {
    const isOpen = row.job === this.#job.id;
    const onPage = this.#saidOnPage(row.number);
    const before = onPage ?? (isOpen ? null : standing(row));
    if (before === null) {
      if (isOpen) this.#judged.set(row.number, { row, verdict });
      return;
    }
    if (!contradicts(before, verdict)) return;
    const doubt = contradiction(before.resourceName ?? resourceName);
    this.#accepted.delete(row.number);
    (onPage === null ? this.#corrected : this.#judged).set(row.number, { row, verdict: doubt });
  }

  #saidOnPage(row: number): Standing | null {
    const resourceName = this.#accepted.get(row);
    return resourceName === undefined
      ? (this.#judged.get(row)?.verdict ?? null)
      : { outcome: "accepted", resourceName };
  }
}

/**
 * The failure of one result, as that of a request with one operation: it is not documented what the position in
 * its paths counts from, and the result says itself which operation it is about.
 */
function ofItsOperation(failure: Failure): Failure {
  const errors = failure.errors.map((error) => {
    const [list, ...rest] = error.path;
    return operationIndex(error.path) === null || list === undefined
      ? error
      : { ...error, path: [{ ...list, index: 0 }, ...rest] };
  });
  return { ...failure, errors };
}

type Standing = Pick<Verdict, "outcome" | "resourceName">;

/** What an earlier result of the job said; null if the row has been edited or sent otherwise since. */
function standing({ outcome, resourceName }: JobRow): Standing | null {
  return outcome === "unsent" || outcome === "invalid" ? null : { outcome, resourceName };
}

/** Two results that both leave the row as it was, or both name the same resource, agree. */
function contradicts(a: Standing, b: Standing): boolean {
  if (a.outcome === "in_doubt") return false;
  return b.outcome === "in_doubt" || a.resourceName !== b.resourceName;
}

function contradiction(name: string | null): Verdict {
  const what = name === null ? "" : `, once with the name ${name}`;
  const error = ownError("CONTRADICTORY_ANSWER", `Google gave two results for this row${what}.`);
  return { outcome: "in_doubt", resourceName: null, errors: [error] };
}

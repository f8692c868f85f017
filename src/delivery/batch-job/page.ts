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
  const { ledger } = context;
  /** The names of rows of which there is nothing else to say. Most are. */
  const accepted = new Map<number, string>();
  const judged = new Map<number, JudgedRow>();
  const corrected = new Map<number, JudgedRow>();
  const codes = new Map<number, number>();
  const failures: object[] = [];
  const strange: FailureError[] = [];
  for (const { index, resourceName, status } of results) {
    if (status === null && resourceName !== null) {
      const number = ledger.jobs.freshRowAt(job, index);
      if (number !== undefined && !accepted.has(number) && !judged.has(number)) {
        accepted.set(number, resourceName);
        continue;
      }
    }
    const failure = status === null ? null : decodeStatus(status);
    const row = ledger.jobs.rowAt(job, index);
    if (failure !== null) failures.push(recordOf(index, row?.number ?? null, failure));
    if (row === undefined) {
      const message = `Google gave a result for operation ${index} of the batch job, and ${job.size} were sent.`;
      strange.push(ownError("CONTRADICTORY_ANSWER", message), ...(failure?.errors ?? []));
      continue;
    }
    const own = failure === null ? null : ofItsOperation(failure);
    const answer = { kind: "answered", results: [resourceName], failure: own } as const;
    const [verdict] = judge(1, answer, false).verdicts;
    if (verdict === undefined) continue;
    codes.set(row.number, failure?.status?.code ?? 0);
    const name = accepted.get(row.number);
    const onPage = name === undefined ? judged.get(row.number)?.verdict : acceptedAs(name);
    const before = onPage ?? (row.job === job.id ? null : standing(row));
    if (before === null) {
      if (row.job === job.id) judged.set(row.number, { row, verdict });
    } else if (contradicts(before, verdict)) {
      const doubt = contradiction(before.resourceName ?? resourceName);
      accepted.delete(row.number);
      (onPage === undefined ? corrected : judged).set(row.number, { row, verdict: doubt });
    }
  }
  const rowResults = rowResultsFor(context, job, {
    has: (row) => accepted.has(row) || judged.get(row)?.verdict.outcome === "accepted",
  });
  const settled = ({ row, verdict }: JudgedRow): RowResult =>
    rowResults.resultOf(row, verdict, codes.get(row.number) ?? null);
  return {
    results: [
      ...Array.from(accepted, ([number, name]) => acceptedRow(number, name)),
      ...Array.from(judged.values(), settled),
    ],
    judged: [...judged.values()],
    corrected: [...corrected.values()].map(settled),
    unplaced: strange.map((error) => rowResults.unplacedError(error, null)),
    failures: failures.length === 0 ? null : redact(JSON.stringify({ results: failures })),
  };
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

function acceptedAs(resourceName: string): Standing {
  return { outcome: "accepted", resourceName };
}

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

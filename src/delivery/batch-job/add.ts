import { classOf } from "../../failure/classify.ts";
import type { Job } from "../../ledger/jobs.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { rowResultsOf } from "../../outcome/row-result.ts";
import { judge } from "../../outcome/verdict.ts";
import {
  callOnce,
  callTries,
  endOf,
  type FailedAnswer,
  hasError,
  isRefusal,
  stopAfter,
} from "../calls.ts";
import { done, type JobContext, type Step, stopped } from "../context.ts";
import { lookAt } from "./job-status.ts";

/**
 * Adds rows to a job. An answer that is lost is settled by the token that the job asks for next: the
 * same as before, and the operations did not arrive; another one, and they did.
 * The answer is the job as it is then; null if the job is of no use any more.
 */
export async function addRows(
  context: JobContext,
  job: Job,
  rows: readonly UnsentRow[],
): Promise<Step<Job | null>> {
  const { ledger, transport } = context;
  const numbers = rows.map((row) => row.number);
  const operations = rows.map((row) => row.operation);
  const size = job.size + rows.length;
  ledger.jobs.beginAdd(job, numbers);
  const { customerId, resourceName, token } = job;
  const call = { method: "BatchJobService.AddBatchJobOperations", customerId, job, rows: numbers };
  const send = () => transport.jobs.add(resourceName, token, operations);
  const retry = callTries(context);
  for (;;) {
    const result = await callOnce(context, call, send, retry.tries + 1, true);
    if (result.kind === "answered") {
      const { totalOperations, nextToken, requestId } = result.answer;
      const isWhole = totalOperations === size;
      ledger.transaction(() => {
        ledger.journal.close(result.request, endOf(context, requestId), [], []);
        if (isWhole) ledger.jobs.landAdd(job, nextToken);
        // Not what was sent: positions in it would blame the wrong rows. It has not been run.
        else ledger.jobs.abandon(job);
      });
      return done(isWhole ? { ...job, token: nextToken, size } : null);
    }
    const failed = result.answer;
    const isOutOfStep = hasError(failed, "BatchJobError.INVALID_SEQUENCE_TOKEN");
    if (isTooLarge(failed) && rows.length > 1) {
      closeFailed(context, result.request, failed);
      ledger.jobs.withdrawAdd(job);
      return addHalves(context, job, rows);
    }
    if (isRefusal(failed) && !isOutOfStep) {
      const isTriedAgain = await retry.pauseAfter(failed);
      if (!isTriedAgain) return refuse(context, job, rows, failed, result.request);
      closeFailed(context, result.request, failed);
      continue;
    }
    closeFailed(context, result.request, failed);
    const landed = await settleAdd(context, { ...job, onTheWay: rows.length });
    if (landed.kind === "stopped") return landed;
    if (landed.value === null || landed.value.onTheWay === 0) return landed;
    if (isOutOfStep) {
      ledger.jobs.abandon(job);
      return done(null);
    }
    if (!(await retry.pauseAfter(failed))) return stopped(stopAfter(failed));
  }
}

async function addHalves(
  context: JobContext,
  job: Job,
  rows: readonly UnsentRow[],
): Promise<Step<Job | null>> {
  const middle = Math.ceil(rows.length / 2);
  const first = await addRows(context, job, rows.slice(0, middle));
  if (first.kind === "stopped" || first.value === null) return first;
  return addRows(context, first.value, rows.slice(middle));
}

function isTooLarge({ code, failure }: FailedAnswer): boolean {
  return failure.errors.some((error) => classOf(error, code) === "split");
}

function closeFailed(context: JobContext, request: number, failed: FailedAnswer): void {
  context.ledger.journal.close(request, endOf(context, failed.failure.requestId, failed), [], []);
}

/** The request as a whole was refused: nothing of it is in the job, and its rows stand as after any other. */
function refuse(
  context: JobContext,
  job: Job,
  rows: readonly UnsentRow[],
  failed: FailedAnswer,
  request: number,
): Step<never> {
  const { ledger, builder } = context;
  const { verdicts, unplaced } = judge(rows.length, failed, false);
  const rowResults = rowResultsOf(
    ledger.run.headers,
    (row) => ledger.rows.cellsOf(row),
    builder,
    () => null,
  );
  ledger.transaction(() => {
    ledger.jobs.withdrawAdd(job);
    ledger.journal.close(
      request,
      endOf(context, failed.failure.requestId, failed),
      rows.flatMap((row, position) => {
        const verdict = verdicts[position];
        return verdict === undefined ? [] : [rowResults.resultOf(row, verdict, failed.code)];
      }),
      unplaced.map((error) => rowResults.unplacedError(error, failed.code)),
    );
  });
  return stopped(stopAfter(failed));
}

/**
 * Finds out whether the operations on their way arrived. The job with none on the way: they did; the
 * job as it was: they did not; null: the job is of no use any more, and its rows wait again.
 */
export async function settleAdd(context: JobContext, job: Job): Promise<Step<Job | null>> {
  const { ledger } = context;
  const look = await lookAt(context, job);
  if (look.kind === "stopped") return look;
  const status = look.value;
  if (status === null) {
    // Never run, and removed since, as Google does with such jobs after some days.
    ledger.jobs.abandon(job);
    return done(null);
  }
  if (status.status !== "PENDING") {
    // Somebody else ran it. What was on its way counts as in it unless Google counts otherwise.
    const isWithout = status.operationCount === job.size;
    if (isWithout) ledger.jobs.withdrawAdd(job);
    else ledger.jobs.landAdd(job, job.token);
    ledger.jobs.setState(job, "running");
    const joined = isWithout ? job.size : job.size + job.onTheWay;
    return done({ ...job, state: "running", size: joined, onTheWay: 0 });
  }
  const nextToken = status.nextToken ?? "";
  // Before its first operations a job may already name a token, which those may leave out.
  if (nextToken === job.token || (job.size === 0 && status.operationCount === 0)) return done(job);
  const size = job.size + job.onTheWay;
  const isSure = job.size > 0 || status.operationCount !== null;
  if (!isSure || job.onTheWay === 0 || (status.operationCount ?? size) !== size) {
    // Nothing of it has been run, so that nothing is lost with it.
    ledger.jobs.abandon(job);
    return done(null);
  }
  ledger.jobs.landAdd(job, nextToken);
  return done({ ...job, token: nextToken, size, onTheWay: 0 });
}

import { statusCode } from "../../failure/status-code.ts";
import type { Job } from "../../ledger/jobs.ts";
import { callOnce, callTries, endOf, type FailedAnswer, hasError, stopAfter } from "../calls.ts";
import { done, type JobContext, type Step, stopped } from "../context.ts";
import { settleDoubt } from "../doubt/settle.ts";
import { closeInDoubt, closeJob, recordLost } from "./close.ts";
import type { JobStatus } from "./job-status.ts";
import { judgePage, type Page } from "./page.ts";

/**
 * Reads the results of a job that is done, page by page, and settles each row that they name. Rows that
 * no result names are in doubt. After that the job is closed.
 *
 * A result is joined to its row by its operation index and nothing else. What is done once is not undone
 * by reading a page again; a second result that says otherwise brings a row into doubt.
 */
export async function readResults(
  context: JobContext,
  job: Job,
  status: JobStatus,
): Promise<Step<"read" | "not ready">> {
  const { ledger, jobs } = context;
  if (status.operationCount !== null && status.operationCount !== job.size) {
    closeInDoubt(
      context,
      job,
      `Google counts ${status.operationCount} operations in the batch job, and ${job.size} were sent: its results cannot be joined to rows.`,
    );
    return done("read");
  }
  let { pageToken } = job;
  let budget = mostResults(job);
  let isStartedOver = pageToken === "";
  let retry = callTries(context);
  const call = {
    method: "BatchJobService.ListBatchJobResults",
    customerId: job.customerId,
    job,
  };
  for (;;) {
    const send = () => context.transport.jobs.results(job.resourceName, pageToken);
    const result = await callOnce(context, call, send, retry.tries + 1, true);
    if (result.kind === "failed") {
      const failed = result.answer;
      const end = endOf(context, failed.failure.requestId, failed);
      ledger.journal.close(result.request, end, [], []);
      if (isGone(failed)) {
        closeInDoubt(context, job, "Google no longer has the results of the batch job.");
        return done("read");
      }
      if (hasError(failed, "BatchJobError.RESULTS_NOT_READY")) return done("not ready");
      if (isBadPage(failed) && !isStartedOver) {
        pageToken = "";
        budget = mostResults(job);
        isStartedOver = true;
        continue;
      }
      if (!(await retry.pauseAfter(failed))) return stopped(stopAfter(failed));
      continue;
    }
    const { results, nextPageToken, requestId } = result.answer;
    budget -= Math.max(results.length, 1);
    // Tokens that lead to where they came from, or to page after page, would go on for ever.
    const isLast = nextPageToken === "" || nextPageToken === pageToken || budget < 0;
    const page = judgePage(context, job, results);
    ledger.transaction(() => {
      const end = { ...endOf(context, requestId), failure: page.failures };
      ledger.journal.close(result.request, end, page.results, page.unplaced);
      for (const corrected of page.corrected) recordLost(context, corrected);
      ledger.jobs.setPageToken(job, nextPageToken);
      if (isLast) closeJob(context, job, missingMessage(status));
    });
    context.limits.noteJudged({
      verdicts: page.judged.map(({ verdict }) => verdict),
      unplaced: [],
    });
    await settleEchoes(context, job, page);
    context.onProgress(page.results.length);
    jobs.onProgress({ kind: "reading", rows: job.size });
    if (isLast) return done("read");
    if (context.signal.aborted) return stopped(null);
    pageToken = nextPageToken;
    retry = callTries(context);
  }
}

/** Results to read at most, where an empty page counts as one: some may come twice. */
function mostResults({ size }: Job): number {
  return 2 * size + 10;
}

/**
 * What a row asks for may be there already because an earlier try of it was carried out, whose answer
 * was lost: then the error that says so is an echo of that try.
 */
async function settleEchoes(context: JobContext, job: Job, { judged }: Page): Promise<void> {
  const echoes = judged.flatMap(({ row, verdict }) =>
    row.isDoubted && verdict.outcome === "rejected" && row.operation !== null
      ? [{ row: { ...row, operation: row.operation }, verdict }]
      : [],
  );
  if (echoes.length === 0) return;
  const rows = echoes.map(({ row }) => row);
  const judgement = { verdicts: echoes.map(({ verdict }) => verdict), unplaced: [] };
  const doubted = new Set(rows.map((row) => row.number));
  await settleDoubt(context, job.customerId, rows, { answer: NO_FAILURE, judgement }, doubted);
}

const NO_FAILURE = { kind: "answered", results: [], failure: null } as const;

function missingMessage({ operationCount, executedCount }: JobStatus): string {
  return operationCount !== null && executedCount !== null && executedCount < operationCount
    ? `It is not known whether the row was carried out: Google ended the batch job after ${executedCount} of ${operationCount} operations.`
    : "It is not known whether the row was carried out: the batch job gave no result for it.";
}

function isGone(failed: FailedAnswer): boolean {
  return failed.code === statusCode.NOT_FOUND || hasError(failed, "MutateError.RESOURCE_NOT_FOUND");
}

/** The place in the results is known no more; they can be read again from the start. */
function isBadPage(failed: FailedAnswer): boolean {
  return (
    hasError(failed, "RequestError.EXPIRED_PAGE_TOKEN") ||
    hasError(failed, "RequestError.INVALID_PAGE_TOKEN") ||
    hasError(failed, "BatchJobError.CANNOT_LIST_RESULTS")
  );
}

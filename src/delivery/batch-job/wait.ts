import type { Job } from "../../ledger/jobs.ts";
import type { Stop } from "../../outcome/stop.ts";
import { done, type JobContext, type JobProgress, type Step, stopped } from "../context.ts";
import { firstJobPauseMs, jobPauseGrowth, longestJobPauseMs } from "../defaults.ts";
import { closeInDoubt } from "./close.ts";
import { readResults } from "./job-results.ts";
import { type JobStatus, lookAt } from "./job-status.ts";

/** Waits until a job is done, and reads its results. */
export async function finish(context: JobContext, job: Job, isFresh: boolean): Promise<Step<null>> {
  const { jobs, signal } = context;
  if (isFresh && !jobs.wait) return stopped(left(job));
  let pauseMs = firstJobPauseMs;
  let waitedMs = 0;
  for (let isFirst = true; ; isFirst = false) {
    if (isFresh || !isFirst) {
      await jobs.sleep(pauseMs, signal);
      waitedMs += pauseMs;
      pauseMs = Math.min(pauseMs * jobPauseGrowth, longestJobPauseMs);
    }
    if (signal.aborted) return stopped(null);
    const look = await lookTwice(context, job);
    if (look.kind === "stopped") return look;
    const status = look.value;
    if (status === null) {
      closeInDoubt(context, job, "Google no longer has the batch job or its results.");
      return done(null);
    }
    if (status.status === "DONE") {
      const read = await readResults(context, job, status);
      if (read.kind === "stopped" || read.value === "read")
        return read.kind === "stopped" ? read : done(null);
    }
    jobs.onProgress(progressOf(job, status));
    if (!jobs.wait) return stopped(left(job));
    if (waitedMs >= jobs.longestWaitMs) return stopped(gaveUp(job));
  }
}

/** A job that was made a moment ago may not be seen at once, so that one look is not enough. */
export async function lookTwice(context: JobContext, job: Job): Promise<Step<JobStatus | null>> {
  for (let look = 1; ; look += 1) {
    const found = await lookAt(context, job);
    if (found.kind === "stopped" || found.value !== null || look === LOOKS) return found;
    await context.jobs.sleep(firstJobPauseMs * look, context.signal);
    if (context.signal.aborted) return stopped(null);
  }
}

const LOOKS = 3;

function progressOf({ size: rows }: Job, { status, executedCount, ratio }: JobStatus): JobProgress {
  return (executedCount ?? 0) > 0 || (ratio ?? 0) > 0
    ? { kind: "working", rows, executed: executedCount, ratio }
    : { kind: status === "DONE" ? "reading" : "waiting", rows };
}

function left({ resourceName, size }: Job): Stop {
  return {
    kind: "job",
    scope: "account",
    code: "LocalError.JOB_RUNNING",
    message: `The batch job ${resourceName} with ${size.toLocaleString("en")} rows is being processed by Google.`,
    wayOut: "Google keeps its results for days.",
    waitSeconds: null,
  };
}

function gaveUp({ resourceName, size }: Job): Stop {
  return {
    kind: "job",
    scope: "account",
    code: "LocalError.JOB_RUNNING",
    message: `The batch job ${resourceName} with ${size.toLocaleString("en")} rows did not finish in time.`,
    wayOut: "Google keeps working on it.",
    waitSeconds: null,
  };
}

import type { Job } from "../../ledger/jobs.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { isRemoval } from "../../operations/schema/encoded-operation.ts";
import { refusesPartialFailure } from "../../operations/schema/entity.ts";
import type { Stop } from "../../outcome/stop.ts";
import { callUntilAnswered, hasError, isRefusal, stopAfter } from "../calls.ts";
import { done, type JobContext, type SendContext, type Step, stopped } from "../context.ts";
import { batchJobThreshold } from "../defaults.ts";
import { findAgain, LOOK_UPS } from "../doubt/settle.ts";
import { deliver } from "../mutate/repeat.ts";
import { settleAdd } from "./add.ts";
import { closeInDoubt } from "./close.ts";
import { fillJob } from "./fill.ts";
import { planRows } from "./job-plan.ts";
import { finish, lookTwice } from "./wait.ts";

/** Whether the rows of an account that wait go as a batch job. Those of a job that is begun always do. */
export function goesAsJob(ledger: Ledger, customerId: string): boolean {
  const { mode, validateOnly } = ledger.run.settings;
  if (ledger.jobs.open(customerId) !== null) return true;
  // A batch job has no way to check only.
  if (validateOnly || mode === "partial-failure") return false;
  if (mode === "batch-job") return true;
  return ledger.jobs.waiting(customerId) >= batchJobThreshold && isLongPart(ledger, customerId);
}

/** Whether enough rows wait before the first removal that has to wait for others: each such part is a job. */
function isLongPart(ledger: Ledger, customerId: string): boolean {
  let rows = 0;
  let hasOthers = false;
  for (const { operation } of ledger.rows.unsent(customerId, 0, batchJobThreshold)) {
    const isRemoving = isRemoval(operation);
    if (isRemoving && hasOthers) break;
    hasOthers ||= !isRemoving;
    rows += 1;
  }
  return rows === batchJobThreshold;
}

/** A job that Google does not take as it was sent is begun anew this often, and then left. */
const MOST_ATTEMPTS = 3;

/**
 * Sends the rows of an account through batch jobs, one after the other: the one that is begun already,
 * if there is one, from wherever it stands, and then others until no row waits. Every step is on record
 * before and after, so that a process may die at any point and another one go on.
 * The answer tells what stopped it before the last row.
 */
export async function sendAsJobs(
  sending: SendContext,
  customerId: string,
  isStopped: () => boolean,
): Promise<Stop | null> {
  const context: JobContext = { ...sending, isStopped };
  const { ledger } = context;
  const stop = await sendAlone(context, customerId);
  if (stop !== null) return stop;
  let lookedUp = 0;
  for (let abandoned = 0; abandoned < MOST_ATTEMPTS;) {
    const begun = ledger.jobs.open(customerId);
    const taken = begun === null ? done(null) : await takeUp(context, begun);
    if (taken.kind === "stopped") return taken.stop;
    let job = taken.value;
    if (job === null || job.state === "filling") {
      if (context.isStopped()) return null;
      planRows(ledger, customerId);
      const filled = await fillJob(context, customerId, job);
      if (filled.kind === "stopped") return filled.stop;
      if (filled.value.kind === "abandoned") {
        abandoned += 1;
        continue;
      }
      job = filled.value.job;
      if (filled.value.kind === "empty") {
        if (job !== null) ledger.jobs.abandon(job);
        return null;
      }
      if (context.isStopped()) return null;
    }
    const isFresh = job !== null && job.state === "filling";
    if (job !== null && job.state !== "running" && job.state !== "closed") {
      const started = await start(context, job);
      if (started.kind === "stopped") return started.stop;
    }
    if (job === null || job.state === "closed") continue;
    const finished = await finish(context, job, isFresh);
    if (finished.kind === "stopped") return finished.stop;
    if (await isAnyFoundUndone(context, customerId, lookedUp)) lookedUp += 1;
  }
  return NOT_TAKEN;
}

/**
 * Rows that Google takes in no batch job go one by one, before it. Those that refer to a row of the job
 * by a temporary name wait for it.
 */
async function sendAlone(context: JobContext, customerId: string): Promise<Stop | null> {
  const { ledger } = context;
  for (const row of ledger.jobs.sentAlone(customerId, refusesPartialFailure)) {
    if (context.isStopped()) return null;
    const stop = await deliver(context, customerId, [row]);
    context.onProgress(1);
    if (stop !== null) return stop;
  }
  return null;
}

/**
 * Looks up the rows that a job left in doubt, as after any other lost answer. Those that were surely not
 * carried out wait again, and go with the next job; only so many times, since that one may end as early.
 */
async function isAnyFoundUndone(
  context: JobContext,
  customerId: string,
  times: number,
): Promise<boolean> {
  const { ledger, retries } = context;
  if (retries === null || times >= MOST_ATTEMPTS) return false;
  const rows = ledger.rows.inDoubt(customerId);
  if (rows.length === 0) return false;
  const { again } = await findAgain(context, customerId, rows, LOOK_UPS);
  ledger.rows.release([...again]);
  return again.size > 0;
}

const NOT_TAKEN: Stop = {
  kind: "job",
  scope: "account",
  code: "LocalError.JOB_NOT_TAKEN",
  message: "Google rejected the batch job three times. Nothing was applied.",
  wayOut: "Continue later, or with --mode partial-failure.",
};

/**
 * Finds out how a job stands that an earlier process, or an earlier round, began. The job as it is now;
 * null if it was never run and is of no use any more, or has told all that it ever will.
 */
async function takeUp(context: JobContext, job: Job): Promise<Step<Job | null>> {
  const { ledger } = context;
  if (job.state === "running") return done(job);
  if (job.state === "filling") {
    const settled = await settleAdd(context, job);
    if (settled.kind === "stopped" || settled.value === null || settled.value.onTheWay === 0)
      return settled;
    ledger.jobs.withdrawAdd(job);
    return done({ ...job, onTheWay: 0 });
  }
  const look = await lookTwice(context, job);
  if (look.kind === "stopped") return look;
  if (look.value === null) {
    closeInDoubt(context, job, "Google no longer has the batch job, and may have run it.");
    return done(null);
  }
  if (look.value.status === "PENDING") return done(job);
  ledger.jobs.setState(job, "running");
  return done({ ...job, state: "running" });
}

/** Tells Google to run a job. To be told twice does no harm. */
async function start(context: JobContext, job: Job): Promise<Step<null>> {
  const { ledger, transport } = context;
  ledger.jobs.setState(job, "starting");
  const call = { method: "BatchJobService.RunBatchJob", customerId: job.customerId, job };
  const result = await callUntilAnswered(context, call, () => transport.jobs.run(job.resourceName));
  const isRunning =
    result.kind === "answered" ||
    hasError(result.answer, "BatchJobError.CANNOT_MODIFY_JOB_AFTER_JOB_STARTS_RUNNING");
  if (isRunning) {
    ledger.jobs.setState(job, "running");
    return done(null);
  }
  // A call before this one may have been heard, unless this is the first.
  if (result.tries === 1 && isRefusal(result.answer)) ledger.jobs.setState(job, "filling");
  return stopped(stopAfter(result.answer));
}

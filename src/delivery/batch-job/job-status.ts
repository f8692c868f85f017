import type { Job } from "../../ledger/jobs.ts";
import { callTries, decodeFailed, search, stopAfter } from "../calls.ts";
import { done, type JobContext, type Step, stopped } from "../context.ts";

/** What Google says of a job. */
export interface JobStatus {
  /** `PENDING` takes operations, `RUNNING` is at work or about to be, `DONE` has results. */
  readonly status: string;
  /** For the next operations; null unless pending. */
  readonly nextToken: string | null;
  readonly operationCount: number | null;
  readonly executedCount: number | null;
  /** From 0 to 1. */
  readonly ratio: number | null;
}

/** Asks how a job is. Null: Google does not know it (any more). */
export async function lookAt(context: JobContext, job: Job): Promise<Step<JobStatus | null>> {
  const answer = await search(context, job.customerId, queryFor(job), {
    tries: callTries(context),
    // Polls are few, and would wear down the pauses that mutates have earned.
    isPaced: false,
  });
  return answer.kind === "found"
    ? done(statusIn(answer.rows[0]?.["batch_job"]))
    : stopped(stopAfter(decodeFailed(answer)));
}

function queryFor({ resourceName }: Job): string {
  return [
    "SELECT batch_job.resource_name, batch_job.status, batch_job.next_add_sequence_token,",
    "batch_job.metadata.operation_count, batch_job.metadata.executed_operation_count,",
    "batch_job.metadata.estimated_completion_ratio",
    `FROM batch_job WHERE batch_job.resource_name = '${resourceName}'`,
  ].join(" ");
}

function statusIn(value: unknown): JobStatus | null {
  if (typeof value !== "object" || value === null) return null;
  // A message as the query selects it; each member is checked below.
  const job = value as Readonly<Record<string, unknown>>;
  const metadata = (job["metadata"] ?? {}) as Readonly<Record<string, unknown>>;
  const { status, next_add_sequence_token: token } = job;
  return {
    status: typeof status === "string" ? status : "UNKNOWN",
    nextToken: typeof token === "string" ? token : null,
    operationCount: numberIn(metadata["operation_count"]),
    executedCount: numberIn(metadata["executed_operation_count"]),
    ratio: numberIn(metadata["estimated_completion_ratio"]),
  };
}

/** 64-bit numbers come as text. */
function numberIn(value: unknown): number | null {
  if (value === undefined || value === null || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

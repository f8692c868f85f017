import { jobAddSize, maxRequestBytes } from "../../api/limits.ts";
import type { Job } from "../../ledger/jobs.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { isRemoval } from "../../operations/schema/encoded-operation.ts";
import { callUntilAnswered, stopAfter } from "../calls.ts";
import { done, type JobContext, type Step, stopped } from "../context.ts";
import { parentsFirst, resolveParents } from "../relatives.ts";
import { removalGuard } from "../removals.ts";
import { addRows } from "./add.ts";
import { inSendOrder } from "./order.ts";

/** Name and token of the job, and the tags around them. */
const ENVELOPE_BYTES = 1_024;

/** Tag and length in front of each operation. */
const OPERATION_OVERHEAD = 6;

/**
 * Puts the rows of an account that wait into a job, which is made when there is something to put in.
 * A job that is full is left so; the rest of the rows waits for another one.
 */
export async function fillJob(
  context: JobContext,
  customerId: string,
  started: Job | null,
): Promise<Step<Filled>> {
  let job = started;
  for (const rows of requestsOf(context, customerId, started)) {
    if (context.isStopped()) return stopped(null);
    const admitted = context.limits.admit(rows.length);
    if (typeof admitted !== "number") {
      // What is in the job may run; nothing more is added.
      if (job === null || job.size === 0) return stopped(admitted);
      break;
    }
    if (job === null) {
      const created = await createJob(context, customerId);
      if (created.kind === "stopped") return created;
      job = created.value;
    }
    const added = await addRows(context, job, rows.slice(0, admitted));
    if (added.kind === "stopped") return added;
    if (added.value === null) return done({ kind: "abandoned" });
    job = added.value;
    if (job.state !== "filling" || admitted < rows.length) break;
    context.jobs.onProgress({ kind: "filling", rows: job.size });
  }
  return done(job === null || job.size === 0 ? { kind: "empty", job } : { kind: "filled", job });
}

/** What there is to run. */
export type Filled =
  | { readonly kind: "filled"; readonly job: Job }
  /** No row was there to put in; the job may have been made earlier. */
  | { readonly kind: "empty"; readonly job: Job | null }
  /** The job is of no use any more, and its rows wait for another one. */
  | { readonly kind: "abandoned" };

/**
 * Rows cut into requests; a group is cut only if it does not fit into one. A removal ends the job that
 * holds other rows: it goes with the next one, once those are settled.
 */
function* requestsOf(
  { ledger, builder, jobs }: JobContext,
  customerId: string,
  job: Job | null,
): Generator<readonly UnsentRow[]> {
  let request: UnsentRow[] = [];
  let bytes = ENVELOPE_BYTES;
  const along = new Set<number>();
  const begin = (): void => {
    room -= request.length;
    request = [];
    bytes = ENVELOPE_BYTES;
    along.clear();
  };
  let room = jobs.jobSize - (job?.size ?? 0);
  let hasOthers = job !== null && job.size > 0;
  const guard = removalGuard(ledger, builder, customerId);
  for (const one of inSendOrder(ledger, customerId, job)) {
    const isRemoving = one.some((row) => isRemoval(row.operation));
    if (isRemoving && hasOthers) break;
    hasOthers ||= !isRemoving;
    const unit = parentsFirst(isRemoving ? guard.allowed(one) : one);
    const isTied = unit.some((row) => row.uses.length > 0);
    const rows = isTied ? resolveParents(ledger, builder, customerId, unit, along) : unit;
    const size = rows.reduce((sum, row) => sum + bytesOf(row), 0);
    if (rows.length + request.length > room) break;
    const fits = request.length + rows.length <= jobAddSize && bytes + size <= maxRequestBytes;
    if (!fits && request.length > 0) {
      yield request;
      begin();
    }
    for (const row of rows) {
      if (request.length === jobAddSize || bytes + bytesOf(row) > maxRequestBytes) {
        yield request;
        begin();
      }
      request.push(row);
      along.add(row.number);
      bytes += bytesOf(row);
    }
  }
  if (request.length > 0) yield request;
}

function bytesOf(row: UnsentRow): number {
  return row.operation.length + OPERATION_OVERHEAD;
}

/** An answer that is lost leaves an empty job behind, which Google removes after some days. */
async function createJob(context: JobContext, customerId: string): Promise<Step<Job>> {
  const { ledger, transport, now } = context;
  const call = { method: "BatchJobService.MutateBatchJob", customerId, job: null };
  const result = await callUntilAnswered(context, call, () => transport.jobs.create(customerId));
  return result.kind === "failed"
    ? stopped(stopAfter(result.answer))
    : done(ledger.jobs.create(customerId, result.answer.resourceName, now().toISOString()));
}

import { ownError } from "../../failure/own-error.ts";
import type { Job, JobRow } from "../../ledger/jobs.ts";
import { looseGroupKeyOf } from "../../operations/schema/atomic-group.ts";
import { type RowResult, type RowResults, rowResultsOf } from "../../outcome/row-result.ts";
import type { Verdict } from "../../outcome/verdict.ts";
import type { JobContext } from "../context.ts";
import { blockerOf } from "../relatives.ts";

/** Brings every row of a job without a result into doubt, and closes it. */
export function closeInDoubt(context: JobContext, job: Job, message: string): void {
  context.ledger.transaction(() => closeJob(context, job, message));
}

/** Ends a job: rows without a result are in doubt, and victims learn which row took them along. */
export function closeJob(context: JobContext, job: Job, missing: string): void {
  const { ledger } = context;
  const verdict: Verdict = {
    outcome: "in_doubt",
    resourceName: null,
    errors: [ownError("NO_ANSWER", missing)],
  };
  const rowResults = rowResultsFor(context, job, new Set());
  for (const row of ledger.jobs.withoutResult(job))
    recordLost(context, rowResults.resultOf(row, verdict, null));
  blameRoots(context, job);
  ledger.jobs.setState(job, "closed");
}

/** Settles a row that its job leaves without a trustworthy result. */
export function recordLost({ ledger }: JobContext, result: RowResult): void {
  ledger.rows.record(result);
  ledger.jobs.noteLost(result.row);
}

function blameRoots({ ledger }: JobContext, job: Job): void {
  // A victim that names another victim learns of the row that failed, too.
  const victims = [...ledger.jobs.standing(job, "blocked")].filter(
    ({ blockedBy }) => blockedBy === null || ledger.rows.find(blockedBy)?.outcome === "blocked",
  );
  if (victims.length === 0) return;
  const roots = new Map<string, number>();
  for (const row of ledger.jobs.standing(job, "rejected")) {
    const key = groupOf(row);
    if (key !== null && !roots.has(key)) roots.set(key, row.number);
  }
  for (const row of victims) {
    const root = roots.get(groupOf(row) ?? "");
    if (root !== undefined) ledger.jobs.blame(row.number, root);
  }
}

function groupOf({ operation }: JobRow): string | null {
  return operation === null ? null : looseGroupKeyOf(operation);
}

/** Puts verdicts on rows of a job into the user's terms; `accepted` are those that this answer accepts. */
export function rowResultsFor(
  { ledger, builder }: JobContext,
  job: Job,
  accepted: Pick<ReadonlySet<number>, "has">,
): RowResults<JobRow> {
  return rowResultsOf(
    ledger.run.headers,
    (row) => ledger.rows.cellsOf(row),
    builder,
    (row: JobRow) => blockerOf(ledger, job.customerId, row, accepted),
  );
}

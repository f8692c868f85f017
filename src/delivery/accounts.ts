import pLimit from "p-limit";
import { inAccount, type Stop } from "../outcome/stop.ts";
import { goesAsJob, sendAsJobs } from "./batch-job/send.ts";
import { batchesOf } from "./batches.ts";
import type { SendContext } from "./context.ts";
import { deliver } from "./mutate/repeat.ts";
import { resolveNames } from "./names/resolve.ts";
import { releaseChildren } from "./relatives.ts";
import { removalGuard } from "./removals.ts";

/**
 * Sends every row that waits: one request at a time in an account, several accounts side by side. Each
 * request is journalled before it is sent and settled after, so that a process may die at any point.
 * The answer tells what stopped it before the last row, if anything did.
 */
export async function sendRows(context: SendContext): Promise<readonly Stop[]> {
  for (;;) {
    const stops = await sendAccounts(context);
    // A parent may have been accepted only on a later try, when its children were blocked already.
    if (stops.length > 0 || context.signal.aborted || !releaseChildren(context.ledger))
      return stops;
  }
}

async function sendAccounts(context: SendContext): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  let isBroken = false;
  const limit = pLimit(context.ledger.run.settings.concurrency);
  const isStopped = (): boolean =>
    isBroken || context.signal.aborted || stops.some((stop) => stop.scope === "run");
  // What is in flight in other accounts comes to its end even if one account breaks off.
  const accounts = await Promise.allSettled(
    context.ledger.rows.customersWith("unsent").map((customerId) =>
      limit(async () => {
        try {
          const stop = await sendAccount(context, customerId, isStopped);
          if (stop !== null) stops.push(inAccount(stop, customerId));
        } catch (error) {
          isBroken = true;
          throw error;
        }
      }),
    ),
  );
  for (const account of accounts) if (account.status === "rejected") throw account.reason;
  return stops;
}

async function sendAccount(
  context: SendContext,
  customerId: string,
  isStopped: () => boolean,
): Promise<Stop | null> {
  const { ledger } = context;
  const unresolved = await resolveNames(context, customerId, isStopped);
  if (unresolved !== null) return unresolved;
  if (goesAsJob(ledger, customerId)) {
    const stop = await sendAsJobs(context, customerId, isStopped);
    if (stop !== null) return stop;
  }
  // Beside a job only what cannot go into one is left.
  for (const rows of batchesOf(ledger, customerId, ledger.run.settings.batchSize)) {
    if (isStopped()) return null;
    const guard = removalGuard(ledger, context.builder, customerId);
    const going = ledger.run.settings.validateOnly ? rows : guard.allowed(rows);
    const stop = going.length === 0 ? null : await deliver(context, customerId, going);
    context.onProgress(rows.length);
    if (stop !== null) return stop;
  }
  return null;
}

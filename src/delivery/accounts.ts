import pLimit from "p-limit";
import { type Halt, inAccount } from "../outcome/stop.ts";
import { goesAsJob, sendAsJobs } from "./batch-job/send.ts";
import { batchesOf } from "./batches.ts";
import type { SendContext } from "./context.ts";
import { deliver } from "./mutate/repeat.ts";
import { resolveNames } from "./names/resolve.ts";
import { releaseChildren } from "./relatives.ts";

/**
 * Sends every row that waits: one request at a time in an account, several accounts side by side. Each
 * request is journalled before it is sent and settled after, so that a process may die at any point.
 * The answer tells what stopped it before the last row, if anything did.
 */
export async function sendRows(context: SendContext): Promise<readonly Halt[]> {
  for (;;) {
    const halts = await sendAccounts(context);
    // A parent may have been accepted only on a later try, when its children were blocked already.
    if (halts.length > 0 || context.signal.aborted || !releaseChildren(context.ledger))
      return halts;
  }
}

async function sendAccounts(context: SendContext): Promise<readonly Halt[]> {
  const halts: Halt[] = [];
  let isBroken = false;
  const limit = pLimit(context.ledger.run.settings.concurrency);
  const isStopped = (): boolean =>
    isBroken || context.signal.aborted || halts.some((halt) => halt.scope === "run");
  // What is in flight in other accounts comes to its end even if one account breaks off.
  const accounts = await Promise.allSettled(
    context.ledger.customersToSend().map((customerId) =>
      limit(async () => {
        try {
          const halt = await sendAccount(context, customerId, isStopped);
          if (halt !== null) halts.push(inAccount(halt, customerId));
        } catch (error) {
          isBroken = true;
          throw error;
        }
      }),
    ),
  );
  for (const account of accounts) if (account.status === "rejected") throw account.reason;
  return halts;
}

async function sendAccount(
  context: SendContext,
  customerId: string,
  isStopped: () => boolean,
): Promise<Halt | null> {
  const { ledger } = context;
  const unresolved = await resolveNames(context, customerId, isStopped);
  if (unresolved !== null) return unresolved;
  if (goesAsJob(ledger, customerId)) {
    const halt = await sendAsJobs(context, customerId, isStopped);
    if (halt !== null) return halt;
  }
  // Beside a job only what cannot go into one is left.
  for (const rows of batchesOf(ledger, customerId, ledger.run.settings.batchSize)) {
    if (isStopped()) return null;
    const halt = await deliver(context, customerId, rows);
    context.onProgress(rows.length);
    if (halt !== null) return halt;
  }
  return null;
}

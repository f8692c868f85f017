import type { OpenRun } from "../ledger/run-folder.ts";
import { builderOf } from "../operations/build.ts";
import type { Stop } from "../outcome/stop.ts";
import type { Transport } from "../transport/transport.ts";
import { type Asked, askedOf } from "./asked.ts";
import { sendRows } from "./accounts.ts";
import { type JobWait, realJobWait, type Retries, type SendContext } from "./context.ts";
import { settleLeftovers } from "./doubt/settle.ts";
import { noRateLimit, rateLimiterOf } from "./rate-limiter.ts";
import { type Limits, noLimits, sendLimitsOf } from "./send-limits.ts";

/** What a round needs of the outside. */
export interface RoundContext {
  readonly now: () => Date;
  /** Called only if there is something to send or to look up, which it may ask for. It may throw to send nothing. */
  readonly connect: (asked: () => readonly Asked[]) => Promise<Transport>;
  /** Aborted: what is in flight is finished and the rest is left unsent. */
  readonly signal: AbortSignal;
  /** How often and how long to try again; null, or left out, sends each row once. */
  readonly retries?: Retries | null;
  /** How long to wait for batch jobs, and what becomes known of them meanwhile; left out, as long as is usual. */
  readonly jobs?: JobWait;
  /** Left out: none. */
  readonly limits?: Limits;
  /** Operations that other runs sent since a time, as they are at the moment; left out, none. */
  readonly operationsElsewhere?: (since: string) => number;
  readonly onProgress: (progress: Progress) => void;
}

/** How far a round has come, in rows. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** ISO 8601, as the ledger keeps times. */
function dayBefore(now: Date): string {
  return new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString();
}

/** Looks up what became of the rows in doubt, and sends nothing. Rows that were surely not carried out wait then. */
export async function lookUpDoubt(run: OpenRun, context: RoundContext): Promise<void> {
  await connected(run, run.ledger.rounds().length, context, async (sending) => {
    await settleLeftovers(sending);
  });
}

/** Sends every row that waits. The answer tells what stopped it before the last one, if anything did. */
export async function sendAll(
  run: OpenRun,
  round: number,
  context: RoundContext,
): Promise<readonly Stop[]> {
  const { unsent, in_doubt } = run.ledger.rows.counts();
  if (unsent + in_doubt === 0 || context.signal.aborted) return [];
  return connected(run, round, context, async (sending, begin) => {
    // What an earlier round left in doubt comes first: some of it may have to go again.
    await settleLeftovers(sending);
    begin(run.ledger.rows.counts().unsent);
    return sendRows(sending);
  });
}

/** Opens the way to the server for as long as the work takes; `begin` tells it how many rows there are. */
async function connected<T>(
  { ledger }: OpenRun,
  round: number,
  { connect, now, signal, retries, jobs, limits, operationsElsewhere, onProgress }: RoundContext,
  work: (context: SendContext, begin: (total: number) => void) => Promise<T>,
): Promise<T> {
  const transport = await connect(() => askedOf(ledger));
  const counts = ledger.rows.counts();
  const operations = (): number => {
    const since = dayBefore(now());
    return ledger.journal.operationsSince(since) + (operationsElsewhere?.(since) ?? 0);
  };
  let total = 0;
  let done = 0;
  const context: SendContext = {
    ledger,
    builder: builderOf(ledger.run.headers, ledger.run.defaults, ledger.run.map ?? null),
    transport,
    round,
    now,
    signal,
    retries: retries ?? null,
    jobs: jobs ?? realJobWait,
    limits: sendLimitsOf(
      limits ?? noLimits,
      ledger.run.rowCount,
      counts.rejected + counts.invalid,
      operations,
    ),
    rateLimiter: retries == null ? noRateLimit : rateLimiterOf(now, retries.sleep),
    onProgress: (rows) => {
      done += rows;
      onProgress({ done, total });
    },
  };
  try {
    return await work(context, (rows) => {
      total = rows;
    });
  } finally {
    await transport.close();
  }
}

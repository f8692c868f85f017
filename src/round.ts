import type { Halt } from "./halt.ts";
import { checkLaw } from "./law.ts";
import { builderOf } from "./operations/build.ts";
import { writeReports } from "./report/folder.ts";
import { type Summary, summaryOf } from "./report/summary.ts";
import type { RoundKind } from "./run.ts";
import type { OpenRun } from "./run-folder.ts";
import { sendRows } from "./send.ts";
import type { Transport } from "./transport/transport.ts";

/** What a round needs of the outside. */
export interface RoundContext {
  readonly now: () => Date;
  /** Called only if there is something to send. */
  readonly connect: () => Promise<Transport>;
  /** Aborted: what is in flight is finished and the rest is left unsent. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How far a round has come, in rows. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What a round came to. */
export interface RoundResult {
  readonly folder: string;
  readonly summary: Summary;
  /** A correction file that the user had edited stands as it was. */
  readonly keptEdited: boolean;
}

/** Sends what waits, checks that the ledger adds up, and writes the reports. Every command ends here. */
export async function runRound(
  run: OpenRun,
  kind: RoundKind,
  context: RoundContext,
): Promise<RoundResult> {
  const { folder, ledger } = run;
  const round = ledger.startRound(kind, context.now().toISOString());
  const total = ledger.counts().unsent;
  let halts: readonly Halt[] = [];
  try {
    if (total > 0 && !context.signal.aborted) halts = await sendAll(run, round, context, total);
  } catch (error) {
    reportBreak(run);
    throw error;
  }
  ledger.endRound(round, context.now().toISOString());
  const interrupted = context.signal.aborted && ledger.counts().unsent > 0;
  checkLaw(ledger, halts.length > 0 || interrupted);
  const summary = summaryOf(ledger, { halts, interrupted, folder });
  const { keptEdited } = writeReports(folder, ledger, summary);
  return { folder, summary, keptEdited };
}

/** The reports of a round that broke off, as far as they can be written: what broke it comes first. */
function reportBreak({ folder, ledger }: OpenRun): void {
  try {
    writeReports(folder, ledger, summaryOf(ledger, { halts: [], interrupted: false, folder }));
  } catch {
    // Perhaps for the same reason. The ledger has everything.
  }
}

async function sendAll(
  { ledger }: OpenRun,
  round: number,
  { connect, now, signal, onProgress }: RoundContext,
  total: number,
): Promise<readonly Halt[]> {
  const transport = await connect();
  let done = 0;
  try {
    return await sendRows({
      ledger,
      builder: builderOf(ledger.run.headers, ledger.run.defaults),
      transport,
      round,
      now,
      signal,
      onProgress: (rows) => {
        done += rows;
        onProgress({ done, total });
      },
    });
  } finally {
    await transport.close();
  }
}

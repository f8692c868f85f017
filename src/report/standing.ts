import { auditRun } from "../ledger/audit.ts";
import type { OpenRun } from "../ledger/run-folder.ts";
import { command } from "../messages/command.ts";
import { interruption, type Stop, withTime } from "../outcome/stop.ts";
import { type RoundResult, writeReports } from "./folder.ts";
import { summaryOf } from "./summary.ts";

/**
 * Ends a round: checks that the ledger adds up, and writes the reports.
 * @param isAborted the user interrupted it.
 */
export function writeRound(
  { folder, ledger }: OpenRun,
  round: number,
  { stops, isAborted }: { readonly stops: readonly Stop[]; readonly isAborted: boolean },
  now: Date,
): RoundResult {
  ledger.endRound(round, now.toISOString());
  const { unsent, deferred } = ledger.rows.counts();
  // A row whose pause was cut short would have been sent again in this round.
  const isInterrupted = isAborted && unsent + deferred > 0;
  const goOn = command("resume", folder);
  const all = [
    ...(isInterrupted ? [interruption(goOn)] : []),
    ...stops.map((stop) => withTime(stop, now, goOn)),
  ];
  auditRun(ledger, all.length > 0);
  const summary = summaryOf(ledger, { stops: all, folder });
  return { folder, summary, ...writeReports(folder, ledger, summary) };
}

/** Writes the reports of a failed round if possible. The error that ended the round takes priority. */
export function writeBroken(opened: OpenRun): void {
  try {
    writeAgain(opened);
  } catch {
    // This may fail for the same reason. The ledger has everything.
  }
}

/** Writes the reports of a run again from its ledger, except an edited correction file. */
export function writeAgain(opened: OpenRun): RoundResult {
  const result = standing(opened);
  return { ...result, ...writeReports(opened.folder, opened.ledger, result.summary) };
}

/** The state of a run. Changes nothing. */
export function standing({ folder, ledger }: Pick<OpenRun, "folder" | "ledger">): RoundResult {
  const summary = summaryOf(ledger, { stops: [], folder });
  return { folder, summary, keptEdited: false };
}

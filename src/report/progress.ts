import { orphansOf } from "../delivery/drop.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Run } from "../ledger/run.ts";
import { command } from "../messages/command.ts";
import { type Counts, rowsIn, rowsLeft } from "../outcome/outcome.ts";
import { nextSteps, type Remainder } from "./next-steps.ts";

/** How far a run is: what a list of runs says of it, told without its errors. As in `summary.json`. */
export interface Progress {
  readonly run: string;
  readonly file: string;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly rows: number;
  readonly rows_left: number;
  readonly next: string | null;
}

/** `folder` is the run's, as the user would type it. */
export function progressOf(ledger: Ledger, folder: string): Progress {
  const { run } = ledger;
  const outcomes = ledger.rows.counts();
  const remainder = {
    outcomes,
    underway: ledger.jobs.underway(),
    stopped: [],
    orphaned: orphansOf(ledger),
  };
  return {
    run: run.name,
    file: run.file.name,
    started_at: ledger.rounds().at(-1)?.startedAt ?? run.createdAt,
    rows: rowsIn(outcomes),
    rows_left: rowsLeft(outcomes),
    next: nextOf(run, remainder, folder),
  };
}

/** The command that takes a run further; null if nothing is left. */
export function nextOf(run: Run, remainder: Remainder, folder: string): string | null {
  return run.target.kind === "none"
    ? afterCheck(remainder.outcomes, run.typed ?? [run.file.name])
    : (nextSteps(remainder, folder)[0]?.command ?? null);
}

/** After a check, the user corrects the original file. */
function afterCheck(counts: Counts, words: readonly string[]): string | null {
  if (rowsLeft(counts) === 0) return null;
  return command(hasFindings(counts) ? "check" : "upload", ...words);
}

/** Whether a check has found something to correct. */
export function hasFindings({ rejected, invalid, blocked }: Counts): boolean {
  return rejected + invalid + blocked > 0;
}

import { formatRowNumbers } from "../ledger/row-numbers.ts";
import { command } from "../messages/command.ts";
import type { Counts } from "../outcome/outcome.ts";

/** A command that takes a run further. */
export interface NextStep {
  readonly kind: "resume" | "resubmit" | "settle" | "drop";
  /** The rows that it is about. */
  readonly rows: number;
  readonly command: string;
}

/** What the next steps of a run depend on. */
export interface Remainder {
  readonly outcomes: Counts;
  /** Unsent rows in a batch job at Google. */
  readonly underway: number;
  /** What stopped the last round; empty if nothing did. */
  readonly stopped: readonly { readonly code: string | null }[];
  /** Rows that wait for nothing but a dropped row; left out if there are none. */
  readonly orphaned?: readonly number[];
}

/**
 * What to do next, in order; empty if every row is done. Commands name the run by its folder, so that they
 * work without --out.
 */
export function nextSteps(
  { outcomes, underway, stopped, orphaned = [] }: Remainder,
  folder: string,
): readonly NextStep[] {
  const { rejected, invalid, blocked, deferred, in_doubt, unsent } = outcomes;
  const toCorrect = rejected + invalid;
  const waiting = unsent + deferred;
  // More rows of a bad file would only be more rows to correct.
  const isBad = toCorrect > 0 && stopped.some(({ code }) => code === "LocalError.MAX_ERRORS");
  // Sending corrections sends what waits too, but Google's results and what was stopped come first.
  const isStopped = underway > 0 || ((unsent > 0 || stopped.length > 0) && !isBad);
  const resumed = toCorrect === 0 ? waiting + blocked - orphaned.length : isStopped ? waiting : 0;
  const steps: readonly NextStep[] = [
    { kind: "resume", rows: resumed, command: command("resume", folder) },
    {
      kind: "resubmit",
      rows: toCorrect,
      command: command("resubmit", `${folder}/corrections.csv`),
    },
    { kind: "settle", rows: in_doubt, command: command("settle", folder) },
    { kind: "drop", rows: orphaned.length, command: dropCommand(orphaned, folder) },
  ];
  return steps.filter(({ rows }) => rows > 0);
}

/** The command that gives up rows. */
function dropCommand(rows: readonly number[], folder: string): string {
  const list = formatRowNumbers(rows).replaceAll(" ", ",");
  return command("settle", folder, "--row", list, "--as", "dropped");
}

import type { Action } from "../knowledge/action.ts";
import type { Counts } from "./outcome.ts";
import { isHelpedByTime, type Stop } from "./stop.ts";

/** Every exit code of rowmend. */
export const exitCodes = {
  /** Every row is accepted, or dropped by its owner. */
  complete: 0,
  /** Some rows, or the access to an account, need somebody's attention. */
  attention: 1,
  /** It could not run: usage, configuration, credentials, unreadable input. */
  refused: 2,
  /** Rows in doubt remain, whatever else is true. */
  doubt: 3,
  /** Nothing has to be corrected; `resume` goes on later. */
  later: 4,
  /** The user stopped it; `resume` goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a run stands at the end of a round. */
export interface Standing {
  readonly outcomes: Counts;
  /** What stopped the round before the last row; empty if nothing did. */
  readonly stops: readonly Pick<Stop, "kind" | "scope">[];
  /** What the reasons of the rows that are left ask for. */
  readonly actions: Iterable<Action>;
}

/** What a row asks for that waits for nothing but time or another row. */
const PASSING: ReadonlySet<Action> = new Set<Action>(["retry", "wait", "blocked"]);

/** The one exit code of a run that stands like this. */
export function exitCodeOf({ outcomes, stops, actions }: Standing): ExitCode {
  const { accepted, rejected, invalid, blocked, deferred, in_doubt, unsent } = outcomes;
  if (in_doubt > 0) return exitCodes.doubt;
  if (stops.some(({ kind }) => kind === "interrupted")) return exitCodes.interrupted;
  const isRefused = stops.some(
    ({ kind, scope }) => kind === "access" && (scope === "run" || accepted === 0),
  );
  if (isRefused) return exitCodes.refused;
  const waiting = deferred + unsent;
  if (rejected + invalid + blocked + waiting === 0) return exitCodes.complete;
  const isOnlyTime =
    rejected + invalid === 0 &&
    // A row that is blocked by one that is not waiting waits in vain.
    waiting > 0 &&
    stops.every(isHelpedByTime) &&
    [...actions].every((action) => PASSING.has(action));
  return isOnlyTime ? exitCodes.later : exitCodes.attention;
}

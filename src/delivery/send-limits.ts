import type { Stop } from "../outcome/stop.ts";
import type { Judgement } from "../outcome/verdict.ts";

/** When to stop although Google would go on. */
export interface Limits {
  /** Rows to be corrected, or per cent of all rows, after which the file is taken to be a bad one; null for no limit. */
  readonly maxErrors: { readonly kind: "rows" | "percent"; readonly number: number } | null;
  /** Operations that may be sent in 24 hours, over all runs; null for no limit. */
  readonly maxOperations: number | null;
}

/** Keeps count of what the limits are about. */
export interface SendLimits {
  /** How many of so many operations may be sent now, or why none. */
  admit(operations: number): number | Stop;
  noteJudged(judgement: Judgement): void;
  /** So many rows that Google had refused turned out to be done already. */
  noteDone(rows: number): void;
}

export const noLimits: Limits = { maxErrors: null, maxOperations: null };

/**
 * @param limits as the user gave them.
 * @param rows data rows of the run.
 * @param errors rows to be corrected so far.
 * @param operations how many operations were sent in the last 24 hours, by this run and others: asked for
 *   each time, since other runs may be under way.
 */
export function sendLimitsOf(
  limits: Limits,
  rows: number,
  errors: number,
  operations: () => number,
): SendLimits {
  let failed = errors;
  const { maxOperations } = limits;
  const maxErrors =
    limits.maxErrors?.kind === "percent"
      ? Math.floor((limits.maxErrors.number / 100) * rows)
      : (limits.maxErrors?.number ?? null);
  return {
    admit(wanted) {
      if (maxErrors !== null && failed > maxErrors) {
        return {
          kind: "limit",
          scope: "run",
          code: "LocalError.MAX_ERRORS",
          message: `${failed.toLocaleString("en")} rows need correction, more than --max-errors allows.`,
          wayOut: "Find out what they have in common before sending the rest.",
        };
      }
      if (maxOperations === null) return wanted;
      const sent = operations();
      const left = maxOperations - sent;
      if (left > 0) return Math.min(wanted, left);
      return {
        kind: "limit",
        scope: "run",
        code: "LocalError.MAX_OPERATIONS",
        message: `${sent.toLocaleString("en")} operations were sent in the last 24 hours, and --max-operations allows ${maxOperations.toLocaleString("en")}.`,
        wayOut: "Continue tomorrow, or raise the limit; the run keeps it until you give another.",
      };
    },
    noteJudged({ verdicts }) {
      for (const { outcome } of verdicts) if (outcome === "rejected") failed += 1;
    },
    noteDone(count) {
      failed -= count;
    },
  };
}

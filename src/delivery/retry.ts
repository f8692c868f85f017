/** How often and how long something that failed is tried again. */
export interface RetryPolicy {
  /** Tries for the same rows, the first included. */
  readonly maxTries: number;
  /** All pauses for the same rows together, in milliseconds. A longer wait is left to `resume`. */
  readonly maxWaitMs: number;
  /** Between an answer that was lost and each look-up of what became of it: Google needs a moment to show it. */
  readonly lookUpPauseMs: number;
}

/** What comes after a try that failed. */
export type Repeat =
  | { readonly kind: "again"; readonly afterMs: number }
  /** `waitMs` is how long it would take until it makes sense, if anybody knows. */
  | { readonly kind: "stop"; readonly waitMs: number | null };

const FIRST_PAUSE_MS = 1_000;

const LONGEST_PAUSE_MS = 60_000;

/** Pauses vary by as much either way, so that many clients do not come back at the same moment. */
const JITTER = 0.2;

/**
 * Whether and when to try again: after 1, 2, 4, … seconds, or when the server says, whichever is later.
 *
 * @param tries tries so far, at least 1.
 * @param waitedMs pauses so far.
 * @param serverDelayMs what the server asks for, or null.
 * @param random a number from 0 up to, but not including, 1.
 */
export function repeatAfter(
  policy: RetryPolicy,
  tries: number,
  waitedMs: number,
  serverDelayMs: number | null,
  random: number,
): Repeat {
  if (tries >= policy.maxTries) return { kind: "stop", waitMs: serverDelayMs };
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  const jittered = pause * (1 + JITTER * (2 * random - 1));
  const afterMs = Math.round(Math.max(jittered, serverDelayMs ?? 0));
  return waitedMs + afterMs > policy.maxWaitMs
    ? { kind: "stop", waitMs: serverDelayMs }
    : { kind: "again", afterMs };
}

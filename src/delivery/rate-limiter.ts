import type { Failure } from "../failure/failure.ts";

/** Whom a quota error is about: the account, the developer token or its Cloud project, or it does not say. */
export type RateScope = "ACCOUNT" | "DEVELOPER" | "UNKNOWN";

/** Keeps requests apart once Google has said that they come too fast. */
export interface RateLimiter {
  /** Resolves when the account may send its next request: at once unless it was too fast before. */
  ready(customerId: string, signal: AbortSignal): Promise<void>;
  /** Google answered RESOURCE_TEMPORARILY_EXHAUSTED. */
  tooFast(customerId: string, scope: RateScope): void;
  /** Google took a request. */
  fastEnough(customerId: string): void;
}

const FIRST_INTERVAL_MS = 1_000;

const LONGEST_INTERVAL_MS = 60_000;

/** However many accounts wait for the same token. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Shorter intervals are dropped. */
const SHORTEST_INTERVAL_MS = 100;

/** The interval between two requests after the quota was exceeded: twice as long. In milliseconds. */
export function slower(intervalMs: number): number {
  return Math.min(Math.max(intervalMs * 2, FIRST_INTERVAL_MS), LONGEST_INTERVAL_MS);
}

/** The interval after a request that was taken: half as long, and in the end none. */
export function faster(intervalMs: number): number {
  const half = intervalMs / 2;
  return half < SHORTEST_INTERVAL_MS ? 0 : half;
}

/** The requests of one account, or of one developer token. */
interface Lane {
  intervalMs: number;
  /** Milliseconds since 1970 before which the next request does not go. */
  nextAt: number;
}

/**
 * One limiter for each account and one for the developer token, which all accounts share. Google publishes
 * no rates: they depend on the load. So nothing is held back until Google says so; then the interval
 * doubles with each such answer, and halves with each request that is taken.
 */
export function rateLimiterOf(
  now: () => Date,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): RateLimiter {
  const token: Lane = { intervalMs: 0, nextAt: 0 };
  const accounts = new Map<string, Lane>();
  const accountOf = (customerId: string): Lane => {
    const known = accounts.get(customerId);
    if (known !== undefined) return known;
    const lane = { intervalMs: 0, nextAt: 0 };
    accounts.set(customerId, lane);
    return lane;
  };
  return {
    async ready(customerId, signal) {
      const time = now().getTime();
      const lanes = [token, accountOf(customerId)];
      // If the clock was set back, a time from before lies far ahead.
      const at = Math.min(
        Math.max(time, ...lanes.map((lane) => lane.nextAt)),
        time + LONGEST_WAIT_MS,
      );
      // Taken before the wait, so that accounts that wait together go one after the other.
      for (const lane of lanes) lane.nextAt = lane.intervalMs === 0 ? 0 : at + lane.intervalMs;
      if (at > time) await sleep(at - time, signal);
    },
    tooFast(customerId, scope) {
      const lanes = [
        ...(scope === "ACCOUNT" ? [] : [token]),
        ...(scope === "DEVELOPER" ? [] : [accountOf(customerId)]),
      ];
      const time = now().getTime();
      for (const lane of lanes) {
        lane.intervalMs = slower(lane.intervalMs);
        lane.nextAt = Math.max(lane.nextAt, time + lane.intervalMs);
      }
    },
    fastEnough(customerId) {
      for (const lane of [token, accountOf(customerId)]) lane.intervalMs = faster(lane.intervalMs);
    },
  };
}

/** Where no time may be spent on waiting. */
export const noRateLimit: RateLimiter = {
  ready: async () => undefined,
  tooFast: () => undefined,
  fastEnough: () => undefined,
};

/** Lets the rate follow what an answer says about it. */
export function noteRate(
  rateLimiter: RateLimiter,
  customerId: string,
  failure: Failure | null,
): void {
  const exceeded = failure?.errors.find(
    ({ code }) => code === "QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED",
  );
  if (exceeded === undefined) rateLimiter.fastEnough(customerId);
  else rateLimiter.tooFast(customerId, scopeOf(exceeded.details?.quota?.rateScope));
}

function scopeOf(rateScope: string | undefined): RateScope {
  return rateScope === "ACCOUNT" || rateScope === "DEVELOPER" ? rateScope : "UNKNOWN";
}

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  faster,
  type RateLimiter,
  rateLimiterOf,
  slower,
} from "../../src/delivery/rate-limiter.ts";

const signal = new AbortController().signal;

/** A rate limiter on a clock that only sleeping moves. */
function paced(): {
  readonly rateLimiter: RateLimiter;
  readonly waits: (customer: string) => Promise<number>;
} {
  let time = 0;
  const rateLimiter = rateLimiterOf(
    () => new Date(time),
    async (ms) => {
      time += ms;
    },
  );
  return {
    rateLimiter,
    waits: async (customer) => {
      const before = time;
      await rateLimiter.ready(customer, signal);
      return time - before;
    },
  };
}

describe("the rate of requests", () => {
  test("nothing waits until Google says that it is too fast", async () => {
    const { waits } = paced();
    assert.deepEqual([await waits("1"), await waits("1"), await waits("2")], [0, 0, 0]);
  });

  test("the interval doubles each time, up to a minute", () => {
    const intervals = [0, 1, 2, 3, 4, 5, 6].reduce<number[]>(
      (list) => [...list, slower(list.at(-1) ?? 0)],
      [],
    );
    assert.deepEqual(intervals, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
  });

  test("it halves with each request that is taken, back to none", () => {
    let interval = 1000;
    const seen: number[] = [];
    for (; interval > 0; interval = faster(interval)) seen.push(interval);
    assert.deepEqual(seen, [1000, 500, 250, 125]);
  });

  test("an account that is too fast waits, and no other does", async () => {
    const { rateLimiter, waits } = paced();
    rateLimiter.tooFast("1", "ACCOUNT");
    assert.equal(await waits("2"), 0);
    assert.deepEqual([await waits("1"), await waits("1")], [1000, 1000]);
    rateLimiter.tooFast("1", "ACCOUNT");
    assert.equal(await waits("1"), 2000);
  });

  test("a developer token that is too fast holds back all accounts, one after the other", async () => {
    const { rateLimiter, waits } = paced();
    rateLimiter.tooFast("1", "DEVELOPER");
    assert.deepEqual([await waits("1"), await waits("2"), await waits("3")], [1000, 1000, 1000]);
  });

  test("without a scope it may be either: both slow down", async () => {
    const { rateLimiter, waits } = paced();
    rateLimiter.tooFast("1", "UNKNOWN");
    assert.deepEqual([await waits("2"), await waits("1")], [1000, 1000]);
  });

  test("it recovers", async () => {
    const { rateLimiter, waits } = paced();
    rateLimiter.tooFast("1", "UNKNOWN");
    const seen: number[] = [];
    for (let call = 0; call < 7; call += 1) {
      seen.push(await waits("1"));
      rateLimiter.fastEnough("1");
    }
    assert.deepEqual(seen, [1000, 1000, 500, 250, 125, 0, 0]);
  });
});

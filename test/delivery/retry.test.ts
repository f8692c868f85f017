import * as fc from "fast-check";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Repeat, repeatAfter, type RetryPolicy } from "../../src/delivery/retry.ts";

const policy: RetryPolicy = { maxTries: 6, maxWaitMs: 100_000, lookUpPauseMs: 0 };

/** Without jitter: the middle of what is drawn. */
const MIDDLE = 0.5;

/** What comes after the first try. */
function first({
  serverMs,
  random,
}: {
  readonly serverMs?: number;
  readonly random?: number;
}): Repeat {
  return repeatAfter(policy, 1, 0, serverMs ?? null, random ?? MIDDLE);
}

describe("trying again", () => {
  test("after 1, 2, 4, 8, 16 seconds", () => {
    const pauses = [1, 2, 3, 4, 5].map((tries) => repeatAfter(policy, tries, 0, null, MIDDLE));
    assert.deepEqual(
      pauses,
      [1, 2, 4, 8, 16].map((seconds) => ({ kind: "again", afterMs: seconds * 1000 })),
    );
  });

  test("each pause a fifth shorter or longer, so that many do not come back at once", () => {
    assert.deepEqual(first({ random: 0 }), { kind: "again", afterMs: 800 });
    assert.deepEqual(first({ random: 0.999_999 }), { kind: "again", afterMs: 1200 });
  });

  test("no oftener than so many times, the first included", () => {
    assert.equal(repeatAfter(policy, 5, 0, null, MIDDLE).kind, "again");
    assert.deepEqual(repeatAfter(policy, 6, 0, null, MIDDLE), { kind: "stop", waitMs: null });
  });

  test("a pause is never longer than a minute", () => {
    const patient = { ...policy, maxTries: 100, maxWaitMs: Infinity };
    assert.deepEqual(repeatAfter(patient, 50, 0, null, MIDDLE), { kind: "again", afterMs: 60_000 });
  });

  test("not if all pauses together would take too long", () => {
    assert.equal(repeatAfter(policy, 1, 99_000, null, MIDDLE).kind, "again");
    assert.equal(repeatAfter(policy, 1, 99_001, null, MIDDLE).kind, "stop");
  });

  test("when the server says, if that is later", () => {
    assert.deepEqual(first({ serverMs: 30_000 }), { kind: "again", afterMs: 30_000 });
    assert.deepEqual(first({ serverMs: 10 }), { kind: "again", afterMs: 1000 });
    assert.deepEqual(first({ serverMs: 40_591_000 }), { kind: "stop", waitMs: 40_591_000 });
  });

  test("law: never before the server's time, never beyond the tries and the wait", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.option(fc.integer({ min: 0, max: 200_000 })),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (tries, waitedMs, serverDelayMs, random) => {
          const repeat = repeatAfter(policy, tries, waitedMs, serverDelayMs, random);
          if (repeat.kind === "stop") return;
          assert.ok(tries < policy.maxTries);
          assert.ok(repeat.afterMs >= (serverDelayMs ?? 0));
          assert.ok(waitedMs + repeat.afterMs <= policy.maxWaitMs);
        },
      ),
    );
  });
});

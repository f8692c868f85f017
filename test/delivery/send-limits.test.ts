import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { guardOf, noLimits } from "../../src/delivery/send-limits.ts";
import type { Judgement, Verdict } from "../../src/outcome/verdict.ts";

function judged(...outcomes: readonly Verdict["outcome"][]): Judgement {
  const verdicts = outcomes.map((outcome) => ({ outcome, resourceName: null, errors: [] }));
  return { verdicts, loose: [] };
}

function isStopped(admitted: ReturnType<ReturnType<typeof guardOf>["admit"]>): boolean {
  return typeof admitted !== "number";
}

describe("--max-errors", () => {
  const three = { ...noLimits, maxErrors: { kind: "rows", number: 3 } } as const;

  test("stops once more rows than that have to be corrected", () => {
    const guard = guardOf(three, 100, 0, () => 0);
    guard.noteJudged(judged("rejected", "accepted", "rejected", "rejected"));
    assert.equal(guard.admit(10), 10);
    guard.noteJudged(judged("rejected"));
    const halt = guard.admit(10);
    assert.ok(typeof halt !== "number");
    assert.deepEqual([halt.scope, halt.isRefusal], ["run", false]);
    assert.match(halt.message, /^4 rows have to be corrected/);
  });

  test("rows that were only delayed do not count", () => {
    const guard = guardOf(three, 100, 0, () => 0);
    guard.noteJudged(judged("deferred", "in_doubt", "blocked", "deferred"));
    assert.equal(guard.admit(10), 10);
  });

  test("rows that are not valid, and those of earlier rounds, count", () => {
    assert.ok(isStopped(guardOf(three, 100, 4, () => 0).admit(1)));
  });

  test("a row that turned out to be done already does not count", () => {
    const guard = guardOf({ ...noLimits, maxErrors: { kind: "rows", number: 0 } }, 100, 0, () => 0);
    guard.noteJudged(judged("rejected"));
    assert.ok(isStopped(guard.admit(1)));
    guard.noteDone(1);
    assert.equal(guard.admit(1), 1);
  });

  test("per cent are of all rows of the file, rounded down", () => {
    const limits = { ...noLimits, maxErrors: { kind: "percent", number: 10 } } as const;
    assert.equal(guardOf(limits, 25, 2, () => 0).admit(1), 1);
    assert.ok(isStopped(guardOf(limits, 25, 3, () => 0).admit(1)));
  });
});

describe("--max-operations", () => {
  const limits = { ...noLimits, maxOperations: 100 };

  test("admits what is left of it, and then nothing", () => {
    let sent = 0;
    const guard = guardOf(limits, 1000, 0, () => sent);
    assert.equal(guard.admit(60), 60);
    sent = 60;
    assert.equal(guard.admit(60), 40);
    sent = 100;
    const halt = guard.admit(1);
    assert.ok(typeof halt !== "number");
    assert.match(halt.message, /100 operations were sent in the last 24 hours/);
  });

  test("what other runs sent counts", () => {
    assert.equal(guardOf(limits, 1000, 0, () => 95).admit(60), 5);
    assert.ok(isStopped(guardOf(limits, 1000, 0, () => 100).admit(1)));
  });
});

test("without limits everything is admitted", () => {
  const guard = guardOf(noLimits, 10, 10, () => 1_000_000);
  assert.equal(guard.admit(10_000), 10_000);
});

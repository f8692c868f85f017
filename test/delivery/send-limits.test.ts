import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noLimits, sendLimitsOf } from "../../src/delivery/send-limits.ts";
import type { Judgement, Verdict } from "../../src/outcome/verdict.ts";

function judged(...outcomes: readonly Verdict["outcome"][]): Judgement {
  const verdicts = outcomes.map((outcome) => ({ outcome, resourceName: null, errors: [] }));
  return { verdicts, unplaced: [] };
}

function isStopped(admitted: ReturnType<ReturnType<typeof sendLimitsOf>["admit"]>): boolean {
  return typeof admitted !== "number";
}

describe("--max-errors", () => {
  const three = { ...noLimits, maxErrors: { kind: "rows", number: 3 } } as const;

  test("stops once more rows than that have to be corrected", () => {
    const limits = sendLimitsOf(three, 100, 0, () => 0);
    limits.noteJudged(judged("rejected", "accepted", "rejected", "rejected"));
    assert.equal(limits.admit(10), 10);
    limits.noteJudged(judged("rejected"));
    const stop = limits.admit(10);
    assert.ok(typeof stop !== "number");
    assert.deepEqual([stop.scope, stop.kind], ["run", "limit"]);
    assert.match(stop.message, /^4 rows need correction/);
  });

  test("rows that were only delayed do not count", () => {
    const limits = sendLimitsOf(three, 100, 0, () => 0);
    limits.noteJudged(judged("deferred", "in_doubt", "blocked", "deferred"));
    assert.equal(limits.admit(10), 10);
  });

  test("rows that are not valid, and those of earlier rounds, count", () => {
    assert.ok(isStopped(sendLimitsOf(three, 100, 4, () => 0).admit(1)));
  });

  test("a row that turned out to be done already does not count", () => {
    const limits = sendLimitsOf(
      { ...noLimits, maxErrors: { kind: "rows", number: 0 } },
      100,
      0,
      () => 0,
    );
    limits.noteJudged(judged("rejected"));
    assert.ok(isStopped(limits.admit(1)));
    limits.noteDone(1);
    assert.equal(limits.admit(1), 1);
  });

  test("per cent are of all rows of the file, rounded down", () => {
    const limits = { ...noLimits, maxErrors: { kind: "percent", number: 10 } } as const;
    assert.equal(sendLimitsOf(limits, 25, 2, () => 0).admit(1), 1);
    assert.ok(isStopped(sendLimitsOf(limits, 25, 3, () => 0).admit(1)));
  });
});

describe("--max-operations", () => {
  const asked = { ...noLimits, maxOperations: 100 };

  test("admits what is left of it, and then nothing", () => {
    let sent = 0;
    const limits = sendLimitsOf(asked, 1000, 0, () => sent);
    assert.equal(limits.admit(60), 60);
    sent = 60;
    assert.equal(limits.admit(60), 40);
    sent = 100;
    const stop = limits.admit(1);
    assert.ok(typeof stop !== "number");
    assert.match(stop.message, /100 operations were sent in the last 24 hours/);
  });

  test("what other runs sent counts", () => {
    assert.equal(sendLimitsOf(asked, 1000, 0, () => 95).admit(60), 5);
    assert.ok(isStopped(sendLimitsOf(asked, 1000, 0, () => 100).admit(1)));
  });
});

test("without limits everything is admitted", () => {
  const limits = sendLimitsOf(noLimits, 10, 10, () => 1_000_000);
  assert.equal(limits.admit(10_000), 10_000);
});

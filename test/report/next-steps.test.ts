import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Counts } from "../../src/outcome/outcome.ts";
import { nextSteps } from "../../src/report/next-steps.ts";

function steps(
  counts: Partial<Counts>,
  { underway = 0, stop }: { underway?: number; stop?: string } = {},
): readonly string[] {
  const none = { accepted: 1, rejected: 0, invalid: 0, blocked: 0 };
  const outcomes = { ...none, deferred: 0, in_doubt: 0, unsent: 0, dropped: 0, ...counts };
  const stopped = stop === undefined ? [] : [{ code: stop }];
  return nextSteps({ outcomes, underway, stopped }, "reports/x").map(
    ({ kind, rows }) => `${kind} ${rows}`,
  );
}

suite("the next steps", () => {
  test("are none if every row is done", () => {
    assert.deepEqual(steps({ dropped: 1 }), []);
  });

  test("go on first where the run was stopped, and correct rows then", () => {
    assert.deepEqual(steps({ unsent: 1_016, invalid: 247 }), ["resume 1016", "resubmit 247"]);
    assert.deepEqual(
      steps({ deferred: 3, rejected: 2 }, { stop: "QuotaError.RESOURCE_EXHAUSTED" }),
      ["resume 3", "resubmit 2"],
    );
  });

  test("read the results of a job before rows are corrected", () => {
    assert.deepEqual(steps({ unsent: 5, rejected: 2 }, { underway: 5 }), [
      "resume 5",
      "resubmit 2",
    ]);
  });

  test("correct rows at once where the others only wait to be tried again", () => {
    assert.deepEqual(steps({ deferred: 3, blocked: 1, rejected: 2 }), ["resubmit 2"]);
  });

  test("correct rows first where too many were wrong", () => {
    assert.deepEqual(steps({ unsent: 900, rejected: 51 }, { stop: "LocalError.MAX_ERRORS" }), [
      "resubmit 51",
    ]);
  });

  test("settle rows in doubt at the end", () => {
    assert.deepEqual(steps({ in_doubt: 1 }), ["settle 1"]);
    assert.deepEqual(steps({ in_doubt: 1, unsent: 2, rejected: 3 }), [
      "resume 2",
      "resubmit 3",
      "settle 1",
    ]);
  });
});

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Action } from "../../src/knowledge/action.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../../src/outcome/exit-code.ts";
import { type Counts, outcomes } from "../../src/outcome/outcome.ts";
import { type Stop, stopKinds } from "../../src/outcome/stop.ts";
import { nextSteps } from "../../src/report/next-steps.ts";
import { noRows } from "../support/ledger.ts";

type Stopped = Pick<Stop, "kind" | "scope">;

const quota: Stopped = { kind: "quota", scope: "account" };
const job: Stopped = { kind: "job", scope: "account" };
const noAccess: Stopped = { kind: "access", scope: "account" };
const noCredentials: Stopped = { kind: "access", scope: "run" };
const ctrlC: Stopped = { kind: "interrupted", scope: "run" };

const table: readonly (readonly [
  what: string,
  counts: Partial<Counts>,
  stops: readonly Stopped[],
  actions: readonly Action[],
  code: ExitCode,
])[] = [
  ["every row is accepted", { accepted: 9 }, [], [], 0],
  ["some rows were dropped", { accepted: 8, dropped: 1 }, [], [], 0],
  ["every row was dropped", { dropped: 3 }, [], [], 0],
  ["a row is rejected", { accepted: 8, rejected: 1 }, [], ["fix"], 1],
  ["a row is invalid", { invalid: 1 }, [], ["fix"], 1],
  ["rows to correct and rows that wait", { rejected: 1, unsent: 5 }, [quota], ["fix", "wait"], 1],
  ["a row waits for one that was dropped", { dropped: 1, blocked: 1 }, [], ["blocked"], 1],
  ["a quota ran out", { accepted: 8, deferred: 2, unsent: 5 }, [quota], ["wait"], 4],
  ["rows wait for one that waits itself", { blocked: 2, deferred: 1 }, [], ["blocked", "retry"], 4],
  ["nothing could be reached", { unsent: 5 }, [{ kind: "connection", scope: "run" }], [], 4],
  ["a job is at work", { unsent: 5 }, [job], [], 4],
  ["the day's operations are used", { unsent: 5 }, [{ kind: "limit", scope: "run" }], [], 4],
  ["a process died before it sent the rest", { accepted: 1, unsent: 5 }, [], [], 4],
  ["the caller is refused", { deferred: 2, unsent: 5 }, [noCredentials], ["account"], 2],
  ["the only account is refused", { deferred: 2 }, [noAccess], ["account"], 2],
  ["one account of several is refused", { accepted: 5, deferred: 2 }, [noAccess], ["account"], 1],
  ["the same, asked later", { accepted: 5, deferred: 2 }, [], ["account"], 1],
  ["a whole request is refused", { deferred: 2 }, [{ kind: "request", scope: "account" }], [], 1],
  ["interrupted", { accepted: 1, unsent: 5 }, [ctrlC], [], 130],
  ["interrupted, with rows to correct", { rejected: 1, unsent: 5 }, [ctrlC], ["fix"], 130],
  ["interrupted, with a row in doubt", { in_doubt: 1, unsent: 5 }, [ctrlC], ["settle"], 3],
  ["refused, with a row in doubt", { in_doubt: 1 }, [noCredentials], ["settle"], 3],
  ["a row in doubt", { accepted: 8, in_doubt: 1, rejected: 1 }, [], ["settle"], 3],
];

suite("the exit code", () => {
  for (const [what, counts, stops, actions, code] of table) {
    test(`is ${code} if ${what}`, () => {
      assert.equal(exitCodeOf({ outcomes: { ...noRows, ...counts }, stops, actions }), code);
    });
  }

  test("is always one of the documented ones, and 0 exactly if there is no next step", () => {
    const counts = fc.record(
      Object.fromEntries(outcomes.map((outcome) => [outcome, fc.nat({ max: 2 })])) as Record<
        keyof Counts,
        fc.Arbitrary<number>
      >,
    );
    const stop = fc.record({
      kind: fc.constantFrom(...stopKinds),
      scope: fc.constantFrom("run" as const, "account" as const),
      code: fc.constantFrom(null, "LocalError.MAX_ERRORS"),
    });
    fc.assert(
      fc.property(counts, fc.array(stop, { maxLength: 2 }), (some, stops) => {
        const left = outcomes.some(
          (outcome) => outcome !== "accepted" && outcome !== "dropped" && some[outcome] > 0,
        );
        // Nothing stops a round before its last row if no row is left.
        const real = left ? stops : [];
        const code = exitCodeOf({ outcomes: some, stops: real, actions: [] });
        assert.ok(Object.values(exitCodes).includes(code));
        const steps = nextSteps({ outcomes: some, underway: 0, stopped: real }, "reports/x");
        assert.equal(steps.length === 0, code === 0);
      }),
    );
  });
});

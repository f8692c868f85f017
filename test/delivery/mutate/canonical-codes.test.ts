import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Answer } from "../../../src/transport/transport.ts";
import { errorAt } from "../../support/answers.ts";
import { outcomesOf } from "../../support/cli.ts";
import { startRun } from "../../support/run.ts";
import { accepted, failedCall, found, scripted } from "../../support/scripted-transport.ts";
import { labels } from "../../support/sheets.ts";

// What becomes of a call that ends with each code of google.rpc.Code. The two rows are labels, which can
// be looked up; `calls` is how often they were sent when the first call alone fails so.

interface Case {
  readonly code: number;
  readonly name: string;
  readonly calls: number;
  readonly outcome: string;
  readonly exitCode: number;
}

const cases: readonly Case[] = [
  { code: 1, name: "CANCELLED", calls: 1, outcome: "in_doubt", exitCode: 3 },
  { code: 2, name: "UNKNOWN", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 3, name: "INVALID_ARGUMENT", calls: 1, outcome: "deferred", exitCode: 1 },
  { code: 4, name: "DEADLINE_EXCEEDED", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 5, name: "NOT_FOUND", calls: 1, outcome: "deferred", exitCode: 1 },
  { code: 6, name: "ALREADY_EXISTS", calls: 1, outcome: "deferred", exitCode: 1 },
  { code: 7, name: "PERMISSION_DENIED", calls: 1, outcome: "deferred", exitCode: 2 },
  { code: 8, name: "RESOURCE_EXHAUSTED", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 9, name: "FAILED_PRECONDITION", calls: 1, outcome: "deferred", exitCode: 1 },
  { code: 10, name: "ABORTED", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 11, name: "OUT_OF_RANGE", calls: 1, outcome: "deferred", exitCode: 1 },
  { code: 12, name: "UNIMPLEMENTED", calls: 1, outcome: "deferred", exitCode: 2 },
  { code: 13, name: "INTERNAL", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 14, name: "UNAVAILABLE", calls: 2, outcome: "accepted", exitCode: 0 },
  { code: 15, name: "DATA_LOSS", calls: 1, outcome: "in_doubt", exitCode: 3 },
  { code: 16, name: "UNAUTHENTICATED", calls: 1, outcome: "deferred", exitCode: 2 },
];

/** Codes that blame what was sent: with an error that names a row, that row is to be corrected. */
const blaming = new Set([3, 5, 6, 9, 11]);

function once(answer: Answer) {
  return (call: Parameters<typeof accepted>[0] & { readonly number: number }): Answer =>
    call.number === 1 ? answer : accepted(call);
}

test("OK (0): the rows are accepted", async () => {
  const run = await startRun(labels("a", "b"), { transport: scripted(accepted) });
  assert.deepEqual(
    [outcomesOf(run.reports), run.reports.summary.exit_code],
    [["accepted", "accepted"], 0],
  );
});

describe("a call that ends without details", () => {
  for (const { code, name, calls, outcome, exitCode } of cases) {
    const what = calls > 1 ? "is made again" : "is not made again";
    test(`${name} (${code}) ${what}; the rows end ${outcome}, exit code ${exitCode}`, async () => {
      const run = await startRun(labels("a", "b"), { transport: scripted(once(failedCall(code))) });
      assert.deepEqual(outcomesOf(run.reports), [outcome, outcome]);
      assert.equal(run.sent.length, calls);
      assert.equal(run.reports.summary.exit_code, exitCode);
      // Whatever is left is explained, and says what to do.
      assert.equal(run.reports.summary.stopped.length, outcome === "accepted" ? 0 : 1);
      for (const { way_out } of run.reports.summary.stopped) assert.notEqual(way_out, "");
      for (const error of run.reports.errors) assert.notEqual(error["message"], "");
    });
  }
});

describe("a call that ends with an error that names a row", () => {
  for (const { code, name } of cases.filter(({ code: known }) => blaming.has(known))) {
    test(`${name} (${code}): that row is to be corrected, the other goes at once`, async () => {
      const error = errorAt(
        "mutate_operations[1].label_operation.create.name",
        "string_length_error",
        "TOO_LONG",
      );
      const run = await startRun(labels("a", "b"), {
        transport: scripted(once(failedCall(code, [error]))),
      });
      assert.deepEqual(outcomesOf(run.reports), ["accepted", "rejected"]);
      assert.deepEqual([run.sent[1], run.waits], [["a"], []]);
      assert.equal(run.reports.summary.exit_code, 1);
    });
  }
});

test("ALREADY_EXISTS on a repeat after doubt is evidence that the first try was applied", async () => {
  const error = errorAt(
    "mutate_operations[0].label_operation.create.name",
    "label_error",
    "DUPLICATE_NAME",
  );
  const run = await startRun(labels("a"), {
    transport: scripted(
      ({ number }) => failedCall(number === 1 ? 14 : 6, number === 1 ? [] : [error]),
      (_, number) => found(number > 2 ? ["a"] : []),
    ),
  });
  assert.deepEqual(outcomesOf(run.reports), ["accepted"]);
});

test("CANCELLED and DATA_LOSS are looked up all the same: what is there is accepted", async () => {
  for (const code of [1, 15]) {
    const run = await startRun(labels("a", "b"), {
      transport: scripted(once(failedCall(code)), () => found(["a", "b"])),
    });
    assert.deepEqual([outcomesOf(run.reports), run.sent.length], [["accepted", "accepted"], 1]);
  }
});

test("CANCELLED says how long the answer was waited for", async () => {
  const run = await startRun(labels("a"), { transport: scripted(once(failedCall(1))) });
  assert.match(run.reports.summary.stopped[0]?.message ?? "", /at most 2 minutes/);
});

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { keywords, type Reports } from "../../support/cli.ts";
import { answerSpec, type Played, serverOf } from "../../support/odd-server.ts";
import { startRun } from "../../support/run.ts";
import { rowTexts } from "../../support/sheets.ts";

/** Checks one call against the reports. */
function checkCall(call: Played, reports: Reports): void {
  const outcomeOf = (position: number): string =>
    reports.results[(call.rows[position] ?? 0) - 2]?.["outcome"] ?? "";
  const linesOf = (message: string): readonly string[] =>
    reports.errors.filter((line) => line["message"] === message).map((line) => line["row"] ?? "");
  const owners = new Set([...call.errors.values()].map(({ position }) => position));
  const isAligned = call.kind === "answered";
  const gaps = call.rows.filter((_, at) => call.names[at] === null && !owners.has(at)).length;

  // The one that the status text names is no gap any more.
  const at = call.textPosition ?? -1;
  const isTextGap = call.names[at] === null && !owners.has(at) && gaps > 1 ? 1 : 0;

  for (const [message, { position }] of call.errors) {
    if (call.kind === "not connected") continue;
    const lines = linesOf(message);
    if (call.kind !== "lost" && position !== null)
      assert.deepEqual(lines, [String(call.rows[position])], "an error is on its row, once");
    else assert.ok(lines.length > 0, "no error is lost");
  }
  for (const position of call.rows.keys()) {
    const own = [...call.errors.values()].filter((error) => error.position === position);
    const outcome = outcomeOf(position);
    const name = call.names[position] ?? null;
    if (call.kind === "lost") assert.equal(outcome, "in_doubt");
    else if (call.kind === "not connected") assert.equal(outcome, "deferred");
    else if (isAligned && name !== null)
      assert.equal(outcome, own.length === 0 ? "accepted" : "in_doubt");
    else if (own.length > 0)
      assert.equal(outcome, own.some((error) => !error.isQuota) ? "rejected" : "deferred");
    else if (outcome === "rejected")
      assert.ok(
        position === call.textPosition || (isAligned && gaps - isTextGap === 1),
        "nobody is blamed for another's error",
      );
    else assert.ok(["in_doubt", "deferred"].includes(outcome), outcome);
    if (outcome === "accepted") assert.equal(resultName(call, position, reports), name);
  }
}

function resultName(call: Played, position: number, reports: Reports): string {
  return reports.results[(call.rows[position] ?? 0) - 2]?.["resource_name"] ?? "";
}

/** The law of a run, whatever was answered. */
function auditRun(count: number, reports: Reports): void {
  assert.deepEqual(
    reports.results.map((row) => row["row"]),
    Array.from({ length: count }, (_, at) => String(at + 2)),
  );
  const counts = Object.values(reports.summary.outcomes);
  assert.equal(
    counts.reduce((sum, n) => sum + n, 0),
    count,
  );
  for (const [outcome, n] of Object.entries(reports.summary.outcomes))
    assert.equal(reports.results.filter((row) => row["outcome"] === outcome).length, n);
  const left = reports.results.filter(
    (row) => !["accepted", "unsent"].includes(row["outcome"] ?? ""),
  );
  const explained = new Set(reports.errors.map((error) => error["row"]));
  for (const row of left) assert.ok(explained.has(row["row"]), "every row left has its reason");
}

test("every answer gives each row exactly one outcome, and blames no row for another's error", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.constantFrom("1111111111", "2222222222", "3333333333"), { minLength: 61 }),
      fc.array(answerSpec, { minLength: 1, maxLength: 6 }),
      async (count, batchSize, customers, specs) => {
        const sheet = keywords(rowTexts(count))
          .split("\n")
          .map((line, at) => line.replace("123-456-7890", customers[at] ?? ""))
          .join("\n");
        const server = serverOf(specs);
        const run = await startRun(sheet, {
          transport: server.transport,
          retries: null,
          defaults: { entity: "ad_group_criterion" },
          settings: { batchSize, concurrency: 4 },
        });
        const { reports } = run;
        auditRun(count, reports);
        for (const call of server.played) checkCall(call, reports);
        const sent = server.played.flatMap((call) => call.rows);
        assert.equal(new Set(sent).size, sent.length, "no row is sent twice");
        for (const row of reports.results)
          assert.equal(row["outcome"] === "unsent", !sent.includes(Number(row["row"])));

        // Resume sends what waits, once, and nothing else.
        const waits = reports.results
          .filter((row) => ["deferred", "unsent"].includes(row["outcome"] ?? ""))
          .map((row) => Number(row["row"]));
        const kind = "answered";
        const willing = serverOf([{ kind, code: 0, errors: [], isTextual: false, silent: null }]);
        const after = await run.resume({ transport: willing.transport });
        const again = willing.played.flatMap((call) => call.rows);
        assert.deepEqual(
          again.toSorted((a, b) => a - b),
          waits,
        );
        auditRun(count, after);
        const { in_doubt, rejected, accepted } = after.summary.outcomes;
        assert.equal(accepted + rejected + in_doubt, count);
        assert.equal(rejected, reports.summary.outcomes.rejected);
        assert.equal(in_doubt, reports.summary.outcomes.in_doubt);
        run.discard();
      },
    ),
    { numRuns: 250 },
  );
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readReports, rowsWith, runCli } from "../support/cli.ts";
import { accept, scriptedRun } from "../support/scripted-run.ts";
import { rowTexts } from "../support/sheets.ts";

suite("a run that is stopped in the middle", { concurrency: 2 }, () => {
  test("by Ctrl-C: what is in flight is finished, the rest goes with resume", async () => {
    const gate = Promise.withResolvers<void>();
    const run = await scriptedRun(6, async (call) => {
      if (call.number === 1) await gate.promise;
      return accept(call);
    });
    try {
      const { child, said, ended } = run.start();
      await run.server.received(1);
      child.kill("SIGINT");
      await said("Stopping");
      gate.resolve();
      const { code, stdout } = await ended;
      assert.equal(code, 130);
      assert.match(stdout, /^Interrupted\. 4 rows were not sent\.\n/);
      assert.match(stdout, /Send the other 4 rows:\n {2}rowmend resume \S+\n$/);

      const reports = readReports(run.out);
      assert.equal(reports.summary.exit_code, 130);
      assert.deepEqual(
        reports.summary.stopped.map(({ kind, account }) => [kind, account]),
        [["interrupted", null]],
      );
      assert.deepEqual(rowsWith(reports, "accepted"), [2, 3]);
      assert.deepEqual(rowsWith(reports, "unsent"), [4, 5, 6, 7]);
      assert.equal(run.server.calls.length, 1);

      const next = (reports.summary.next ?? "").split(" ").slice(1);
      assert.equal((await runCli(next)).code, 0);
      assert.deepEqual(run.arrived().flat(), rowTexts(6));
      assert.equal(readReports(run.out).summary.rows_left, 0);
    } finally {
      await run.server.close();
    }
  });

  test("by kill -9: the rows in flight are in doubt, the others go, none twice", async () => {
    const run = await scriptedRun(6, (call) =>
      call.number === 2 ? { kind: "silence" } : accept(call),
    );
    try {
      const { child, ended } = run.start(["--run", "killed"]);
      await run.server.received(2);
      child.kill("SIGKILL");
      assert.equal((await ended).code, null);

      const status = await runCli(["status", "--out", run.out]);
      assert.match(status.stdout, /^killed .*resume/);
      // Its first rows are in the account, so it must not go again as a whole.
      assert.equal((await run.upload()).code, 2);

      assert.equal((await runCli(["report", "killed", "--out", run.out, "--quiet"])).code, 3);
      assert.deepEqual(rowsWith(readReports(run.out), "in_doubt"), [4, 5]);
      const resumed = await runCli(["resume", "killed", "--out", run.out]);
      assert.equal(resumed.code, 3);
      const reports = readReports(run.out);
      assert.deepEqual(rowsWith(reports, "accepted"), [2, 3, 6, 7]);
      assert.deepEqual(rowsWith(reports, "in_doubt"), [4, 5]);
      assert.deepEqual(run.arrived().flat(), rowTexts(6));
      assert.equal((await runCli(["resume", "killed", "--out", run.out, "--quiet"])).code, 3);
      assert.equal(run.server.calls.length, 3);
    } finally {
      await run.server.close();
    }
  });
});

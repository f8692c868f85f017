import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { errorAt, type ErrorSpec, partialFailure, refusal, textAt } from "../support/answers.ts";
import { readReports, rowsWith, runCli } from "../support/cli.ts";
import { accept, scriptedRun } from "../support/scripted-run.ts";
import { rowTexts } from "../support/sheets.ts";

interface Refusal {
  readonly code: number;
  readonly error: ErrorSpec;
  readonly exitCode: number;
}

const quota: ErrorSpec = {
  ...errorAt("", "quota_error", "RESOURCE_EXHAUSTED", "Too many requests. Retry in 37 seconds."),
  details: { quota_error_details: { rate_scope: "ACCOUNT", retry_delay: { seconds: 37 } } },
};

const refusals: Readonly<Record<string, Refusal>> = {
  "AuthorizationError.USER_PERMISSION_DENIED": {
    code: 7,
    error: errorAt("", "authorization_error", "USER_PERMISSION_DENIED"),
    exitCode: 2,
  },
  "QuotaError.RESOURCE_EXHAUSTED": { code: 8, error: quota, exitCode: 4 },
};

suite("a request that is refused as a whole", { concurrency: 2 }, () => {
  for (const [name, { code, error, exitCode }] of Object.entries(refusals)) {
    test(name, async () => {
      const run = await scriptedRun(6, () => refusal(code, [error], `Refused, says ${name}.`));
      try {
        const ended = await run.upload();
        const reports = readReports(run.out);
        assert.deepEqual([ended.code, ended.stderr], [exitCode, ""]);
        assert.equal(reports.summary.exit_code, exitCode);
        assert.equal(run.server.calls.length, 1);
        assert.deepEqual(rowsWith(reports, "deferred"), [2, 3]);
        assert.deepEqual(rowsWith(reports, "unsent"), [4, 5, 6, 7]);
        assert.equal(reports.file("corrections.csv"), null);
        assert.deepEqual(
          reports.errors.map((line) => [line["row"], line["code"], line["request_id"]]),
          [
            ["2", name, "refused-1"],
            ["3", name, "refused-1"],
          ],
        );
        const [stop, ...others] = reports.summary.stopped;
        assert.deepEqual(others, []);
        assert.ok(stop?.message.includes(name), stop?.message);
        assert.notEqual(stop?.way_out, "");
        assert.ok(ended.stdout.includes(stop?.message ?? "?"));
        if (error === quota) assert.match(stop?.way_out ?? "", /37 seconds/);

        // Once the cause is gone, resume completes the run, and no row goes twice.
        if (error !== quota) return;
        run.server.follow(accept);
        const next = (reports.summary.next ?? "").split(" ").slice(1);
        assert.deepEqual(await runCli([...next, "--quiet"]), { code: 0, stdout: "", stderr: "" });
        assert.deepEqual(run.arrived().slice(1).flat(), rowTexts(6));
      } finally {
        await run.server.close();
      }
    });
  }

  test("one quota event that is stamped on each of 2,000 operations", async () => {
    const stamped = Array.from({ length: 2_000 }, (_, position) => ({
      ...quota,
      ...errorAt(textAt(position), "quota_error", "RESOURCE_TEMPORARILY_EXHAUSTED"),
    }));
    const run = await scriptedRun(4_000, ({ number }) => partialFailure(number, 2_000, stamped));
    try {
      const ended = await run.upload(["--batch-size", "2000", "--json"]);
      const { summary, file } = readReports(run.out);
      assert.equal(ended.code, 4);
      assert.deepEqual(JSON.parse(ended.stdout), summary);
      assert.equal(run.server.calls.length, 1);
      assert.deepEqual([summary.outcomes.deferred, summary.outcomes.unsent], [2_000, 2_000]);
      assert.deepEqual(
        summary.errors.map((group) => [group.code, group.count, group.action]),
        [["QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED", 2_000, "retry"]],
      );
      assert.equal(file("corrections.csv"), null);
    } finally {
      await run.server.close();
    }
  });
});

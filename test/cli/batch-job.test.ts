import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { rowsWith } from "../support/cli.ts";
import { isFaulty, jobRun } from "../support/job-run.ts";

suite("a batch job on the command line", () => {
  test("--no-wait leaves it, and resume reads what became of it", async () => {
    const run = await jobRun(40, ["job.taking:300"]);
    try {
      const left = await run.upload(["--no-wait"]);
      assert.equal(left.code, 4);
      assert.match(left.stdout, /40 {2}unsent +in a batch job at Google/);
      assert.match(left.stdout, /batchJobs\/\d+ with 40 rows is being processed by Google/);
      assert.match(left.stdout, /rowmend resume /);
      const { summary } = run.reports();
      assert.equal(summary.underway, 40);
      assert.equal(summary.exit_code, 4);
      assert.match(summary.next ?? "", /^rowmend resume .*job$/);

      const done = await run.resume();
      assert.equal(done.code, 1);
      const faulty = Array.from({ length: 40 }, (_, index) => index + 2).filter((row) =>
        isFaulty(row - 2),
      );
      assert.deepEqual(rowsWith(run.reports(), "rejected"), faulty);
      assert.match(run.reports().summary.next ?? "", /^rowmend resubmit /);
      await run.assertOnce();
    } finally {
      await run.close();
    }
  });

  test("a job that is not done in time is left", async () => {
    const run = await jobRun(3, ["job.endless"]);
    try {
      const { code, stdout } = await run.upload(["--job-wait", "0"]);
      assert.equal(code, 4);
      assert.match(stdout, /did not finish in time/);
      assert.equal((await run.upload(["--job-wait", "-1", "--again"])).code, 2);
    } finally {
      await run.close();
    }
  });
});

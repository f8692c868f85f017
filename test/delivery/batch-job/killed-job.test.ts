import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { rowsWith } from "../../support/cli.ts";
import { isFaulty, jobRun } from "../../support/job-run.ts";

const ROWS = 2_100;

const faulty = Array.from({ length: ROWS }, (_, index) => index)
  .filter(isFaulty)
  .map((index) => index + 2);

/** Where the process is held when it is killed: the call's answer is held back, or the call itself. */
const points: readonly (readonly [point: string, fault: string, said: string])[] = [
  ["before a job is made", "create.stall@1:600000", "MutateBatchJob held back"],
  ["when it is made, and not told", "create.slow@1:600000", "MutateBatchJob held back"],
  ["between the job and its rows", "add.stall@1:600000", "AddBatchJobOperations held back"],
  [
    "when the first rows are in it, and not told",
    "add.slow@1:600000",
    "AddBatchJobOperations held back",
  ],
  ["between rows and rows", "add.stall@2:600000", "AddBatchJobOperations held back"],
  [
    "when more rows are in it, and not told",
    "add.slow@3:600000",
    "AddBatchJobOperations held back",
  ],
  ["before it is run", "run.stall@1:600000", "RunBatchJob held back"],
  ["when it is run, and not told", "run.slow@1:600000", "RunBatchJob held back"],
  ["while it is waited for", "search.stall@1:600000", "Search held back"],
  ["before the first results", "list.stall@1:600000", "ListBatchJobResults held back"],
  ["between results and results", "list.stall@2:600000", "ListBatchJobResults held back"],
  ["when results are on their way", "list.slow@3:600000", "ListBatchJobResults held back"],
];

suite("kill -9 in the life of a batch job, then resume", { concurrency: 2 }, () => {
  for (const [point, fault, said] of points) {
    test(point, async () => {
      const run = await jobRun(ROWS, [fault]);
      try {
        const { child, ended } = run.start();
        await run.said(said);
        child.kill("SIGKILL");
        assert.equal((await ended).code, null);

        const { code, stderr } = await run.resume(["--quiet"]);
        assert.equal(stderr, "");
        assert.equal(code, 1);
        const reports = run.reports();
        assert.deepEqual(rowsWith(reports, "rejected"), faulty);
        assert.equal(rowsWith(reports, "accepted").length, ROWS - faulty.length);
        assert.deepEqual(
          new Set(reports.errors.map((error) => error["column"])),
          new Set(["keyword.text"]),
        );
        await run.assertOnce();
        // 1,000 rows at a time, and none of them twice; a call that is held back before it arrives is no call.
        const isStalled = fault.startsWith("add.stall");
        assert.equal(run.calls("AddBatchJobOperations"), isStalled ? 4 : 3);
      } finally {
        await run.close();
      }
    });
  }
});

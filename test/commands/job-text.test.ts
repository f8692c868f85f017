import assert from "node:assert/strict";
import { test } from "node:test";
import { jobText } from "../../src/commands/environment.ts";

test("the progress of a batch job tells waiting from work", () => {
  const rows = 12_000;
  assert.equal(jobText({ kind: "filling", rows }), "12,000 rows uploaded to the batch job");
  assert.equal(jobText({ kind: "waiting", rows }), "12,000 rows queued at Google");
  assert.equal(
    jobText({ kind: "working", rows, executed: 5_160, ratio: 0.43 }),
    "Google is processing 12,000 rows: 43 % (5,160 done)",
  );
  assert.equal(
    jobText({ kind: "working", rows, executed: null, ratio: null }),
    "Google is processing 12,000 rows",
  );
  assert.equal(jobText({ kind: "reading", rows }), "Reading the results of 12,000 rows");
});

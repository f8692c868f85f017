import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readReports, runCli, startCli, temporaryFolder } from "../support/cli.ts";

test("--max-operations stays with the run, counts other runs, and goes up only by the user's word", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "my reports");
  const upload = (run: string, rows: number, ...more: readonly string[]) => {
    const file = join(folder, `${run}.csv`);
    const names = Array.from({ length: rows }, (_, number) => `${run} ${number}`);
    writeFileSync(file, ["name", ...names, ""].join("\n"));
    const options = ["--entity", "label", "--operation", "create", "--customer-id", "1234567890"];
    return runCli(["upload", file, ...options, "--sandbox", "--out", out, "--run", run, ...more]);
  };
  assert.equal((await upload("first", 3)).code, 0);
  const second = await upload("second", 6, "--max-operations", "5", "--batch-size", "2");
  assert.equal(second.code, 4, second.stderr);
  const { folder: path, summary } = readReports(out, "second");
  assert.deepEqual([summary.outcomes.accepted, summary.outcomes.unsent], [2, 4]);
  assert.match(second.stdout, /rowmend resume "[^"]*my reports\/second"/);

  assert.equal((await runCli(["resume", path, "--quiet"])).code, 4);
  assert.equal(readReports(out, "second").summary.outcomes.unsent, 4);
  assert.equal((await runCli(["resume", path, "--max-operations", "100", "--quiet"])).code, 0);
});

test("of an option that is given twice the last one counts, unless there may be several", async () => {
  const twice = await runCli(["status", "--out", "a", "--out", "b"]);
  assert.equal(twice.stdout, "No runs found in b.\n");
  const folder = temporaryFolder();
  const file = join(folder, "labels.csv");
  writeFileSync(file, "name\nA\nB\n");
  const options = ["--entity", "label", "--operation", "create", "--customer-id", "1234567890"];
  const faults = ["--fault", "unavailable@1", "--fault", "unavailable@2"];
  const target = ["--sandbox", ...faults, "--out", join(folder, "out"), "--run", "run"];
  const upload = await runCli(["upload", file, ...options, ...target, "--max-tries", "4"]);
  assert.equal(upload.code, 0, upload.stdout);
  assert.equal(readReports(join(folder, "out"), "run").results[0]?.["attempts"], "3");
});

test("who stops reading what is printed does not stop the work", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "labels.csv");
  writeFileSync(file, "CustomerID,name\n123-456-7890,A\n");
  const options = ["--entity", "label", "--operation", "create", "--sandbox", "--run", "run"];
  const { child, ended } = startCli(["upload", file, ...options, "--out", join(folder, "out")]);
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(readReports(join(folder, "out"), "run").summary.rows_left, 0);
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { asKeywords, keywords, readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

suite("rowmend check", { concurrency: 2 }, () => {
  test("shows every kind of finding with counts and rows, and ends with 1", async () => {
    const text = keywords(["boots", "", "x".repeat(81), "", "boots"]);
    const path = file("faulty.csv", text);
    const out = join(folder, "faulty");
    const { code, stdout, stderr } = await runCli(["check", path, ...asKeywords, "--out", out]);
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /only checked/);
    assert.match(stdout, /^ +2 {2}LocalError\.REQUIRED_FIELD {2}\(rows 3 and 5\)$/m);
    assert.match(stdout, /^ +1 {2}LocalError\.TOO_LONG {2}\(row 4\)$/m);
    assert.match(stdout, /^ +1 {2}LocalError\.SAME_RESOURCE_TWICE {2}\(row 6\)$/m);
    assert.match(
      stdout,
      /^Sending them takes 1 operation in 1 request: less than 0\.1 % of the 15,000/m,
    );
    const again = ["rowmend check", path, ...asKeywords, "--out", out].join(" ");
    assert.ok(stdout.endsWith(`then run\n  ${again}\n`), stdout);
    assert.equal(readReports(out).summary.target, "none");
  });

  test("ends with 0 if there is nothing to correct, and does not stand in the way of the upload", async () => {
    const path = file("good.csv", keywords(["boots", "socks"]));
    const out = join(folder, "good");
    const args = [...asKeywords, "--out", out];
    const first = await runCli(["check", path, ...args, "--json", "--run", "a"]);
    assert.equal(first.code, 0);
    assert.equal(JSON.parse(first.stdout).kind, "check");
    assert.equal((await runCli(["upload", path, ...args, "--sandbox", "--run", "b"])).code, 0);
    assert.equal((await runCli(["check", path, ...args, "--run", "c", "--quiet"])).code, 0);
  });

  test("ends with 2 if the file cannot be read", async () => {
    const ended = await runCli(["check", join(folder, "none.csv"), ...asKeywords]);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /^rowmend: File not found: /);
  });

  test("leaves a run that can never be sent", async () => {
    const path = file("never.csv", keywords(["boots", "x".repeat(81)]));
    const out = join(folder, "never");
    await runCli(["check", path, ...asKeywords, "--out", out, "--run", "a", "--quiet"]);
    const status = await runCli(["status", "--out", out]);
    assert.match(status.stdout, /never\.csv, 2 rows, 2 left; next: rowmend check/);
    const corrections = join(out, "a", "corrections.csv");
    for (const args of [
      ["resubmit", corrections],
      ["resume", "a", "--out", out],
      ["settle", "a", "--out", out],
    ]) {
      const ended = await runCli(args);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, /^rowmend: a is a check of never\.csv\. Nothing was sent/);
      assert.match(ended.stderr, /rowmend upload/);
    }
  });
});

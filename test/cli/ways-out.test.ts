import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { readReports, rowsByOutcome, runCli, temporaryFolder } from "../support/cli.ts";
import { labels } from "../support/sheets.ts";

const out = join(temporaryFolder(), "out");
const run = join(out, "labels");
const file = join(out, "..", "labels.csv");
writeFileSync(file, labels("Blue", "Blue", "", "Green"));

suite("the commands that lead out of a row", () => {
  test("refuse what cannot be, and carry out the rest", async () => {
    const account = ["--customer-id", "1234567890", "--operation", "create"];
    const to = ["--sandbox", "--no-check", "--out", out, "--run", "labels", "--quiet"];
    assert.equal((await runCli(["upload", file, ...account, ...to])).code, 1);
    assert.deepEqual(rowsByOutcome(readReports(out)), { accepted: [2, 5], rejected: [3, 4] });

    const [impossible, unclear, unchanged] = await Promise.all([
      runCli(["resubmit", join(run, "corrections.csv"), "--rows", "9-2"]),
      runCli(["resubmit", join(run, "corrections.csv"), "--rows", "3", "--all-rows"]),
      runCli(["settle", "labels", "--out", out, "--as", "dropped"]),
    ]);
    assert.deepEqual([impossible.code, unclear.code, unchanged.code], [2, 2, 2]);
    assert.match(impossible.stderr, /9-2 is not a list of rows \(--rows\)/);
    assert.match(unclear.stderr, /--rows and --all-rows exclude each other/);
    assert.match(unchanged.stderr, /Name the rows to give up/);

    const accepted = await runCli(["resubmit", run, "--rows", "2-3"]);
    assert.equal(accepted.code, 2);
    assert.match(accepted.stderr, /Row 2 .*it was accepted.*\n.*can be sent again: 3-4\./);

    const again = await runCli(["resubmit", run, "--rows", "3"]);
    assert.equal(again.code, 1);
    assert.match(
      again.stdout,
      /^1 row \(3\) was sent again unchanged\.\n1 row \(4\) was not edited/,
    );

    const dropped = await runCli(["settle", run, "--row", "3-4", "--as", "dropped"]);
    assert.deepEqual([dropped.code, dropped.stderr], [0, ""]);
    assert.match(
      dropped.stdout,
      /^2 rows \(3, 4\) were dropped .*Every row is accepted or dropped\./s,
    );
    assert.deepEqual(rowsByOutcome(readReports(out)), { accepted: [2, 5], dropped: [3, 4] });
  });
});

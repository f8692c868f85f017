import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

suite("rowmend template", { concurrency: 2 }, () => {
  test("prints a sheet that can be uploaded as it is", async () => {
    const path = join(folder, "keywords.csv");
    const printed = await runCli(["template", "ad_group_criterion"]);
    const written = await runCli(["template", "Ad Group Criterion", "--out-file", path]);
    assert.deepEqual([printed.code, printed.stderr, written.stdout], [0, "", ""]);
    assert.equal(readFileSync(path, "utf8"), printed.stdout);
    assert.match(printed.stdout, /^entity,operation,customer_id,.*keyword\.text/);
    const out = join(folder, "out");
    assert.equal((await runCli(["upload", path, "--sandbox", "--out", out, "--quiet"])).code, 0);
    assert.equal(readReports(out).summary.outcomes.accepted, 1);

    const again = await runCli(["template", "campaign", "--out-file", path]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /^rowmend: .*keywords\.csv already exists\./);
    assert.equal(readFileSync(path, "utf8"), printed.stdout);
  });

  test("says what each column takes", async () => {
    const { code, stdout } = await runCli(["template", "campaign", "--describe"]);
    assert.equal(code, 0);
    assert.match(stdout, /^advertising_channel_type \(choice, cannot be changed later\)$/m);
    assert.match(stdout, /^ {2}Choices {2}.*SEARCH/m);
    assert.match(stdout, /^campaign_budget \(id or name of a campaign budget\)$/m);
    assert.match(stdout, /^ {2}Google {3}\S/m);
  });

  test("knows things by what people call them", async () => {
    const { code, stderr } = await runCli(["template", "keyword"]);
    assert.equal(code, 2);
    assert.match(stderr, /Did you mean ad_group_criterion\?/);
  });

  for (const args of [["campain"], ["customer", "--operation", "create"], ["book_campaigns"]]) {
    test(`refuses with a way out: ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await runCli(["template", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^rowmend: .+\n {2}\S.+\n$/);
    });
  }
});

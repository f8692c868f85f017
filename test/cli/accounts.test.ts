import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readReports, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

/** In the sandbox, 9000000002 gives no access and 9000000001 is not enabled. */
const SHEET = [
  "customer_id,name",
  "1111111111,A",
  "9000000002,B",
  "9000000001,C",
  "2222222222,D",
  "2222222222,E",
  "12,F",
  "9000000002,G",
  "",
].join("\n");

test("an account without access stops no other, and the summary tells them apart", async () => {
  const path = join(folder, "labels.csv");
  writeFileSync(path, SHEET);
  const out = join(folder, "out");
  const args = ["--entity", "label", "--operation", "create", "--sandbox", "--out", out];
  const { code, stdout } = await runCli(["upload", path, ...args, "--concurrency", "1"]);
  assert.equal(code, 1);
  const { summary } = readReports(out);
  assert.deepEqual(
    summary.accounts?.map(({ customer_id, rows, outcomes }) => [
      customer_id,
      rows,
      Object.entries(outcomes).filter(([, count]) => count > 0),
    ]),
    [
      ["1111111111", 1, [["accepted", 1]]],
      ["9000000002", 2, [["deferred", 2]]],
      ["9000000001", 1, [["deferred", 1]]],
      ["2222222222", 2, [["accepted", 2]]],
      [null, 1, [["invalid", 1]]],
    ],
  );
  assert.deepEqual(
    summary.stopped.map(({ message }) => message.replace(/: .*\(|\)$/g, " ").trim()),
    [
      "Account 900-000-0002 AuthorizationError.USER_PERMISSION_DENIED",
      "Account 900-000-0001 AuthorizationError.CUSTOMER_NOT_ENABLED",
    ],
  );
  assert.match(stdout, /^ {2}900-000-0002 {2}2 deferred$/m);
  assert.match(stdout, /^ {2}\(none\) {8}1 invalid$/m);
});

test("a file for one account needs no such list", async () => {
  const path = join(folder, "one.csv");
  writeFileSync(path, "name\nA\nB\n");
  const out = join(folder, "one");
  const args = ["--entity", "label", "--operation", "create", "--sandbox", "--out", out];
  await runCli(["upload", path, ...args, "--customer-id", "1111111111", "--quiet"]);
  assert.equal("accounts" in readReports(out).summary, false);
});

test("rows for a manager account are told how they come under the right one", async () => {
  const path = join(folder, "manager.csv");
  writeFileSync(path, "name\nA\n");
  const out = join(folder, "manager");
  const args = ["upload", path, "--entity", "label", "--operation", "create", "--sandbox"];
  const here = ["--out", out, "--quiet"];
  const { code } = await runCli([...args, ...here, "--customer-id", "900-000-0007"]);
  assert.equal(code, 2);
  const { summary, errors } = readReports(out);
  const [stop] = summary.stopped;
  assert.match(stop?.message ?? "", /^Account 900-000-0007: Google refused access: /);
  for (const text of [stop?.way_out ?? "", errors[0]?.["advice"] ?? ""]) {
    assert.match(text, /client account's id into customer_id, .* Upload them again .* --again/);
    assert.doesNotMatch(text, /sent again automatically/);
  }
  const again = ["--again", "--customer-id", "111-111-1111"];
  assert.equal((await runCli([...args, ...here, ...again])).code, 0);
});

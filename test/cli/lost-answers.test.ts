import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { refusal } from "../support/answers.ts";
import { readReports, rowsWith, runCli } from "../support/cli.ts";
import { accept, scriptedRun } from "../support/scripted-run.ts";
import type { Reply } from "../support/scripted-server.ts";
import { rowTexts } from "../support/sheets.ts";

const lost: Readonly<Record<string, Reply>> = {
  UNAVAILABLE: refusal(14, []),
  "a connection that is cut": { kind: "drop" },
};

suite("an answer that is lost", { concurrency: 2 }, () => {
  for (const [name, reply] of Object.entries(lost)) {
    test(`${name}: the rows are in doubt, and nothing is sent twice`, async () => {
      const run = await scriptedRun(6, (call) => (call.number === 2 ? reply : accept(call)));
      try {
        const ended = await run.upload();
        const reports = readReports(run.out);
        assert.deepEqual([ended.code, ended.stderr], [3, ""]);
        assert.deepEqual(run.arrived(), [rowTexts(6).slice(0, 2), rowTexts(6).slice(2, 4)]);
        assert.deepEqual(rowsWith(reports, "accepted"), [2, 3]);
        assert.deepEqual(rowsWith(reports, "in_doubt"), [4, 5]);
        assert.deepEqual(rowsWith(reports, "unsent"), [6, 7]);
        assert.match(String(reports.file("in_doubt.csv")), /\n123-456-7890,55,keyword 4,EXACT,/);
        assert.equal(String(reports.file("in_doubt.csv")).trim().split("\n").length, 3);
        assert.equal(reports.file("corrections.csv"), null);
        assert.deepEqual([...new Set(reports.errors.map((error) => error["action"]))], ["settle"]);
      } finally {
        await run.server.close();
      }
    });
  }

  test("it is settled by the user's word, and the run goes on to its end", async () => {
    const run = await scriptedRun(
      6,
      (call) => (call.number === 2 ? lost["UNAVAILABLE"] : undefined) ?? accept(call),
    );
    try {
      assert.equal((await run.upload()).code, 3);
      const { folder } = readReports(run.out);
      const quiet = ["--out", run.out, "--quiet"];

      const resumed = await runCli(["resume", folder, "--json"]);
      assert.equal(resumed.code, 3);
      assert.deepEqual(run.arrived().slice(2), [["keyword 6", "keyword 7"]]);
      assert.deepEqual(JSON.parse(resumed.stdout), readReports(run.out).summary);

      assert.equal((await runCli(["settle", folder, ...quiet])).code, 3);
      const stranger = await runCli(["settle", folder, "--row", "2", "--as", "resend", ...quiet]);
      assert.equal(stranger.code, 2);
      assert.match(stranger.stderr, /Row 2 .*not in doubt/);
      const accepted = await runCli(["settle", folder, "--row", "4", "--as", "accepted", ...quiet]);
      assert.equal(accepted.code, 3);
      assert.equal((await runCli(["settle", folder, "--as", "resend", ...quiet])).code, 4);
      assert.equal(run.server.calls.length, 3);
      assert.equal(readReports(run.out).file("in_doubt.csv"), null);

      assert.equal((await runCli(["resume", folder])).code, 0);
      assert.deepEqual(run.arrived().slice(3), [["keyword 5"]]);
      assert.equal((await runCli(["report", folder])).code, 0);
    } finally {
      await run.server.close();
    }
  });
});

test("a call arrives once, with its headers", async () => {
  const run = await scriptedRun(2, () => refusal(14, []));
  try {
    const ended = await run.upload(["--login-customer-id", "111-222-3333", "--quiet"]);
    assert.deepEqual(ended, { code: 3, stdout: "", stderr: "" });
    assert.equal(run.server.calls.length, 1);
    const headers = run.server.calls[0]?.headers ?? {};
    assert.equal(headers["x-goog-request-params"], "customer_id=1234567890");
    assert.equal(headers["login-customer-id"], "1112223333");
    assert.notEqual(headers["developer-token"] ?? "", "");
    assert.equal(headers["authorization"], undefined);
  } finally {
    await run.server.close();
  }
});

test("a server that cannot be reached: nothing was sent, so nothing is in doubt", async () => {
  const run = await scriptedRun(4, accept);
  await run.server.close();
  const ended = await run.upload();
  const reports = readReports(run.out);
  assert.deepEqual([ended.code, ended.stderr], [4, ""]);
  assert.deepEqual(rowsWith(reports, "deferred"), [2, 3]);
  assert.deepEqual(rowsWith(reports, "unsent"), [4, 5]);
  assert.notEqual(reports.summary.stopped[0]?.way_out ?? "", "");
});

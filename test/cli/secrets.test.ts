import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  asKeywords,
  keywords,
  readReports,
  rowsWith,
  runCli,
  temporaryFolder,
} from "../support/cli.ts";

const folder = temporaryFolder();

const sheet = join(folder, "keywords.csv");

writeFileSync(sheet, keywords(["boots"]));

const secrets = {
  GOOGLE_ADS_DEVELOPER_TOKEN: "hush-developer",
  GOOGLE_ADS_CLIENT_ID: "hush-client",
  GOOGLE_ADS_CLIENT_SECRET: "hush-secret",
  GOOGLE_ADS_REFRESH_TOKEN: "hush-refresh",
};

/** Port 9 of this machine stands in the way, so that no test ever speaks to Google. */
const nowhere = { https_proxy: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

test("secrets are in no file of the run and in no output", async () => {
  const out = join(folder, "live");
  const upload = ["upload", sheet, ...asKeywords, "--out", out, "--run", "live", "--yes"];
  const { code, stdout, stderr } = await runCli(upload, { env: { ...secrets, ...nowhere } });
  assert.equal(code, 1);
  assert.deepEqual(rowsWith(readReports(out), "deferred"), [2]);
  assert.doesNotMatch(stdout + stderr, /hush/);
  const files = readdirSync(join(out, "live"), { recursive: true, withFileTypes: true });
  assert.ok(files.some((file) => file.name === "ledger.sqlite"));
  for (const file of files.filter((entry) => entry.isFile()))
    assert.equal(readFileSync(join(file.parentPath, file.name)).includes("hush"), false, file.name);
});

test("credentials that cannot be used are not shown", async () => {
  const config = join(folder, "google-ads.yaml");
  writeFileSync(config, 'developer_token: "hush-developer\nclient_id: [hush\n');
  const cases = [
    { args: ["--config", config], env: {} },
    { args: [], env: { ...secrets, GOOGLE_ADS_DEVELOPER_TOKEN: "“hush-developer”" } },
  ];
  for (const [at, { args, env }] of cases.entries()) {
    const out = join(folder, `unusable-${at}`);
    const upload = ["upload", sheet, ...asKeywords, "--out", out, "--yes", ...args];
    const ended = await runCli(upload, { env: { ...env, ...nowhere } });
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /^rowmend: \S/);
    assert.doesNotMatch(ended.stdout + ended.stderr, /hush|defect/);
  }
});

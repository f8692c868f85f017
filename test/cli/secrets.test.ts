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
import { detailOf, errorAt, mutateResponse, statusBytes, textAt } from "../support/answers.ts";
import { startScriptedServer } from "../support/scripted-server.ts";

const folder = temporaryFolder();

const sheet = join(folder, "keywords.csv");

// Of its own, since only one process of a machine may send a file to Google.
writeFileSync(sheet, keywords([`boots ${process.pid}`]));

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
  assert.equal(code, 4);
  assert.deepEqual(rowsWith(readReports(out), "deferred"), [2]);
  assert.doesNotMatch(stdout + stderr, /hush/);
  const files = readdirSync(join(out, "live"), { recursive: true, withFileTypes: true });
  assert.ok(files.some((file) => file.name === "ledger.sqlite"));
  for (const file of files.filter((entry) => entry.isFile()))
    assert.equal(readFileSync(join(file.parentPath, file.name)).includes("hush"), false, file.name);
});

test("nothing that a server says reaches a file or a terminal as it is", async () => {
  const shown = Object.values(secrets).filter((secret) => secret !== "hush-client");
  const said = `${shown.join(" ")} ${encodeURIComponent(shown[2] ?? "")} \u001B[2J\nall rows accepted\u202E`;
  const server = await startScriptedServer(() => ({
    kind: "answer",
    headers: { "request-id": `=cmd|${shown[1]}` },
    bytes: mutateResponse(
      [`=HYPERLINK("${shown[0]}")`, null],
      statusBytes([detailOf([errorAt(textAt(1), "string_length_error", "TOO_LONG", said)])], said),
    ),
  }));
  try {
    const out = join(folder, "said");
    const two = join(folder, "two.csv");
    writeFileSync(two, keywords(["boots", "shoes"]));
    const to = ["--endpoint", `127.0.0.1:${server.port}`, "--plaintext"];
    const upload = ["upload", two, ...asKeywords, "--out", out, "--run", "said", ...to];
    const ended = await runCli(upload, { env: secrets });
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /\[redacted\].*\\u001b\[2J\\nall rows accepted\\u202e/);
    // oxlint-disable-next-line no-control-regex -- They are what must not be there.
    assert.doesNotMatch(ended.stdout + ended.stderr, /[\u001B\u202E]|^all rows/m);
    const files = readdirSync(join(out, "said"), { withFileTypes: true });
    for (const { name } of files) {
      const text = readFileSync(join(out, "said", name), "latin1");
      for (const secret of shown) assert.ok(!text.includes(secret), `${secret} in ${name}`);
    }
    const { errors, results } = readReports(out);
    assert.match(errors[0]?.["message"] ?? "", /\\nall rows accepted/);
    for (const record of [...errors, ...results])
      for (const cell of Object.values(record)) assert.doesNotMatch(cell, /^[=@]/);
  } finally {
    await server.close();
  }
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

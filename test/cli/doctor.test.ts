import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Check } from "../../src/preflight/doctor/check-result.ts";
import { runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

/** Port 9 of this machine stands in the way, so that no test ever speaks to Google. */
const nowhere = { https_proxy: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

const secrets = {
  GOOGLE_ADS_DEVELOPER_TOKEN: "hush-developer",
  GOOGLE_ADS_CLIENT_ID: "hush-client",
  GOOGLE_ADS_CLIENT_SECRET: "hush-secret",
  GOOGLE_ADS_REFRESH_TOKEN: "hush-refresh",
};

suite("rowmend doctor", () => {
  test("says each check on one line, and that nothing stops an upload", async () => {
    const args = ["doctor", "--sandbox", "--customer-id", "123-456-7890"];
    const { code, stdout, stderr } = await runCli(args);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    assert.equal(lines.length, 5);
    for (const line of lines) assert.match(line, /^(?:ok|not checked) +\S[^:]+: \S/);
    assert.match(lines.at(-1) ?? "", /^ok +account 1234567890: "Sandbox account" is enabled/);
  });

  test("ends with 2 if an upload would be stopped, and prints JSON only, if asked to", async () => {
    const args = ["doctor", "--sandbox", "--customer-id", "9000000005", "--json"];
    const { code, stdout, stderr } = await runCli(args);
    assert.deepEqual({ code, stderr }, { code: 2, stderr: "" });
    // The program's own output.
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
    for (const check of checks)
      assert.deepEqual(Object.keys(check), ["check", "status", "message", "way_out"]);
    assert.deepEqual(
      checks.filter(({ status }) => status === "problem").map(({ check }) => check),
      ["account 9000000005"],
    );
  });

  test("shows no secret, and signs in for real", async () => {
    const { code, stdout, stderr } = await runCli(["doctor"], { env: { ...secrets, ...nowhere } });
    assert.equal(code, 2);
    assert.match(stdout, /^warning +developer_token: /m);
    assert.match(stdout, /^problem +access token: No connection to Google's token server/m);
    assert.doesNotMatch(stdout + stderr, /hush/);
  });

  test("looks at the file that is named", async () => {
    const config = join(folder, "mine.yaml");
    writeFileSync(config, "developer_token: hush\njson_key_file_path: none.json\n");
    const named = await runCli(["doctor", "--config", config], { env: nowhere });
    assert.equal(named.code, 2);
    assert.ok(named.stdout.includes(`Found developer_token, json_key_file_path from ${config}.`));
    assert.match(named.stdout, /^problem +json_key_file_path: File not found: none\.json/m);
    const unreadable = await runCli(["doctor", "--config", folder], { env: nowhere });
    assert.equal(unreadable.code, 2);
    assert.match(unreadable.stdout, /^problem +configuration: .* cannot be read \(EISDIR\)/);
    assert.equal(unreadable.stderr, "");
  });
});

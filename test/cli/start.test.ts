import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite, test } from "node:test";
import { asKeywords, keywords, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Makes a process tell the files of the API's packages that it loads, a line each. */
const trace = file(
  "trace.mjs",
  `import { registerHooks } from "node:module";
   registerHooks({
     load(url, context, next) {
       if (/\\/(google-ads-|google-gax|grpc-js|google-auth)/.test(url)) process.stderr.write(url + "\\n");
       return next(url, context);
     },
   });`,
);

const env = { NODE_OPTIONS: `--import=${trace}` };

const sheet = file("sheet.csv", keywords(["boots"]));

/** Asks for a campaign by its name, and so reads what Google answers to a query. */
const named = file("named.csv", "campaign.name,name\nShoes,Boots\n");

suite("what a command loads", { concurrency: 2 }, () => {
  test("a check, and the list of runs: neither the API client nor gRPC", async () => {
    const out = join(folder, "check");
    const ended = await runCli(["check", sheet, ...asKeywords, "--out", out, "--quiet"], { env });
    assert.deepEqual(ended, { code: 0, stdout: "", stderr: "" });
    const status = await runCli(["status", "--out", out], { env });
    assert.match(status.stdout, /sheet\.csv, 1 row, 1 left; next: rowmend upload/);
    assert.equal(status.stderr, "");
  });

  test("the list of runs: nothing that reads rows", async () => {
    const out = join(folder, "list");
    await runCli(["check", sheet, ...asKeywords, "--out", out, "--quiet", "--run", "a"]);
    const reading = file(
      "reading.mjs",
      `import { registerHooks } from "node:module";
       registerHooks({
         load(url, context, next) {
           if (/\\/operations\\/(build|columns\\/view)\\.ts$/.test(url)) process.stderr.write(url + "\\n");
           return next(url, context);
         },
       });`,
    );
    const options = { env: { NODE_OPTIONS: `--import=${reading}` } };
    const list = await runCli(["status", "--out", out], options);
    assert.match(list.stdout, /^a .* 1 row, 1 left; next: rowmend upload/);
    assert.equal(list.stderr, "");
    const one = await runCli(["status", "a", "--out", out], options);
    assert.match(one.stderr, /operations\/build\.ts/);
  });

  const asGroups = ["--entity", "ad_group", "--operation", "create", "--customer-id", "1234567890"];
  for (const [name, args] of [
    ["an upload", [sheet, ...asKeywords]],
    ["an upload that looks names up", [named, ...asGroups]],
    ["a batch job", [sheet, ...asKeywords, "--mode", "batch-job"]],
  ] as const) {
    test(`${name}: one generated client, and no description of the whole API`, async () => {
      const out = join(folder, name);
      const options = ["--out", out, "--quiet", "--sandbox"];
      const { stderr } = await runCli(["upload", ...args, ...options], { env });
      const files = stderr.split("\n").filter((url) => url.includes("/google-ads-"));
      assert.ok(files.some((url) => url.endsWith("/google-ads-api/build/cjs/service.js")));
      const clients = files.filter((url) => url.endsWith("_client.js")).map((url) => basename(url));
      assert.deepEqual(clients, ["google_ads_service_client.js"]);
      assert.ok(!files.some((url) => /\/protos\.js(on)?$/.test(url)), files.join());
    });
  }
});

test("a cache that cannot be written is done without", async () => {
  const notFolder = file("not-a-folder", "");
  const version = await runCli(["--version"], {
    env: { NODE_COMPILE_CACHE: "", TMPDIR: notFolder },
  });
  assert.match(version.stdout, /^\d+\.\d+\.\d+/);
  assert.deepEqual([version.code, version.stderr], [0, ""]);
});

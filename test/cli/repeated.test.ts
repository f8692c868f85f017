import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Ended, runCli, temporaryFolder } from "../support/cli.ts";

const folder = temporaryFolder();

const sheet = join(folder, "labels.csv");

writeFileSync(sheet, "name\none\ntwo\n");

const out = ["--out", join(folder, "reports")];

function upload(run: string, ...more: readonly string[]): Promise<Ended> {
  const about = ["--entity", "label", "--operation", "create", "--customer-id", "123-456-7890"];
  return runCli(["upload", sheet, ...about, ...out, "--sandbox", "--run", run, ...more]);
}

test("a run that was not sent completely and a second run of its file never meet unasked", async () => {
  assert.equal((await upload("first", "--max-operations", "1")).code, 4);
  const second = await upload("second");
  assert.equal(second.code, 2);
  assert.match(second.stderr, /already sent, as the run first/);

  assert.equal((await upload("third", "--again")).code, 0);
  const resume = ["resume", "first", ...out, "--max-operations", "9"];
  const resumed = await runCli(resume);
  assert.equal(resumed.code, 2);
  assert.match(resumed.stderr, /also sent by the run third/);
  assert.equal((await runCli([...resume, "--again"])).code, 0);
});

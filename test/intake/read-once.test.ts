import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { begin } from "../../src/intake/new-run.ts";
import { readRun } from "../../src/ledger/run-folder.ts";
import type { Run } from "../../src/ledger/run.ts";
import { bytesOf, runOf, temporaryFolder } from "../support/ledger.ts";

const text = '\uFEFFname\n"a\nb"\nc\n\n';

test("the file is opened once, and its hash is that of the bytes that were read", async () => {
  const out = temporaryFolder();
  let opened = 0;
  let admitted: Run | null = null;
  const source = {
    name: "ads.csv",
    open: () => {
      opened += 1;
      return bytesOf(opened === 1 ? text : "name\nanother file\n");
    },
    admit: (run: Run) => {
      admitted = run;
    },
  };
  const run = await begin(source, out, runOf());
  const sha256 = createHash("sha256").update(text).digest("hex");
  assert.deepEqual(run.ledger.run.file, { name: "ads.csv", sha256 });
  assert.deepEqual(admitted, run.ledger.run);
  run.close();
  assert.equal(opened, 1);
});

test("a file that is not admitted leaves nothing behind", async () => {
  const out = temporaryFolder();
  const source = {
    name: "ads.csv",
    open: () => bytesOf(text),
    admit: () => {
      throw new Error("not this one");
    },
  };
  await assert.rejects(begin(source, out, runOf()), /not this one/);
  assert.throws(() => readRun(out, "ads"), /No run called ads/);
});

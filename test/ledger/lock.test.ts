import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { lock, machineLock, realFolder } from "../../src/ledger/lock.ts";
import { createRun, openRun, readRun } from "../../src/ledger/run-folder.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { firstCall, newRow, runOf, temporaryFolder } from "../support/ledger.ts";

const holder = fileURLToPath(new URL("../support/run-holder.ts", import.meta.url));

/** A finished run `ads` with one row. */
function finished(): string {
  const out = temporaryFolder();
  const run = createRun(out, runOf({ rowCount: 1 }));
  run.ledger.rows.add(newRow(2));
  run.ledger.rows.endIntake(run.ledger.run);
  run.close();
  return out;
}

async function otherProcess(out: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder, "open", out], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

suite("a lock", () => {
  test("says which process holds it, and that it ends with it", async () => {
    const out = finished();
    const other = await otherProcess(out);
    try {
      assert.throws(
        () => openRun(out, "ads"),
        (error) => {
          assert.ok(error instanceof RunError);
          assert.match(
            error.message,
            new RegExp(
              `\\(process ${other.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)\\.$`,
            ),
          );
          assert.match(error.wayOut, /released automatically/);
          return true;
        },
      );
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
    openRun(out, "ads").close();
  });

  test("on a run outlives its file", async () => {
    const out = finished();
    const other = await otherProcess(out);
    try {
      rmSync(join(out, "ads", "run.lock"));
      assert.throws(() => openRun(out, "ads"), /Another rowmend is working on the run ads/);
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
  });

  test("on a run is missed before the next request if its file is deleted or replaced", () => {
    for (const isReplaced of [false, true]) {
      const out = finished();
      const run = openRun(out, "ads");
      run.ledger.journal.open(firstCall);
      const file = join(out, "ads", "run.lock");
      if (isReplaced) copyFileSync(join(out, "ads", "ledger.sqlite"), `${file}.new`);
      rmSync(file);
      if (isReplaced) copyFileSync(`${file}.new`, file);
      assert.throws(
        () => run.ledger.journal.open(firstCall),
        /run\.lock in .* was deleted or replaced/,
      );
      run.close();
      const { ledger } = readRun(out, "ads");
      assert.equal(ledger.journal.openCount(), 1);
      ledger.close();
    }
  });

  test("of a process that was killed is cleared away by another one", () => {
    const first = machineLock(["some", "work"], "working");
    first.release();
    const left = join("/tmp", `rowmend-${"0".repeat(24)}.lock`);
    lock(left, "working").release();
    machineLock(["some", "work"], "working").release();
    assert.ok(statSync(left).size >= 0);
    utimesSync(left, 1, 1);
    machineLock(["some", "work"], "working").release();
    assert.equal(statSync(left, { throwIfNoEntry: false }), undefined);
  });
});

test("a folder has one name, whether it is there or not", () => {
  const folder = temporaryFolder();
  assert.equal(realFolder(join(folder, "a", "..", "b", "c")), join(realFolder(folder), "b", "c"));
});

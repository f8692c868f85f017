import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createRun, discardRun, openRun, readRun, runNames } from "../../src/ledger/run-folder.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { newRow, runOf, temporaryFolder } from "../support/ledger.ts";

const holder = fileURLToPath(new URL("../support/run-holder.ts", import.meta.url));

/** Another process that works on the run `ads`, and has come as far as it will. */
async function otherProcess(mode: "create" | "open", out: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder, mode, out], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A finished run `ads` with one row. */
function finished(out = temporaryFolder()): string {
  const run = createRun(out, runOf({ rowCount: 1 }));
  run.ledger.rows.add(newRow(2));
  run.ledger.rows.endIntake(run.ledger.run);
  run.close();
  return out;
}

function isRunError(pattern: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof RunError, String(error));
    assert.match(error.message, pattern);
    assert.notEqual(error.wayOut, "");
    return true;
  };
}

suite("a run's folder", () => {
  test("is found by name or by path, and listed", () => {
    const out = finished();
    assert.deepEqual(runNames(out), ["ads"]);
    for (const name of ["ads", join(out, "ads"), join(out, "ads/")]) {
      const run = openRun(out, name);
      assert.equal(run.ledger.run.name, "ads");
      run.close();
    }
    assert.deepEqual(runNames(join(out, "nowhere")), []);
    assert.throws(() => openRun(out, "other"), isRunError(/No run called other/));
    assert.throws(() => readRun(out, "other"), isRunError(/No run called other/));
  });

  test("is not made twice", () => {
    const out = finished();
    assert.throws(() => createRun(out, runOf()), isRunError(/already has a run called ads/));
    const { ledger } = readRun(out, "ads");
    assert.equal(ledger.rows.find(2)?.outcome, "unsent");
  });

  test("is not made where something else lies", () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "ads"));
    writeFileSync(join(out, "ads", "notes.txt"), "mine");
    assert.throws(() => createRun(out, runOf()), isRunError(/already/));
    assert.deepEqual(readdirSync(join(out, "ads")), ["notes.txt"]);
    writeFileSync(join(out, "file"), "");
    assert.throws(() => createRun(join(out, "file"), runOf()), isRunError(/cannot be written to/));
    assert.throws(() => createRun(out, runOf({ name: "file" })), isRunError(/already/));
  });

  test("is kept if nobody can tell what its ledger holds", () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "ads"));
    const path = join(out, "ads", "ledger.sqlite");
    new DatabaseSync(path).exec("CREATE TABLE rows (x); PRAGMA user_version = 99");
    assert.throws(() => createRun(out, runOf()), isRunError(/already/));
    assert.ok(existsSync(path));
  });

  test("vanishes if nothing was sent for it", () => {
    const out = temporaryFolder();
    discardRun(createRun(out, runOf()));
    assert.deepEqual(readdirSync(out), []);
  });
});

suite("two processes", () => {
  test("do not work on one run, and may read it", async () => {
    const out = finished();
    const other = await otherProcess("open", out);
    try {
      assert.throws(
        () => openRun(out, "ads"),
        isRunError(/Another rowmend is working on the run ads/),
      );
      const { ledger } = readRun(out, "ads");
      assert.equal(ledger.rows.counts().unsent, 1);
      ledger.close();
    } finally {
      await kill(other);
    }
    openRun(out, "ads").close();
  });

  test("do not take files in under one name", async () => {
    const out = temporaryFolder();
    const other = await otherProcess("create", out);
    try {
      assert.throws(() => createRun(out, runOf()), isRunError(/Another rowmend/));
      assert.throws(() => openRun(out, "ads"), isRunError(/Another rowmend/));
      assert.ok(existsSync(join(out, "ads", "ledger.sqlite")));
    } finally {
      await kill(other);
    }
  });
});

suite("a process that is killed while it takes a file in", () => {
  test("leaves no run that looks complete, and its name can be used again", async () => {
    const out = temporaryFolder();
    await kill(await otherProcess("create", out));
    assert.throws(() => readRun(out, "ads"), isRunError(/does not hold a complete run/));
    assert.throws(() => openRun(out, "ads"), isRunError(/does not hold a complete run/));
    finished(out);
    const { ledger } = readRun(out, "ads");
    assert.equal(ledger.rows.counts().unsent, 1);
  });

  test("may have come no further than its lock", () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "ads"));
    writeFileSync(join(out, "ads", "run.lock"), "");
    assert.deepEqual(runNames(finished(out)), ["ads"]);
  });
});

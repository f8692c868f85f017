import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { createRun, openRun, readRun } from "../../../src/ledger/run-folder.ts";
import { firstCall, newRow, runOf, temporaryFolder } from "../../support/ledger.ts";

// What a killed process leaves, without waiting for one: a copy of the folder while it works.

/** Copies of a run as it was after its intake, and after its first request. */
function copies(): { readonly taken: string; readonly sent: string } {
  const out = temporaryFolder();
  const run = createRun(out, runOf({ rowCount: 2 }));
  run.ledger.rows.add(newRow(2));
  run.ledger.rows.add(newRow(3));
  run.ledger.rows.endIntake(run.ledger.run);
  const copy = (): string => {
    const folder = temporaryFolder();
    cpSync(out, folder, { recursive: true });
    rmSync(join(folder, "ads", "run.lock"));
    return folder;
  };
  const taken = copy();
  run.ledger.journal.open(firstCall);
  const sent = copy();
  run.close();
  return { taken, sent };
}

suite("a ledger whose process was killed", () => {
  test("has everything, and stays whole when it is only read", () => {
    const { taken, sent } = copies();
    for (const [out, requests] of [
      [taken, 0],
      [sent, 1],
    ] as const) {
      for (let time = 0; time < 2; time += 1) {
        const { ledger } = readRun(out, "ads");
        assert.equal(ledger.rows.counts().unsent, 2);
        assert.equal(ledger.journal.openCount(), requests);
        ledger.close();
      }
      openRun(out, "ads").close();
      readRun(out, "ads").ledger.close();
    }
  });

  test("is not taken for whole without its write-ahead log, however often it is tried", () => {
    const { taken, sent } = copies();
    for (const out of [taken, sent]) {
      rmSync(join(out, "ads", "ledger.sqlite-wal"));
      for (const open of [readRun, openRun, readRun, openRun])
        assert.throws(() => open(out, "ads"), /ledger\.sqlite-wal, .* is missing/);
    }
    const { sent: emptied } = copies();
    truncateSync(join(emptied, "ads", "ledger.sqlite-wal"));
    assert.throws(() => openRun(emptied, "ads"), /is missing/);
  });

  test("is not taken for whole if only its main file was copied", () => {
    const { sent } = copies();
    const out = temporaryFolder();
    mkdirSync(join(out, "ads"));
    copyFileSync(join(sent, "ads", "ledger.sqlite"), join(out, "ads", "ledger.sqlite"));
    assert.throws(() => openRun(out, "ads"), /is missing/);
  });
});

test("a ledger that was closed is whole in its main file", () => {
  const out = temporaryFolder();
  const run = createRun(out, runOf({ rowCount: 1 }));
  run.ledger.rows.add(newRow(2));
  run.ledger.rows.endIntake(run.ledger.run);
  run.ledger.journal.open(firstCall);
  run.close();
  const copy = temporaryFolder();
  mkdirSync(join(copy, "ads"));
  copyFileSync(join(out, "ads", "ledger.sqlite"), join(copy, "ads", "ledger.sqlite"));
  const { ledger } = readRun(copy, "ads");
  assert.equal(ledger.journal.openCount(), 1);
  ledger.close();
});

import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { refuseOvertaken, refuseRepeated } from "../../src/ledger/other-runs.ts";
import { createRun, holdFile, openRun } from "../../src/ledger/run-folder.ts";
import type { Run } from "../../src/ledger/run.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { errorOf, firstCall, newRow, runOf, temporaryFolder } from "../support/ledger.ts";

/** A new run of the same sheet, or of another one. */
function next(changed: Partial<Run> = {}): Run {
  return runOf({ name: "next", ...changed });
}

/** A folder with one run of the sheet. */
function outWith(changed: Partial<Run> = {}, wasSent = true, rows = [newRow(2)]): string {
  const out = temporaryFolder();
  const run = createRun(out, runOf(changed));
  const { ledger } = run;
  for (const row of rows) ledger.rows.add(row);
  ledger.rows.endIntake(ledger.run);
  if (wasSent) ledger.journal.open(firstCall);
  run.close();
  return out;
}

suite("a file that was sent before", () => {
  test("is refused with the ways on, also if the answer never came", () => {
    const out = outWith();
    assert.throws(
      () => refuseRepeated(out, next()),
      (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, /as the run ads/);
        // Its row waits, and none is to be corrected.
        assert.match(error.wayOut, /^Continue it: rowmend resume \S*ads\n.*--again$/);
        return true;
      },
    );
  });

  test("is taken if it is another one, or goes to another place", () => {
    refuseRepeated(outWith(), next({ file: { name: "ads.csv", sha256: "11" } }));
    refuseRepeated(outWith(), next({ target: { kind: "live" } }));
    refuseRepeated(join(outWith(), "nowhere"), next());
  });

  test("is taken if nothing is changed by one of the two", () => {
    const settings = { ...runOf().settings, validateOnly: true };
    refuseRepeated(outWith({ settings }), next());
    refuseRepeated(outWith(), next({ settings }));
  });

  test("is refused too if its rows still wait to be sent", () => {
    assert.throws(
      () => refuseRepeated(outWith({}, false), next()),
      (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, /run ads has already read this file, and 1 of its rows waits/);
        assert.match(error.wayOut, /rowmend resume \S*ads\n.*--again/);
        return true;
      },
    );
  });

  test("is taken if no row of it was sent and none waits", () => {
    const invalid = newRow(2, { operation: null, errors: [errorOf("LocalError.X")] });
    refuseRepeated(outWith({}, false, [invalid]), next());
  });

  test("is not confused by ledgers that cannot be read", () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "broken"));
    writeFileSync(join(out, "broken", "ledger.sqlite"), "no ledger at all".repeat(99));
    refuseRepeated(out, next());
  });

  test("is not sent again only because its ledger was damaged", () => {
    const out = outWith();
    writeFileSync(join(out, "ads", "summary.json"), '{"file": "ads.csv"}');
    for (const file of ["ledger.sqlite-wal", "ledger.sqlite-shm"]) {
      rmSync(join(out, "ads", file), { force: true });
    }
    writeFileSync(join(out, "ads", "ledger.sqlite"), "");
    assert.throws(() => refuseRepeated(out, next()), /ledger of the run ads, .*ads\.csv/);
    refuseRepeated(out, next({ file: { name: "other.csv", sha256: "00" } }));
    assert.throws(() => openRun(out, "ads"), /has lost its contents/);
  });
});

suite("a run that is continued", () => {
  test("is refused if another run has sent the same file", () => {
    const out = outWith();
    assert.throws(
      () => refuseOvertaken(out, next()),
      (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, /also sent by the run ads/);
        assert.match(error.wayOut, /twice.*\n.*rowmend status \S*ads\n.*--again/);
        return true;
      },
    );
    refuseOvertaken(out, runOf());
  });

  test("is not held up by a run that has sent nothing", () => {
    refuseOvertaken(outWith({}, false), next());
  });
});

suite("of two processes that send one file", () => {
  test("the second is refused", () => {
    const out = join(temporaryFolder(), "reports");
    const letGo = holdFile(out, runOf());
    assert.throws(() => holdFile(out, runOf()), /Another rowmend is sending the same file/);
    holdFile(out, runOf({ file: { name: "ads.csv", sha256: "11" } }))();
    letGo();
    holdFile(out, runOf())();
    assert.ok(!existsSync(out));
  });

  test("the second is refused too by another path to the folder, or another TMPDIR", (t) => {
    const folder = temporaryFolder();
    symlinkSync(folder, `${folder}-link`);
    const letGo = holdFile(join(folder, "reports"), runOf());
    const before = process.env["TMPDIR"];
    t.after(() => {
      letGo();
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });
    process.env["TMPDIR"] = folder;
    for (const out of [`${folder}-link/reports`, join(folder, "x", "..", "reports")])
      assert.throws(() => holdFile(out, runOf()), /Another rowmend/);
  });

  test("the folder of reports does not matter where both reach the same account", () => {
    const live = runOf({ target: { kind: "live" } });
    const letGo = holdFile(temporaryFolder(), live);
    assert.throws(() => holdFile(temporaryFolder(), live), /Another rowmend/);
    const other = { ...live, defaults: { ...live.defaults, customerId: "9876543210" } };
    holdFile(temporaryFolder(), other)();
    letGo();
    const elsewhere = holdFile(temporaryFolder(), runOf());
    holdFile(temporaryFolder(), runOf())();
    elsewhere();
  });
});

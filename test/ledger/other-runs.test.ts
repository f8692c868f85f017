import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { refuseRepeated } from "../../src/ledger/other-runs.ts";
import { createRun, holdFile, openRun } from "../../src/ledger/run-folder.ts";
import type { Run } from "../../src/ledger/run.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { customerId, newRow, runOf, temporaryFolder } from "../support/ledger.ts";

const sheet = { name: "ads.csv", sha256: "00" };

/** A folder with one run of the sheet. */
function outWith(changed: Partial<Run> = {}, wasSent = true): string {
  const out = temporaryFolder();
  const run = createRun(out, runOf(changed));
  const { ledger } = run;
  ledger.rows.add(newRow(2));
  ledger.rows.endIntake(ledger.run);
  const call = { round: 1, customerId, method: "M", rows: [2], attempt: 1, startedAt: "t" };
  if (wasSent) ledger.journal.open(call);
  run.close();
  return out;
}

suite("a file that was sent before", () => {
  test("is refused with the ways on, also if the answer never came", () => {
    const out = outWith();
    assert.throws(
      () => refuseRepeated(out, sheet, "sandbox"),
      (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, /as the run ads/);
        assert.ok(error.wayOut.includes(`rowmend resubmit ${join(out, "ads")}/corrections.csv`));
        assert.match(error.wayOut, /rowmend resume \S*ads\n.*--again/);
        return true;
      },
    );
  });

  test("is taken if it is another one, or goes to another place", () => {
    refuseRepeated(outWith(), { ...sheet, sha256: "11" }, "sandbox");
    refuseRepeated(outWith(), sheet, "live");
    refuseRepeated(join(outWith(), "nowhere"), sheet, "sandbox");
  });

  test("is taken if nothing was changed by it", () => {
    refuseRepeated(outWith({}, false), sheet, "sandbox");
    const settings = { ...runOf().settings, validateOnly: true };
    refuseRepeated(outWith({ settings }), sheet, "sandbox");
  });

  test("is not confused by ledgers that cannot be read", () => {
    const out = outWith({}, false);
    mkdirSync(join(out, "broken"));
    writeFileSync(join(out, "broken", "ledger.sqlite"), "no ledger at all".repeat(99));
    refuseRepeated(out, sheet, "sandbox");
  });

  test("is not sent again only because its ledger was damaged", () => {
    const out = outWith();
    writeFileSync(join(out, "ads", "summary.json"), '{"file": "ads.csv"}');
    for (const file of ["ledger.sqlite-wal", "ledger.sqlite-shm"]) {
      rmSync(join(out, "ads", file), { force: true });
    }
    writeFileSync(join(out, "ads", "ledger.sqlite"), "");
    assert.throws(() => refuseRepeated(out, sheet, "sandbox"), /ledger of the run ads, .*ads\.csv/);
    refuseRepeated(out, { ...sheet, name: "other.csv" }, "sandbox");
    assert.throws(() => openRun(out, "ads"), /has lost its contents/);
  });
});

test("of two uploads of one file at a time the second is refused", () => {
  const out = join(temporaryFolder(), "reports");
  const letGo = holdFile(out, "00");
  assert.throws(() => holdFile(out, "00"), /Another rowmend is uploading the same file/);
  holdFile(out, "11")();
  letGo();
  holdFile(out, "00")();
  assert.ok(!existsSync(out));
});

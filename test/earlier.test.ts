import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { refuseRepeated } from "../src/earlier.ts";
import { RunError } from "../src/errors.ts";
import type { Run } from "../src/run.ts";
import { createRun } from "../src/run-folder.ts";
import { customerId, newRow, runOf, temporaryFolder } from "./support/ledger.ts";

/** A folder with one run of the file `00`. */
function outWith(changed: Partial<Run> = {}, wasSent = true): string {
  const out = temporaryFolder();
  const run = createRun(out, runOf(changed));
  const { ledger } = run;
  ledger.addRow(newRow(2));
  ledger.indexRows();
  ledger.commit();
  const call = { round: 1, customerId, method: "M", rows: [2], attempt: 1, startedAt: "t" };
  if (wasSent) ledger.openRequest(call);
  run.close();
  return out;
}

suite("a file that was sent before", () => {
  test("is refused with the ways on, also if the answer never came", () => {
    const out = outWith();
    assert.throws(
      () => refuseRepeated(out, "00", "sandbox"),
      (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, /as the run ads/);
        assert.ok(error.wayOut.includes(`rowmend resubmit ${join(out, "ads")}/corrections.csv`));
        assert.match(error.wayOut, /rowmend resume \S*ads, .*--again/);
        return true;
      },
    );
  });

  test("is taken if it is another one, or goes to another place", () => {
    refuseRepeated(outWith(), "11", "sandbox");
    refuseRepeated(outWith(), "00", "live");
    refuseRepeated(join(outWith(), "nowhere"), "00", "sandbox");
  });

  test("is taken if nothing was changed by it", () => {
    refuseRepeated(outWith({}, false), "00", "sandbox");
    const settings = { ...runOf().settings, validateOnly: true };
    refuseRepeated(outWith({ settings }), "00", "sandbox");
  });

  test("is not confused by ledgers that cannot be read", () => {
    const out = outWith({}, false);
    mkdirSync(join(out, "broken"));
    writeFileSync(join(out, "broken", "ledger.sqlite"), "no ledger at all".repeat(99));
    refuseRepeated(out, "00", "sandbox");
  });
});

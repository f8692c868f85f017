import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { progressOf } from "../../src/report/progress.ts";
import { summaryOf } from "../../src/report/summary.ts";
import { recordAs, takenIn } from "../support/ledger.ts";

const SHEET = "entity,operation,name\nlabel,create,A\nlabel,create,B\nlabel,create,\n";

suite("the progress of a run", () => {
  for (const target of ["sandbox", "none"] as const) {
    test(`is what its summary says, with the target ${target}`, async () => {
      const { ledger, folder } = await takenIn(SHEET, { target: { kind: target } });
      const check = (): void => {
        const { run, file, started_at, rows, rows_left, next } = summaryOf(ledger, {
          stops: [],
          folder,
        });
        const progress = progressOf(ledger, folder);
        assert.deepEqual(progress, { run, file, started_at, rows, rows_left, next });
      };
      check();
      recordAs(ledger, 2, "accepted", { resourceName: "customers/1234567890/labels/1" });
      recordAs(ledger, 3, "in_doubt");
      check();
      recordAs(ledger, 3, "rejected");
      check();
      for (const row of [3, 4]) recordAs(ledger, row, "dropped");
      assert.deepEqual(progressOf(ledger, folder).next, null);
      check();
    });
  }
});

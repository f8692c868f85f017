import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { auditRun } from "../../src/ledger/audit.ts";
import { recordAs, takenIn } from "../support/ledger.ts";

const FILE = "name,campaign\nA,1\nB,x y\nC,1\n";

suite("the law of a run", () => {
  test("holds where each row has an outcome and a reason", async () => {
    const { ledger } = await takenIn(FILE);
    auditRun(ledger, true);
    recordAs(ledger, 2, "accepted");
    recordAs(ledger, 4, "rejected");
    auditRun(ledger, false);
  });

  test("is broken by rows that are passed over, unless sending was stopped", async () => {
    const { ledger } = await takenIn(FILE);
    assert.throws(() => auditRun(ledger, false), /The ledger of ads .* 2 rows were passed over/);
  });

  test("is broken by a row too many or too few", async () => {
    const { ledger } = await takenIn(FILE);
    ledger.saveRun({ ...ledger.run, rowCount: 4 });
    assert.throws(() => auditRun(ledger, true), /3 rows have an outcome, the file has 4/);
  });

  test("is broken by a call without an end, and by a row without a reason", async () => {
    const { ledger } = await takenIn(FILE);
    const call = { round: 1, customerId: "1", method: "M", attempt: 1, startedAt: "t" };
    ledger.journal.open({ ...call, rows: [2] });
    ledger.rows.record({
      row: 4,
      outcome: "blocked",
      resourceName: null,
      blockedBy: null,
      errors: [],
    });
    assert.throws(
      () => auditRun(ledger, true),
      /1 calls were never settled; 1 rows are left without/,
    );
  });
});

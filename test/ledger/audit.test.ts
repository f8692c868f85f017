import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkLaw } from "../../src/ledger/audit.ts";
import { settleAs, takenIn } from "../support/ledger.ts";

const FILE = "name,campaign\nA,1\nB,x y\nC,1\n";

suite("the law of a run", () => {
  test("holds where each row has an outcome and a reason", async () => {
    const { ledger } = await takenIn(FILE);
    checkLaw(ledger, true);
    settleAs(ledger, 2, "accepted");
    settleAs(ledger, 4, "rejected");
    checkLaw(ledger, false);
  });

  test("is broken by rows that are passed over, unless sending was stopped", async () => {
    const { ledger } = await takenIn(FILE);
    assert.throws(() => checkLaw(ledger, false), /The ledger of ads .* 2 rows were passed over/);
  });

  test("is broken by a row too many or too few", async () => {
    const { ledger } = await takenIn(FILE);
    ledger.saveRun({ ...ledger.run, rowCount: 4 });
    assert.throws(() => checkLaw(ledger, true), /3 rows have an outcome, the file has 4/);
  });

  test("is broken by a call without an end, and by a row without a reason", async () => {
    const { ledger } = await takenIn(FILE);
    const call = { round: 1, customerId: "1", method: "M", attempt: 1, startedAt: "t" };
    ledger.openRequest({ ...call, rows: [2] });
    ledger.settle({ row: 4, outcome: "blocked", resourceName: null, blockedBy: null, errors: [] });
    assert.throws(
      () => checkLaw(ledger, true),
      /1 calls were never settled; 1 rows are left without/,
    );
  });
});

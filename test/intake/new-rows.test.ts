import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { suite, test } from "node:test";
import { takeIn } from "../../src/intake/new-rows.ts";
import { createRun, discardRun } from "../../src/ledger/run-folder.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { builderOf } from "../../src/operations/build.ts";
import { readSheet } from "../../src/sheet/csv/records.ts";
import { bytesOf, runOf, standing, takenIn, temporaryFolder } from "../support/ledger.ts";

suite("the intake of a file", () => {
  test("makes each row an operation or an invalid row with its reasons", async () => {
    const { ledger } = await takenIn('name,campaign,cpc_bid\nA,5,1.5\n"B, or\nC",5,\n\nD,,1;5\n');
    assert.deepEqual(standing(ledger), { unsent: [2, 3], invalid: [5] });
    assert.equal(ledger.run.rowCount, 3);
    assert.deepEqual([ledger.rows.find(3)?.raw, ledger.rows.find(3)?.line], ['"B, or\nC",5,', 3]);
    assert.equal(ledger.rows.find(5)?.line, 6);
    const errors = ledger.rows.errorsOf(5);
    assert.ok(errors.length > 0);
    for (const { code, action, column } of errors) {
      assert.match(code, /^LocalError\./);
      assert.deepEqual([action, column], ["fix", 2]);
    }
  });

  test("takes empty rows below a table for no rows, whatever holds for the whole file", async () => {
    const { ledger } = await takenIn('name,campaign\nA,5\n,\n"",""\nB,5\n , \n,\n');
    assert.deepEqual(standing(ledger), { unsent: [2, 5] });
    assert.equal(ledger.run.rowCount, 2);
  });

  test("keeps what ties rows together", async () => {
    const { ledger } = await takenIn("resource_name,name,campaign\n-2,A,-1\n");
    const mine = "customers/1234567890";
    assert.equal(ledger.rows.definedBy("1234567890", `${mine}/adGroups/-2`)?.number, 2);
    const [row] = ledger.rows.unsent("1234567890", 0, 1);
    assert.deepEqual(row?.uses, [`${mine}/campaigns/-1`]);
  });

  test("keeps rows without an account, which are invalid", async () => {
    const defaults = { entity: "ad_group", operation: "create", customerId: null };
    const { ledger } = await takenIn("name,campaign\nA,5\n", { defaults });
    assert.equal(ledger.rows.find(2)?.customerId, null);
    assert.deepEqual(ledger.rows.customersWith("unsent"), []);
  });

  test("leaves nothing behind if the file turns out unreadable", async () => {
    const out = temporaryFolder();
    const sheet = await readSheet(bytesOf('name\nA\n"B\n'), "ads.csv");
    const run = createRun(out, runOf());
    const builder = builderOf(["name"], run.ledger.run.defaults);
    await assert.rejects(
      takeIn(sheet, builder, run.ledger, () => run.ledger.run),
      RunError,
    );
    discardRun(run);
    assert.ok(!existsSync(run.folder));
  });
});

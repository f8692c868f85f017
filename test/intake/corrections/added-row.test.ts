import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "../../../src/messages/run-error.ts";
import { recordAs, standing, takenIn } from "../../support/ledger.ts";
import { file, resubmitted, tried, UNEDITED } from "./tried-run.ts";

suite("a row added to a correction file", () => {
  test("joins the run with the next number, and waits to be sent", async () => {
    const run = await tried();
    const rows = [...UNEDITED, "F,1,6,,,,", "G,1,7,ads,,,copied from elsewhere"];
    const { added, unedited } = await resubmitted(run, file(rows));
    assert.deepEqual(
      [added, unedited],
      [
        [7, 8],
        [3, 4],
      ],
    );
    assert.deepEqual(standing(run.ledger).unsent, [5, 7, 8]);
    assert.equal(run.ledger.rows.find(8)?.raw, "G,1,7");
    assert.equal(run.ledger.run.rowCount, 7);
  });

  test("is checked like any other", async () => {
    const run = await tried();
    await resubmitted(run, file(["F,1,many,,,,"]));
    assert.deepEqual(standing(run.ledger).invalid, [4, 7]);
    assert.equal(run.ledger.rows.errorsOf(7)[0]?.column, 2);
  });

  test("never gets the number of a title or total of the sheet", async () => {
    const run = await takenIn("name,campaign\nA,1\n", { skippedRows: [9] });
    const { added } = await resubmitted(run, file(["B,1,,"], "name,campaign,_run,_row"));
    assert.deepEqual(added, [10]);
  });

  test("may have a column of its own", async () => {
    const run = await tried();
    const header = "name,campaign,status,cpc_bid,_run,_row";
    await resubmitted(run, file(["F,1,paused,6,,"], header));
    assert.equal(run.ledger.rows.find(7)?.raw, "F,1,6,paused");
  });

  test("joins once, even if an old copy of the file comes after an edit of it", async () => {
    const run = await tried();
    const copy = file([...UNEDITED, "F,1,6,,,,"]);
    await resubmitted(run, copy);
    for (const outcome of ["accepted", "rejected", "dropped"] as const) {
      recordAs(run.ledger, 7, outcome);
      const { added, settled } = await resubmitted(run, copy);
      assert.deepEqual([added, settled], [[], [7]]);
    }
    recordAs(run.ledger, 7, "rejected");
    await resubmitted(run, file(["FF,1,6,ads,7,rejected,"]));
    const saved = file([...UNEDITED, " F,1,6.0,,,,"]);
    assert.deepEqual((await resubmitted(run, saved)).added, []);
    assert.equal(run.ledger.run.rowCount, 6);
  });

  for (const [what, rows, message] of [
    ["that says what a row of the run says", ["A,1,1.0,,,,"], /line 2: .*the same as row 2 of/],
    ["twice", ["F,1,6,,,,", "F,1,6,,,,"], /line 3: it is the same as line 2, and both are new/],
    ["and dropped at once", ["F,1,6,,,dropped,"], /line 2: .*dropped in _outcome and no number/],
  ] as const) {
    test(`${what} is refused, and nothing is changed`, async () => {
      const run = await tried();
      const before = standing(run.ledger);
      await assert.rejects(
        resubmitted(run, file([...rows, "B,1,9,ads,3,,"])),
        (error) => error instanceof RunError && message.test(error.message),
      );
      assert.deepEqual(standing(run.ledger), before);
    });
  }

  test("that asks for an exemption is refused", async () => {
    const rows = ["F,1,6,,,yes"];
    await assert.rejects(
      resubmitted(await tried(), file(rows, "name,campaign,cpc_bid,_run,_row,_exempt")),
      /a new row has "yes" in _exempt/,
    );
  });

  test("lets the refused row go again that it refers to: it may be what that one lacked", async () => {
    const run = await takenIn(
      "entity,resource_name,name,campaign\ncampaign,-1,A,\nad_group,,B,-1\n",
    );
    recordAs(run.ledger, 2, "rejected");
    recordAs(run.ledger, 3, "blocked", { blockedBy: 2 });
    const header = "entity,resource_name,name,campaign,_run,_row";
    const rows = ["campaign,-1,A,,ads,2", "ad_group,,C,-1,,"];
    const { unchanged, unedited, released } = await resubmitted(run, file(rows, header));
    assert.deepEqual([unchanged, unedited, released], [[2], [], [3]]);
    assert.deepEqual(standing(run.ledger), { unsent: [2, 3, 4] });
  });

  test("may create what other rows referred to in vain", async () => {
    const run = await takenIn("entity,resource_name,name,campaign\nad_group,,B,-1\n");
    const fault = { code: "LocalError.UNKNOWN_TEMPORARY_ID", message: "", advice: "" };
    run.ledger.rows.record({
      row: 2,
      outcome: "invalid",
      resourceName: null,
      blockedBy: null,
      errors: [{ ...fault, action: "fix", column: 3, fieldPath: "", details: null }],
    });
    const header = "entity,resource_name,name,campaign,_run,_row";
    const rows = ["ad_group,,B,-1,ads,2", "campaign,-1,A,,,"];
    const { sought, added } = await resubmitted(run, file(rows, header));
    assert.deepEqual([sought, added], [[2], [3]]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { RunError } from "../../../src/messages/run-error.ts";
import { recordAs, standing } from "../../support/ledger.ts";
import { file, resubmitted, tried, UNEDITED } from "./tried-run.ts";

suite("what is written into _outcome", () => {
  test("gives a row up, whatever its cells say", async () => {
    const run = await tried();
    const rows = ["Z,9,9,ads,3,Dropped ,", ",,,ads,4,dropped,"];
    const { dropped, edited, absent } = await resubmitted(run, file(rows));
    assert.deepEqual([dropped, edited, absent], [[3, 4], [], []]);
    assert.deepEqual(standing(run.ledger).dropped, [3, 4]);
    assert.equal(run.ledger.rows.find(3)?.raw, "B,1,2");
    // The same file once more changes nothing, and neither does an edit.
    assert.deepEqual((await resubmitted(run, file(rows))).dropped, []);
    const { settled, edited: again } = await resubmitted(run, file(["Z,9,9,ads,3,rejected,"]));
    assert.deepEqual([settled, again], [[3], []]);
  });

  test("lets the rows go that were only refused together with a dropped one", async () => {
    const run = await tried();
    recordAs(run.ledger, 5, "blocked", { blockedBy: 3 });
    const { released } = await resubmitted(run, file(["B,1,2,ads,3,dropped,"]));
    assert.deepEqual(standing(run.ledger).unsent, [5]);
    assert.deepEqual(released, [5]);
  });

  test("may be what was handed out, in an older copy too", async () => {
    const run = await tried();
    const rows = ["A,1,1,ads,2,rejected,", "B,1,2,ads,3,,", "C,1,x,ads,4,INVALID,"];
    assert.deepEqual((await resubmitted(run, file(rows))).unedited, [3, 4]);
  });

  for (const [row, message] of [
    ["A,1,1,ads,2,dropped,", /line 3: row 2 has dropped in _outcome, but it was accepted/],
    ["E,1,5,ads,6,dropped,", /line 3: row 6 has dropped in _outcome, but it is in doubt/],
    ["B,1,2,ads,3,drop,", /line 3: row 3 has "drop" in _outcome/],
    ["B,1,2,ads,3,accepted,", /line 3: row 3 has "accepted" in _outcome/],
  ] as const) {
    test(`may not be that: ${row}`, async () => {
      const run = await tried();
      const before = standing(run.ledger);
      await assert.rejects(
        resubmitted(run, file([UNEDITED[1]?.replace("x", "3") ?? "", row])),
        (error) => error instanceof RunError && message.test(error.message),
      );
      assert.deepEqual(standing(run.ledger), before);
    });
  }
});

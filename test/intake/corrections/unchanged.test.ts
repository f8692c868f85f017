import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Unchanged } from "../../../src/intake/corrections/unchanged.ts";
import { RunError } from "../../../src/messages/run-error.ts";
import { recordAs, standing, type TakenIn } from "../../support/ledger.ts";
import { file, resubmitted, tried, UNEDITED } from "./tried-run.ts";

function asked(run: TakenIn, unchanged: Unchanged, rows: readonly string[] = UNEDITED) {
  return resubmitted(run, file(rows), null, unchanged);
}

suite("rows sent again as they are", () => {
  test("are those that were asked for; what still cannot be sent stays invalid", async () => {
    const run = await tried();
    const { unchanged, unedited } = await asked(run, [3, 4]);
    assert.deepEqual([unchanged, unedited], [[3, 4], []]);
    assert.deepEqual(standing(run.ledger), {
      accepted: [2],
      unsent: [3, 5],
      invalid: [4],
      in_doubt: [6],
    });
    assert.equal(run.ledger.rows.errorsOf(4).length, 1);
  });

  test("are all in the file but those that are settled, and no row that is missing in it", async () => {
    const run = await tried();
    const { unchanged, absent } = await asked(run, "all", ["B,1,2,ads,3,,", "A,1,1,ads,2,,"]);
    assert.deepEqual([unchanged, absent], [[3], [4]]);
  });

  test("go as edited if they were edited too", async () => {
    const run = await tried();
    const { unchanged, edited } = await asked(run, [3, 4], ["B,1,3,ads,3,,", "C,1,x,ads,4,,"]);
    assert.deepEqual([unchanged, edited], [[4], [3]]);
    assert.equal(run.ledger.rows.find(3)?.raw, "B,1,3");
  });

  test("may wait for something, and are not in the file then", async () => {
    const run = await tried();
    recordAs(run.ledger, 6, "blocked", { blockedBy: 4 });
    assert.deepEqual((await asked(run, [5, 6])).unchanged, [5, 6]);
    assert.deepEqual(standing(run.ledger).unsent, [5, 6]);
  });

  for (const [row, message, wayOut] of [
    [77, /Row 77 .*the run has no such row/, /again: 3-5\.$/],
    [2, /Row 2 .*it was accepted/, /again: 3-5\.$/],
    [6, /Row 6 .*it is in doubt/, /rowmend settle <run>/],
  ] as const) {
    test(`may not be row ${row}: nothing is changed then`, async () => {
      const run = await tried();
      const before = standing(run.ledger);
      await assert.rejects(asked(run, [3, row]), (error) => {
        assert.ok(error instanceof RunError);
        assert.match(error.message, message);
        assert.match(error.wayOut ?? "", wayOut);
        return true;
      });
      assert.deepEqual(standing(run.ledger), before);
    });
  }

  test("may not be missing in the file, nor given up in it, nor dropped before", async () => {
    const run = await tried();
    await assert.rejects(asked(run, [4], ["B,1,2,ads,3,,"]), /missing in corrections\.csv/);
    const marked = ["B,1,2,ads,3,dropped,", ...UNEDITED.slice(1)];
    await assert.rejects(asked(run, [3], marked), /dropped in its _outcome/);
    await asked(run, "none", marked);
    await assert.rejects(asked(run, [3]), /it was dropped/);
  });
});

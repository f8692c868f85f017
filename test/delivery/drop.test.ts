import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { dropRows, orphansOf } from "../../src/delivery/drop.ts";
import { releaseRows, resolveParents } from "../../src/delivery/relatives.ts";
import { RunError } from "../../src/messages/run-error.ts";
import {
  customerId,
  newRow,
  recordAs,
  standing,
  type TakenIn,
  takenIn,
} from "../support/ledger.ts";

/** Row 2 was refused. Row 3 needs what it creates, row 4 needs row 3, row 5 was only refused along with it. */
async function family(): Promise<TakenIn> {
  const run = await takenIn(
    "entity,resource_name,name,campaign,ad_group,keyword.text\ncampaign,-1,A,,,\nad_group,-2,B,-1,,\nad_group_criterion,,,,-2,shoes\ncampaign,,C,,,\n",
  );
  recordAs(run.ledger, 2, "rejected");
  for (const [row, blockedBy] of [
    [3, 2],
    [4, 3],
    [5, 2],
  ] as const)
    recordAs(run.ledger, row, "blocked", { blockedBy });
  return run;
}

suite("a dropped row", () => {
  test("is ended, whatever its outcome was, and leaves no reasons", async () => {
    const { ledger } = await takenIn("name,campaign\nA,1\nB,1\nC,1\nD,1\nE,1\nF,x\n");
    for (const [row, outcome] of [
      [2, "rejected"],
      [3, "blocked"],
      [4, "deferred"],
      [5, "in_doubt"],
    ] as const)
      recordAs(ledger, row, outcome);
    const all = [2, 3, 4, 5, 6, 7];
    assert.deepEqual(dropRows(ledger, all), {
      dropped: all,
      inDoubt: [5],
      freed: [],
      orphaned: [],
    });
    assert.deepEqual(standing(ledger), { dropped: all });
    assert.deepEqual([...ledger.rows.errors()], []);
    assert.deepEqual(dropRows(ledger, [2]).dropped, []);
  });

  test("frees what was only refused along with it, and tells what needs it", async () => {
    const { ledger } = await family();
    assert.deepEqual(dropRows(ledger, [2]), {
      dropped: [2],
      inDoubt: [],
      freed: [5],
      orphaned: [3],
    });
    assert.deepEqual(standing(ledger), { dropped: [2], blocked: [3, 4], unsent: [5] });
    assert.deepEqual(orphansOf(ledger), [3, 4]);
    assert.match(ledger.rows.errorsOf(3)[0]?.message ?? "", /Row 2 creates .*it was dropped\.$/);
    assert.match(ledger.rows.errorsOf(3)[0]?.advice ?? "", /drop this row too\.$/);
  });

  test("keeps its children from being sent, however often they are tried", async () => {
    const { ledger, builder } = await family();
    dropRows(ledger, [2]);
    releaseRows(ledger, false);
    const waiting = [...ledger.rows.unsent(customerId, 0, 10)];
    const sent = resolveParents(ledger, builder, customerId, waiting);
    assert.deepEqual(
      sent.map(({ number }) => number),
      [5],
    );
    assert.deepEqual(standing(ledger).blocked, [3, 4]);
  });

  test("makes room for another row that creates the same", async () => {
    const { ledger } = await family();
    dropRows(ledger, [2]);
    const defines = ledger.rows.asSent(2)?.defines ?? "";
    ledger.rows.add(newRow(6, { defines }));
    assert.equal(ledger.rows.definedBy(customerId, defines)?.number, 6);
  });

  for (const [row, message] of [
    [2, /Row 2 was accepted, so it cannot be dropped/],
    [9, /has no row 9/],
  ] as const) {
    test(`cannot be row ${row}: none is dropped then`, async () => {
      const { ledger } = await takenIn("name,campaign\nA,1\nB,1\n");
      recordAs(ledger, 2, "accepted");
      assert.throws(
        () => dropRows(ledger, [3, row]),
        (error) =>
          error instanceof RunError &&
          message.test(error.message) &&
          (error.wayOut ?? "").endsWith("can be dropped: 3."),
      );
      assert.deepEqual(standing(ledger), { accepted: [2], unsent: [3] });
    });
  }
});

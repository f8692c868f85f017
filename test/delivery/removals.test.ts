import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { removalGuard } from "../../src/delivery/removals.ts";
import { releaseRows } from "../../src/delivery/relatives.ts";
import type { Outcome } from "../../src/outcome/outcome.ts";
import { customerId, recordAs, type TakenIn, takenIn } from "../support/ledger.ts";
import { sandboxRun } from "../support/sandbox-run.ts";

/** A keyword, a label, and the removal of one of each. */
const SHEET = `entity,operation,resource_name,name,ad_group,keyword.text,keyword.match_type
ad_group_criterion,create,,,6,snow tent,EXACT
label,create,,Winter,,,
ad_group_criterion,remove,5~77,,,,
label,remove,8,,,,
`;

/** The removals that may go. */
function allowed({ ledger, builder }: TakenIn): readonly number[] {
  const removals = [...ledger.rows.unsent(customerId, 3, 9)];
  return removalGuard(ledger, builder, customerId)
    .allowed(removals)
    .map(({ number }) => number);
}

async function standingSheet(first: Outcome): Promise<TakenIn> {
  const run = await takenIn(SHEET);
  recordAs(run.ledger, 2, first);
  recordAs(run.ledger, 3, "accepted");
  return run;
}

suite("a removal", () => {
  for (const outcome of ["rejected", "blocked", "invalid"] as const) {
    test(`waits for a row above it about the same kind that is ${outcome}, others go`, async () => {
      const run = await standingSheet(outcome);
      assert.deepEqual(allowed(run), [5]);
      const row = run.ledger.rows.find(4);
      assert.deepEqual([row?.outcome, row?.blockedBy], ["blocked", 2]);
      const [error] = run.ledger.rows.errorsOf(4);
      assert.equal(error?.code, "LocalError.REMOVAL_WAITS");
      assert.match(error.message, /^Row 2 stands above this removal/);
      assert.deepEqual(run.ledger.rows.audit(), { unexplained: 0, stranded: 0 });
    });
  }

  for (const outcome of ["deferred", "in_doubt"] as const) {
    test(`waits for any row above it that is ${outcome}`, async () => {
      assert.deepEqual(allowed(await standingSheet(outcome)), []);
    });
  }

  test("goes once that row is accepted, or given up", async () => {
    for (const outcome of ["accepted", "dropped"] as const) {
      const run = await standingSheet("rejected");
      assert.deepEqual(allowed(run), [5]);
      recordAs(run.ledger, 2, outcome);
      assert.deepEqual(releaseRows(run.ledger, false), [4]);
      assert.deepEqual(allowed(run), [4, 5]);
    }
  });

  test("does not wait for other removals, nor for rows below it or of other accounts", async () => {
    const run = await takenIn(`entity,operation,customer_id,resource_name,name
label,remove,,7,
label,create,2222222222,,A
label,remove,,8,
label,create,,,B
`);
    recordAs(run.ledger, 2, "rejected");
    recordAs(run.ledger, 3, "rejected");
    recordAs(run.ledger, 5, "rejected");
    assert.deepEqual(allowed(run), [4]);
  });

  test("of a whole waits for rows about its parts, and for rows that name it", async () => {
    for (const above of [
      "ad_group_criterion,create,,,6,,snow tent,EXACT",
      "campaign_label,create,,,,7,,",
      "campagn,create,,,,,,",
    ]) {
      const run =
        await takenIn(`entity,operation,resource_name,name,ad_group,campaign,keyword.text,keyword.match_type
${above}
label,create,,A,,,,
campaign,remove,301,,,,,
`);
      if (run.ledger.rows.find(2)?.outcome === "unsent") recordAs(run.ledger, 2, "rejected");
      recordAs(run.ledger, 3, "rejected");
      assert.deepEqual(allowed(run), [], above);
      assert.equal(run.ledger.rows.find(4)?.blockedBy, 2);
    }
  });
});

const SWAP = `entity,operation,resource_name,name,amount,campaign_budget
campaign,update,301,,,-1
campaign_budget,create,-1,New ridge budget,12,
campaign_budget,remove,4001,,,
`;

suite("a swap", () => {
  test("makes the new, points to it, and then removes the old", async (t) => {
    const run = await sandboxRun({ settings: { mode: "partial-failure" } });
    t.after(() => run.close());
    const { summary } = await run.upload(SWAP);
    assert.equal(summary.outcomes.accepted, 3);
    assert.equal(run.sent.length, 3);
    run.discard();
  });

  for (const mode of ["partial-failure", "batch-job"] as const) {
    test(`keeps the old until the new is there: ${mode}`, async (t) => {
      const run = await sandboxRun({ settings: { mode } });
      t.after(() => run.close());
      const { summary } = await run.upload(
        SWAP.replace("-1,New ridge budget,12", "-1,New ridge budget,-5"),
      );
      assert.deepEqual(
        [summary.outcomes.accepted, summary.outcomes.rejected, summary.outcomes.blocked],
        [0, 1, 2],
      );
      const again = await run.resubmit((text) => text.replace(",-5,", ",12,"));
      assert.equal(again.summary.outcomes.accepted, 3);
      run.discard();
    });
  }
});

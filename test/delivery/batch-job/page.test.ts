import assert from "node:assert/strict";
import { test } from "node:test";
import { judgePage, type Page } from "../../../src/delivery/batch-job/page.ts";
import type { JobContext } from "../../../src/delivery/context.ts";
import type { JobResult } from "../../../src/transport/transport.ts";
import { detailOf, errorAt, statusBytes, textAt } from "../../support/answers.ts";
import { customerId, takenIn } from "../../support/ledger.ts";

/** A job with the rows 2, 3 and 4, and what a page with these results says of them. */
async function judging(
  judge: (judged: (...results: readonly JobResult[]) => Page) => void,
): Promise<void> {
  const text =
    "ad_group,keyword.text,keyword.match_type\n1,tent,EXACT\n1,t@nt,EXACT\n1,boat,EXACT\n";
  const defaults = { entity: "ad_group_criterion", operation: "create", customerId };
  const { ledger, builder } = await takenIn(text, { defaults });
  const job = ledger.jobs.create(customerId, `customers/${customerId}/batchJobs/9`, "t");
  ledger.jobs.beginAdd(job, [2, 3, 4]);
  ledger.jobs.landAdd(job, "t1");
  const context = { ledger, builder } as JobContext;
  judge((...results) => judgePage(context, { ...job, size: 3 }, results));
  ledger.close();
}

function refusedAt(position: number): Uint8Array {
  const error = errorAt(textAt(position), "criterion_error", "KEYWORD_HAS_INVALID_CHARS");
  return statusBytes([detailOf([error])]);
}

function created(index: number, id = index): JobResult {
  return { index, resourceName: `customers/1/adGroupCriteria/1~${id}`, status: null };
}

function refused(index: number): JobResult {
  return { index, resourceName: null, status: refusedAt(0) };
}

function outcomesIn({ results }: Page): readonly (readonly [number, string])[] {
  return results.map(({ row, outcome }) => [row, outcome] as const).toSorted(([a], [b]) => a - b);
}

test("a result is about the operation that it names, whatever position the paths of its errors have", async () => {
  await judging((judged) => {
    for (const position of [0, 1, 2, 7]) {
      const page = judged({ index: 1, resourceName: null, status: refusedAt(position) });
      assert.deepEqual(
        page.results.map(({ row, outcome, errors }) => [row, outcome, errors[0]?.column]),
        [[3, "rejected", 1]],
      );
      assert.deepEqual(page.unplaced, []);
    }
  });
});

test("rows are accepted with their names, beside others that are not", async () => {
  await judging((judged) => {
    const page = judged(created(0), refused(1), created(2));
    assert.deepEqual(outcomesIn(page), [
      [2, "accepted"],
      [3, "rejected"],
      [4, "accepted"],
    ]);
    assert.deepEqual(
      page.results.map(({ resourceName }) => resourceName),
      [created(0).resourceName, created(2).resourceName, null],
    );
  });
});

test("a second result on the page counts only if it says otherwise, and then nobody knows", async () => {
  await judging((judged) => {
    assert.deepEqual(outcomesIn(judged(created(0), created(0))), [[2, "accepted"]]);
    assert.deepEqual(outcomesIn(judged(refused(0), refused(0))), [[2, "rejected"]]);
    for (const page of [
      judged(created(0), created(0, 7)),
      judged(created(0), refused(0)),
      judged(refused(0), created(0)),
      judged(created(0), refused(0), created(0)),
    ]) {
      assert.deepEqual(outcomesIn(page), [[2, "in_doubt"]]);
      assert.deepEqual(page.corrected, []);
    }
  });
});

test("a name for an operation that was not sent belongs to no row", async () => {
  await judging((judged) => {
    const page = judged(created(3), created(1));
    assert.deepEqual(outcomesIn(page), [[3, "accepted"]]);
    assert.deepEqual(
      page.unplaced.map(({ code }) => code),
      ["LocalError.CONTRADICTORY_ANSWER"],
    );
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { judgePage } from "../../../src/delivery/batch-job/page.ts";
import type { JobContext } from "../../../src/delivery/context.ts";
import { detailOf, errorAt, statusBytes, textAt } from "../../support/answers.ts";
import { customerId, takenIn } from "../../support/ledger.ts";

test("a result is about the operation that it names, whatever position the paths of its errors have", async () => {
  const text =
    "ad_group,keyword.text,keyword.match_type\n1,tent,EXACT\n1,t@nt,EXACT\n1,boat,EXACT\n";
  const defaults = { entity: "ad_group_criterion", operation: "create", customerId };
  const { ledger, builder } = await takenIn(text, { defaults });
  const job = ledger.jobs.create(customerId, `customers/${customerId}/batchJobs/9`, "t");
  ledger.jobs.beginAdd(job, [2, 3, 4]);
  ledger.jobs.landAdd(job, "t1");
  for (const position of [0, 1, 2, 7]) {
    const error = errorAt(textAt(position), "criterion_error", "KEYWORD_HAS_INVALID_CHARS");
    const status = statusBytes([detailOf([error])]);
    const context = { ledger, builder } as JobContext;
    const page = judgePage(context, { ...job, size: 3 }, [
      { index: 1, resourceName: null, status },
    ]);
    assert.deepEqual(
      page.results.map(({ row, outcome, errors }) => [row, outcome, errors[0]?.column]),
      [[3, "rejected", 1]],
    );
    assert.deepEqual(page.unplaced, []);
  }
  ledger.close();
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Reports, rowsByOutcome } from "../../support/cli.ts";
import { type SandboxRun, sandboxRun } from "../../support/sandbox-run.ts";

async function withRun(work: (run: SandboxRun) => Promise<void>): Promise<void> {
  const run = await sandboxRun();
  try {
    await work(run);
  } finally {
    await run.close();
  }
}

function sheet(header: string, ...lines: readonly string[]): string {
  return [header, ...lines, ""].join("\n");
}

function blockers({ errors }: Reports): Readonly<Record<string, string>> {
  return Object.fromEntries(
    errors
      .filter((error) => error["outcome"] === "blocked")
      .map((error) => [error["row"] ?? "", error["blocked_by"] ?? ""]),
  );
}

const adGroups = "entity,resource_name,name,campaign,ad_group,keyword.text,keyword.match_type";

const filler = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `ad_group_criterion,,,,55,tent ${index},EXACT`);

suite("rows of a batch job that refer to each other", () => {
  test("find their parents all over the job, and before it", async () => {
    await withRun(async (run) => {
      const reports = await run.upload(
        sheet(
          adGroups,
          "ad_group,-1,Boots,7,,,",
          ...filler(1_500),
          "ad_group_criterion,,,,-1,boots,EXACT",
          "ad_group_criterion,,,,-2,shoes,EXACT",
          "ad_group,-2,Shoes,7,,,",
        ),
      );
      assert.equal(reports.summary.exit_code, 0);
      assert.equal(run.methods().filter((method) => method === "RunBatchJob").length, 1);
      const made = reports.results.at(-3)?.["resource_name"] ?? "";
      assert.match(made, /adGroupCriteria\/7\d+~/);
    });
  });

  test("are blocked by a parent that failed, and go with it once it is mended", async () => {
    await withRun(async (run) => {
      const first = await run.upload(
        sheet(
          adGroups,
          "ad_group,-1,Boots,7999,,,",
          "ad_group_criterion,,,,-1,boots,EXACT",
          "ad_group,-2,Shoes,7,,,",
          "ad_group_criterion,,,,-2,shoes @,EXACT",
        ),
      );
      assert.deepEqual(rowsByOutcome(first), { rejected: [2, 5], blocked: [3], accepted: [4] });
      assert.deepEqual(blockers(first), { 3: "2" });
      const second = await run.resubmit((text) => text.replace("7999", "7").replace(" @", ""));
      assert.equal(second.summary.exit_code, 0);
      // The parent of row 5 was accepted in another job, which Google's memory of names ends with.
      const parent = second.results[2]?.["resource_name"]?.split("/").at(-1) ?? "?";
      assert.match(second.results[3]?.["resource_name"] ?? "", new RegExp(`/${parent}~`));
    });
  });
});

const tree = [
  "entity,operation,resource_name,ad_group,listing_group.type,listing_group.parent_ad_group_criterion,listing_group.case_value.product_brand,cpc_bid_micros",
] as const;

const root = (adGroup: number): string =>
  `ad_group_criterion,create,${adGroup}~-${adGroup},${adGroup},SUBDIVISION,,,`;

const leaf = (adGroup: number, brand: string, bid: number): string =>
  `ad_group_criterion,create,,${adGroup},UNIT,${adGroup}~-${adGroup},${dimension(brand)},${bid}`;

/** Everything else has no brand. */
const dimension = (brand: string): string => (brand === "" ? "{}" : `"{""value"":""${brand}""}"`);

suite("rows of a batch job that stand or fall together", () => {
  test("come side by side, and are blocked by the one that failed", async () => {
    await withRun(async (run) => {
      const reports = await run.upload(
        sheet(
          tree[0],
          root(55),
          root(66),
          leaf(55, "Acme", 10_000),
          leaf(66, "Acme", 10_000),
          leaf(55, "Bolt", 1),
          leaf(66, "", 20_000),
          leaf(55, "", 20_000),
        ),
      );
      assert.deepEqual(rowsByOutcome(reports), {
        blocked: [2, 4, 8],
        accepted: [3, 5, 7],
        rejected: [6],
      });
      assert.deepEqual(blockers(reports), { 2: "6", 4: "6", 8: "6" });
      assert.equal(
        reports.errors.find((error) => error["row"] === "6")?.["column"],
        "cpc_bid_micros",
      );

      const mended = await run.resubmit((text) => text.replace(",1,", ",10000,"));
      assert.equal(mended.summary.exit_code, 0);
      assert.deepEqual(
        mended.results.map((row) => row["attempts"]),
        ["2", "1", "2", "1", "2", "1", "2"],
      );
    });
  });

  test("wait until all of them are mended", async () => {
    await withRun(async (run) => {
      const lines = [root(55), leaf(55, "Acme", 1), leaf(55, "Bolt", 2), leaf(55, "", 20_000)];
      const first = await run.upload(sheet(tree[0], ...lines));
      assert.deepEqual(rowsByOutcome(first), { blocked: [2, 5], rejected: [3, 4] });
      const second = await run.resubmit((text) => text.replace(",1,", ",10000,"));
      assert.deepEqual(rowsByOutcome(second), { blocked: [2, 3, 5], rejected: [4] });
      assert.deepEqual(blockers(second), { 2: "4", 3: "4", 5: "4" });
      const third = await run.resubmit((text) => text.replace(",2,", ",20000,"));
      assert.equal(third.summary.exit_code, 0);
    });
  });
});

suite("rows that a batch job does not take", () => {
  test("the second change to a resource is found before anything is sent", async () => {
    await withRun(async (run) => {
      const reports = await run.upload(
        sheet(
          "entity,operation,resource_name,status",
          "campaign,update,7,PAUSED",
          "campaign,update,8,PAUSED",
          "campaign,update,7,ENABLED",
          "campaign,remove,8,",
        ),
      );
      assert.deepEqual(rowsByOutcome(reports), { accepted: [2, 3], invalid: [4, 5] });
      assert.deepEqual(
        reports.errors.map((error) => [error["row"], error["code"], error["action"]]),
        [
          ["4", "LocalError.SAME_RESOURCE_TWICE", "fix"],
          ["5", "LocalError.SAME_RESOURCE_TWICE", "fix"],
        ],
      );
      assert.match(
        reports.errors[0]?.["message"] ?? "",
        /^Row 2 also changes customers\/1234567890\/campaigns\/7,/,
      );
      assert.equal(reports.summary.requests.operations, 2);
    });
  });

  test("go one by one, before it", async () => {
    await withRun(async (run) => {
      const reports = await run.upload(
        sheet(
          "entity,operation,resource_name,biddable,name,status",
          "campaign,update,7,,,PAUSED",
          "customer_conversion_goal,update,PURCHASE~WEBSITE,true,,",
          "campaign,update,8,,,PAUSED",
        ),
      );
      assert.deepEqual(rowsByOutcome(reports), { accepted: [2, 3, 4] });
      assert.deepEqual(run.methods().slice(0, 3), [
        "Mutate",
        "MutateBatchJob",
        "AddBatchJobOperations",
      ]);
    });
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { connect, type TestClient } from "./client.ts";
import { type JobClient, jobClient, type JobReply, resultsIn } from "./job-client.ts";
import { adGroup, keyword, label, nameOf } from "./operations.ts";

type Options = Parameters<typeof connect>[0];

async function withJobs(
  work: (jobs: JobClient, client: TestClient) => Promise<void>,
  options: Options = {},
): Promise<void> {
  const client = await connect(options);
  const jobs = jobClient(client.port);
  try {
    await work(jobs, client);
  } finally {
    jobs.close();
    await client.close();
  }
}

function codes(reply: JobReply): readonly string[] {
  return reply.kind === "ok" ? [] : reply.errors.map((error) => error.code);
}

async function newJob(jobs: JobClient): Promise<string> {
  const reply = await jobs.create();
  assert.ok(reply.kind === "ok");
  return (reply.answer["result"] as { readonly resource_name: string }).resource_name;
}

function tokenIn(reply: JobReply): string {
  assert.ok(reply.kind === "ok");
  return String(reply.answer["next_sequence_token"]);
}

async function statusOf(
  client: TestClient,
  name: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await client.search(
    `SELECT batch_job.status, batch_job.next_add_sequence_token, batch_job.metadata.operation_count, batch_job.metadata.executed_operation_count, batch_job.long_running_operation FROM batch_job WHERE batch_job.resource_name = '${name}'`,
  );
  return (rows[0]?.["batch_job"] ?? {}) as Record<string, unknown>;
}

async function untilDone(client: TestClient, name: string): Promise<void> {
  while ((await statusOf(client, name))["status"] !== "DONE")
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Runs these operations as a job, and gives its results. */
async function results(jobs: JobClient, client: TestClient, operations: readonly object[]) {
  const name = await newJob(jobs);
  await jobs.add(name, operations);
  assert.deepEqual(codes(await jobs.run(name)), []);
  await untilDone(client, name);
  return resultsIn(await jobs.list(name));
}

const parent = (id: number, campaign: number) =>
  adGroup({
    resource_name: nameOf("adGroups", id),
    name: `g${id}`,
    campaign: nameOf("campaigns", campaign),
  });

const child = (id: number) => keyword("boots", { ad_group: nameOf("adGroups", id) });

const group = (id: number, fields: object) => ({
  ad_group_criterion_operation: { create: { ad_group: nameOf("adGroups", id), ...fields } },
});

describe("a batch job of the sandbox", () => {
  test("takes operations in a chain of tokens", async () => {
    await withJobs(async (jobs, client) => {
      const name = await newJob(jobs);
      assert.deepEqual(codes(await jobs.add(name, [label()], "made up")), [
        "batch_job_error.INVALID_SEQUENCE_TOKEN",
      ]);
      const first = await jobs.add(name, [label({ name: "a" })]);
      assert.deepEqual(codes(await jobs.add(name, [label()])), [
        "batch_job_error.INVALID_SEQUENCE_TOKEN",
      ]);
      const pending = await statusOf(client, name);
      assert.equal(pending["status"], "PENDING");
      assert.equal(pending["next_add_sequence_token"], tokenIn(first));
      const second = await jobs.add(name, [label({ name: "b" })], tokenIn(first));
      assert.ok(second.kind === "ok");
      assert.equal(second.answer["total_operations"], 2);
      assert.notEqual(tokenIn(second), tokenIn(first));
    });
  });

  test("refuses what Google refuses", async () => {
    await withJobs(async (jobs) => {
      const name = await newJob(jobs);
      const goal = {
        customer_conversion_goal_operation: {
          update: {
            resource_name: nameOf("customerConversionGoals", "PURCHASE~WEBSITE"),
            biddable: true,
          },
          update_mask: { paths: ["biddable"] },
        },
      };
      assert.deepEqual(codes(await jobs.add(name, [])), ["batch_job_error.EMPTY_OPERATIONS"]);
      assert.deepEqual(codes(await jobs.add(name, [label({ name: "x".repeat(10_484_504) })])), [
        "batch_job_error.REQUEST_TOO_LARGE",
      ]);
      assert.deepEqual(codes(await jobs.add(name, [label(), goal])), [
        "mutate_error.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE",
      ]);
      assert.deepEqual(codes(await jobs.list(name)), ["batch_job_error.RESULTS_NOT_READY"]);
      assert.deepEqual(codes(await jobs.run(nameOf("batchJobs", 5))), [
        "mutate_error.RESOURCE_NOT_FOUND",
      ]);
      assert.deepEqual(codes(await jobs.create("9000000001")), [
        "authorization_error.CUSTOMER_NOT_ENABLED",
      ]);
    });
  });

  test("carries all out that it can, and is not changed any more", async () => {
    await withJobs(async (jobs, client) => {
      const name = await newJob(jobs);
      await jobs.add(name, [label({ name: "a" }), label({ name: "a" }), label({ name: "b" })]);
      await jobs.run(name);
      await untilDone(client, name);
      const found = resultsIn(await jobs.list(name));
      assert.deepEqual(
        found.map((result) => [result.index, result.name !== "", result.errors.length]),
        [
          [0, true, 0],
          [1, false, 1],
          [2, true, 0],
        ],
      );
      const late = "batch_job_error.CANNOT_MODIFY_JOB_AFTER_JOB_STARTS_RUNNING";
      assert.deepEqual(codes(await jobs.run(name)), [late]);
      assert.deepEqual(codes(await jobs.add(name, [label()])), [late]);
      assert.deepEqual(codes(await jobs.removeJob(name)), [
        "batch_job_error.CAN_ONLY_REMOVE_PENDING_JOB",
      ]);
      assert.equal((await statusOf(client, name))["executed_operation_count"], undefined);
      const metadata = (await statusOf(client, name))["metadata"];
      assert.deepEqual(metadata, { operation_count: "3", executed_operation_count: "3" });
      const operation = await jobs.operation(
        String((await statusOf(client, name))["long_running_operation"]),
      );
      assert.ok(operation.kind === "ok" && operation.answer["done"] === true);
    });
  });

  test("gives its results in pages of a thousand at most", async () => {
    await withJobs(async (jobs, client) => {
      const name = await newJob(jobs);
      await jobs.add(
        name,
        Array.from({ length: 1_500 }, (_, index) => label({ name: `l${index}` })),
      );
      await jobs.run(name);
      await untilDone(client, name);
      for (const page_size of [-1, 1_001])
        assert.deepEqual(codes(await jobs.list(name, { page_size })), [
          "batch_job_error.INVALID_PAGE_SIZE",
        ]);
      const first = await jobs.list(name);
      assert.ok(first.kind === "ok");
      const page_token = String(first.answer["next_page_token"]);
      const second = await jobs.list(name, { page_token });
      assert.ok(second.kind === "ok");
      assert.equal(second.answer["next_page_token"], undefined);
      assert.deepEqual(
        [...resultsIn(first), ...resultsIn(second)].map((result) => result.index),
        Array.from({ length: 1_500 }, (_, index) => index),
      );
    });
  });

  test("knows temporary ids over all of its operations", async () => {
    await withJobs(async (jobs, client) => {
      const name = await newJob(jobs);
      const first = await jobs.add(name, [parent(-1, 2), parent(-2, 404)]);
      await jobs.add(name, [child(-1), child(-2)], tokenIn(first));
      await jobs.run(name);
      await untilDone(client, name);
      const found = resultsIn(await jobs.list(name));
      assert.deepEqual(
        found.map((result) => result.errors[0]?.code ?? ""),
        [
          "",
          "mutate_error.RESOURCE_NOT_FOUND",
          "",
          "new_resource_creation_error.TEMP_ID_RESOURCE_HAD_ERRORS",
        ],
      );
    });
  });

  test("applies the listing groups of an ad group together or not at all", async () => {
    await withJobs(async (jobs, client) => {
      const unit = { listing_group: { type: "UNIT" }, cpc_bid_micros: 10_000 };
      const found = await results(jobs, client, [
        group(3, unit),
        group(3, { ...unit, cpc_bid_micros: 1 }),
        group(4, unit),
      ]);
      assert.deepEqual(
        found.map((result) => result.errors[0]?.code.split(".")[1] ?? ""),
        ["LISTING_GROUP_ERROR_IN_ANOTHER_OPERATION", found[1]?.errors[0]?.code.split(".")[1], ""],
      );
      const { rows } = await client.search(
        "SELECT ad_group_criterion.resource_name FROM ad_group_criterion",
      );
      assert.equal(rows.length, 1);
    });
  });

  test("lasts in the file, also while it runs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
    const statePath = join(folder, "accounts.sqlite");
    let name = "";
    await withJobs(
      async (jobs) => {
        name = await newJob(jobs);
        await jobs.add(name, [label()]);
        await jobs.run(name);
      },
      { statePath, faults: [{ method: "job", kind: "endless", number: 0 }] },
    );
    await withJobs(
      async (jobs, client) => {
        await untilDone(client, name);
        assert.equal(resultsIn(await jobs.list(name)).length, 1);
      },
      { statePath },
    );
    await rm(folder, { recursive: true });
  });

  test("that nobody runs is gone after a week, and there are a hundred at most", async () => {
    let day = 0;
    await withJobs(
      async (jobs, client) => {
        const name = await newJob(jobs);
        for (let more = 1; more < 100; more += 1) assert.deepEqual(codes(await jobs.create()), []);
        assert.deepEqual(codes(await jobs.create()), [
          "resource_count_limit_exceeded_error.ACCOUNT_LIMIT",
        ]);
        day = 8;
        assert.deepEqual(await statusOf(client, name), {});
        assert.deepEqual(codes(await jobs.create()), []);
      },
      { now: () => new Date(day * 86_400_000) },
    );
  });
});

import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { readRun } from "../../../src/ledger/run-folder.ts";
import type { Fault } from "../../../src/sandbox/injected-fault.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/server.ts";
import { noCredentials } from "../../../src/transport/connect.ts";
import { connectGoogleAds } from "../../../src/transport/google/google-ads.ts";
import type { Transport } from "../../../src/transport/transport.ts";
import { type LocalRun, localRun } from "../../support/run.ts";
import { labels } from "../../support/sheets.ts";

// The real transport against the sandbox, over a socket.

const faults: Fault[] = [];

let sandbox: Sandbox;

let connected: Transport;

function runIn(customerId: string, transport = connected): LocalRun {
  return localRun({
    transport,
    now: () => new Date(),
    retries: { maxTries: 3, lookUpPauseMs: 0 },
    defaults: { customerId },
    settings: { batchSize: 10 },
  });
}

/** Responsive search ads that differ in their first headline. */
function adSheet(...headlines: readonly string[]): string {
  const texts = "ad.responsive_search_ad";
  const header = [
    "entity",
    "ad_group",
    "ad.final_urls",
    ...[0, 1, 2].map((at) => `${texts}.headlines[${at}].text`),
    ...[0, 1].map((at) => `${texts}.descriptions[${at}].text`),
  ];
  const rows = headlines.map(
    (headline) => `ad_group_ad,7,https://example.com,${headline},Second,Third,One.,Two.`,
  );
  return [header.join(), ...rows, ""].join("\n");
}

/** The names of the labels that an account holds. */
async function labelsIn(customerId: string): Promise<readonly string[]> {
  const answer = await connected.search(customerId, "SELECT label.name FROM label");
  assert.ok(answer.kind === "found");
  return answer.rows.map((row) => (row["label"] as { readonly name: string }).name);
}

suite("rows in doubt", () => {
  before(async () => {
    sandbox = await startSandbox({ statePath: null, now: () => new Date(), faults });
    const plaintext = { host: "127.0.0.1", port: sandbox.port };
    connected = await connectGoogleAds({ credentials: noCredentials, plaintext });
  });
  after(async () => {
    await connected.close();
    await sandbox.close();
  });

  for (const [position, kind] of (
    ["lost", "drop", "deadline", "unavailable", "internal"] as const
  ).entries()) {
    test(`${kind}: within the run each row is made once`, async () => {
      const customerId = `100000000${position}`;
      faults.push({ on: 0, kind });
      const once: Transport = {
        ...connected,
        async mutate(batch) {
          const answer = await connected.mutate(batch);
          faults.length = 0;
          return answer;
        },
      };
      const { summary } = await runIn(customerId, once).upload(labels("a", "b", "c"));
      assert.deepEqual([summary.outcomes.accepted, summary.exit_code], [3, 0]);
      assert.deepEqual(await labelsIn(customerId), ["a", "b", "c"]);
    });
  }

  test("of a process that ended are settled by resume", async () => {
    const customerId = "2000000001";
    const dying: Transport = {
      ...connected,
      async mutate(batch) {
        await connected.mutate(batch);
        throw new Error("the end");
      },
    };
    const run = runIn(customerId, dying);
    await assert.rejects(run.upload(labels("a", "b")), /the end/);
    const { summary } = await run.resume({ transport: connected });
    assert.deepEqual([summary.outcomes.accepted, summary.exit_code], [2, 0]);
    assert.deepEqual(await labelsIn(customerId), ["a", "b"]);
  });

  test("that are ads are found by their content, each one once", async () => {
    const customerId = "2000000003";
    // Equal ads are allowed: of three, two were made.
    const half: Transport = {
      ...connected,
      async mutate(batch) {
        await connected.mutate({ ...batch, operations: batch.operations.slice(0, 3) });
        throw new Error("the end");
      },
    };
    const sheet = adSheet("Boots", "Shoes", "Boots", "Boots");
    const run = runIn(customerId, half);
    await assert.rejects(run.upload(sheet), /the end/);
    const sending: Transport = { ...connected, mutate: () => assert.fail("something was sent") };
    const { summary, errors } = await run.resume({ transport: sending });
    assert.deepEqual([summary.outcomes.accepted, summary.outcomes.in_doubt], [3, 1]);
    assert.equal(summary.exit_code, 3);
    const { ledger } = readRun(run.out, "run");
    const rows = [...ledger.rows.all()].map(({ outcome, resourceName }) => [outcome, resourceName]);
    ledger.close();
    const name = (id: number): string => `customers/${customerId}/adGroupAds/7~${id}`;
    assert.deepEqual(
      errors.map(({ row, code }) => [row, code]),
      [
        ["5", "LocalError.PROCESS_ENDED"],
        ["5", "LocalError.NOT_SEEN"],
      ],
    );
    assert.match(
      errors[1]?.["message"] ?? "",
      /adGroups\/7 has nothing with the content of this row/,
    );
    const first = Number(/~(\d+)$/.exec(rows[0]?.[1] ?? "")?.[1]);
    assert.deepEqual(rows, [
      ["accepted", name(first)],
      ["accepted", name(first + 1)],
      ["accepted", name(first + 2)],
      ["in_doubt", null],
    ]);
  });

  test("are settled by settle without anything being sent", async () => {
    const customerId = "2000000002";
    const dying: Transport = {
      ...connected,
      async mutate(batch) {
        await connected.mutate({ ...batch, operations: batch.operations.slice(0, 1) });
        throw new Error("the end");
      },
    };
    const run = runIn(customerId, dying);
    await assert.rejects(run.upload(labels("made", "not made")), /the end/);
    const sending: Transport = { ...connected, mutate: () => assert.fail("something was sent") };
    await run.settle({ transport: sending });
    const { ledger } = readRun(run.out, "run");
    assert.deepEqual(
      [...ledger.rows.all()].map(({ outcome }) => outcome),
      ["accepted", "unsent"],
    );
    ledger.close();
  });
});

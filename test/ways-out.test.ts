import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { dropRows } from "../src/delivery/drop.ts";
import { openRun } from "../src/ledger/run-folder.ts";
import { writeAgain } from "../src/report/standing.ts";
import { CUSTOMER } from "./sandbox/client.ts";
import { detailOf, errorAt, nameAt, statusBytes } from "./support/answers.ts";
import { rowsByOutcome } from "./support/cli.ts";
import { startRun } from "./support/run.ts";
import { transportOf } from "./support/scripted-transport.ts";
import { type SandboxRun, sandboxRun } from "./support/sandbox-run.ts";

const settings = { mode: "partial-failure" } as const;

/** What a user does in the account itself. */
async function byHand({ client }: SandboxRun, operation: object): Promise<string> {
  const reply = await client.mutate([operation], { customer: CUSTOMER });
  assert.ok(reply.kind === "ok" && reply.errors.length === 0, JSON.stringify(reply));
  return reply.names[0] ?? "";
}

function label(name: string): object {
  return { label_operation: { create: { name } } };
}

suite("a row whose cure lies outside the sheet", () => {
  let run: SandboxRun;
  before(async () => {
    run = await sandboxRun({ settings });
  });
  after(() => run.close());

  test("goes again unchanged when it is asked for, with its names looked up anew", async () => {
    const blue = await byHand(run, label("Blue"));
    await run.upload(
      "entity,operation,name,label.name,campaign\nlabel,create,Blue,,\ncampaign_label,create,,Green,301\n",
    );
    assert.deepEqual(rowsByOutcome(run.reports), { rejected: [2], invalid: [3] });
    const unedited = await run.resubmit((text) => text);
    assert.deepEqual(rowsByOutcome(unedited), { rejected: [2], invalid: [3] });

    await byHand(run, { label_operation: { remove: blue } });
    const green = await byHand(run, label("Green"));
    const again = await run.resubmit((text) => text, {}, [2]);
    assert.deepEqual(rowsByOutcome(again), { accepted: [2, 3] });
    assert.equal(again.summary.exit_code, 0);
    const made = again.results[1]?.["resource_name"] ?? "";
    assert.ok(made.endsWith(`~${green.slice(green.lastIndexOf("/") + 1)}`), made);
  });
});

test("resume looks for names again, and sends what they belong to now", async () => {
  const run = await sandboxRun({ settings: { ...settings, batchSize: 1 } });
  const old = await byHand(run, label("Green"));
  const controller = new AbortController();
  // Both names are known once the first row was sent; then the run is interrupted.
  const transport: typeof run.transport = {
    ...run.transport,
    mutate(batch) {
      controller.abort();
      return run.transport.mutate(batch);
    },
  };
  const sheet =
    "entity,operation,label.name,campaign\ncampaign_label,create,Green,301\ncampaign_label,create,Green,302\ncampaign_label,create,Red,303\n";
  await run.upload(sheet, { transport, signal: controller.signal });
  assert.deepEqual(rowsByOutcome(run.reports), { accepted: [2], unsent: [3], invalid: [4] });

  await byHand(run, { label_operation: { remove: old } });
  const names = [await byHand(run, label("Green")), await byHand(run, label("Red"))];
  const resumed = await run.resume();
  assert.deepEqual(rowsByOutcome(resumed), { accepted: [2, 3, 4] });
  const ids = names.map((name) => name.slice(name.lastIndexOf("/") + 1));
  assert.deepEqual(
    resumed.results.slice(1).map((row) => row["resource_name"]?.split("~")[1]),
    ids,
  );
  await run.close();
});

test("a row that is added belongs to the run from then on, and its parent may be there already", async () => {
  const run = await sandboxRun({ settings });
  const sheet =
    "entity,operation,resource_name,name,campaign,label\nlabel,create,-1,Blue,,\nlabel,create,,,,\n";
  await run.upload(sheet);
  assert.deepEqual(rowsByOutcome(run.reports), { accepted: [2], rejected: [3] });
  const second = await run.resubmit(
    (text) =>
      `${text.replace("label,create,,,", "label,create,,Red,")}campaign_label,create,,,301,-1\n`,
  );
  assert.deepEqual(rowsByOutcome(second), { accepted: [2, 3, 4] });
  assert.equal(second.summary.rows, 3);
  const kept = readFileSync(join(second.folder, "rounds", "2", "sent.csv"), "utf8");
  assert.match(kept, /campaign_label,create,,,301,-1\n$/);
  await run.close();
});

test("a row that completes what is applied as a whole goes with it in one request, its parent first", async () => {
  const sizes: number[] = [];
  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => nameAt(sizes.length, at));
  const transport = transportOf(async ({ operations }) => {
    sizes.push(operations.length);
    const isLacking = sizes.length === 1;
    const errors = [
      errorAt("mutate_operations[0]", "asset_group_error", "NOT_ENOUGH_HEADLINE_ASSET"),
      errorAt(
        "mutate_operations[1].asset_group_asset_operation.create.asset_group",
        "new_resource_creation_error",
        "TEMP_ID_RESOURCE_HAD_ERRORS",
      ),
    ];
    return {
      kind: "answered",
      requestId: null,
      results: isLacking ? operations.map(() => null) : names(operations.length),
      partialFailure: isLacking ? statusBytes([detailOf(errors)]) : null,
    };
  });
  const sheet = [
    "entity,resource_name,name,campaign,final_urls,asset_group,asset,field_type",
    "asset_group,-2,two,77,https://example.com,,,",
    "asset_group_asset,,,,,-2,5,HEADLINE",
    "",
  ].join("\n");
  const run = await startRun(sheet, { transport, retries: null });
  assert.deepEqual(rowsByOutcome(run.reports), { rejected: [2], blocked: [3] });
  const completed = await run.resubmit(
    (text) => `${text}asset_group_asset,,,,,-2,6,HEADLINE,,,,\n`,
  );
  assert.deepEqual(rowsByOutcome(completed), { accepted: [2, 3, 4] });
  assert.deepEqual(sizes, [2, 3]);
});

test("a run is done once every row is accepted or dropped", async () => {
  const run = await sandboxRun({ settings });
  await run.upload(
    "entity,operation,resource_name,name,campaign,label\nlabel,create,,Blue,,\nlabel,create,-1,,,\ncampaign_label,create,,,301,-1\nlabel,create,,,,\n",
  );
  assert.deepEqual(rowsByOutcome(run.reports), { accepted: [2], rejected: [3, 5], blocked: [4] });
  const marked = await run.resubmit((text) => text.replaceAll(",rejected,", ",dropped,"));
  assert.deepEqual(rowsByOutcome(marked), { accepted: [2], dropped: [3, 5], blocked: [4] });
  assert.equal(marked.summary.exit_code, 1);
  assert.equal(marked.summary.next, `rowmend settle ${marked.folder} --row 4 --as dropped`);
  assert.match(marked.errors[0]?.["message"] ?? "", /it was dropped\.$/);

  const opened = openRun(run.out, "run");
  dropRows(opened.ledger, [4]);
  const { summary } = writeAgain(opened);
  opened.close();
  assert.deepEqual([summary.exit_code, summary.rows_left, summary.next], [0, 0, null]);
  assert.deepEqual(rowsByOutcome(run.reports), { accepted: [2], dropped: [3, 4, 5] });
  assert.ok(!existsSync(join(run.reports.folder, "corrections.csv")));
  const calls = run.methods().length;
  await run.resume();
  assert.equal(run.methods().length, calls);
  await run.close();
});

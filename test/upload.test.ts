import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Declined } from "../src/messages/run-error.ts";
import type { Answer, Transport } from "../src/transport/transport.ts";
import { detailOf, errorAt, nameAt, statusBytes, textAt } from "./support/answers.ts";
import { keywords, rowsWith } from "./support/cli.ts";
import { localRun, type RunOptions, startRun } from "./support/run.ts";
import { transportOf } from "./support/scripted-transport.ts";
import { rowTexts } from "./support/sheets.ts";

function answering(answer: (call: number, size: number) => Promise<Answer>): Transport {
  let call = 0;
  return transportOf((batch) => answer((call += 1), batch.operations.length));
}

function answered(names: readonly (string | null)[], status: Uint8Array | null = null): Answer {
  return { kind: "answered", requestId: null, results: names, partialFailure: status };
}

/** Each row is sent once, and accounts side by side. */
function once(transport: Transport, batchSize = 1_000): RunOptions {
  return {
    transport,
    retries: null,
    defaults: { entity: "ad_group_criterion" },
    settings: { batchSize, concurrency: 4 },
  };
}

const willing = answering(async (call, size) =>
  answered(Array.from({ length: size }, (_, at) => nameAt(call, at))),
);

test("a round that breaks off still writes its reports, and what is in flight is settled", async () => {
  const slow = Promise.withResolvers<void>();
  const breaking = answering(async (call, size) => {
    if (call === 2) {
      setImmediate(slow.resolve);
      throw new Error("no such thing");
    }
    await slow.promise;
    return answered(Array.from({ length: size }, (_, at) => nameAt(call, at)));
  });
  const sheet = keywords(rowTexts(4)).replace(/^123(?=.*keyword [45],)/gm, "555");
  const run = localRun(once(breaking));
  await assert.rejects(run.upload(sheet), /no such thing/);
  assert.deepEqual(rowsWith(run.reports, "accepted"), [2, 3]);
  // Nobody knows what became of the rows of the call that broke, until it is looked at again.
  const after = await run.resume({ transport: willing });
  assert.deepEqual(rowsWith(after, "in_doubt"), [4, 5]);
  assert.equal(after.summary.outcomes.accepted, 2);
});

test("an upload that its owner declines leaves no run behind", async () => {
  const run = localRun(once(willing));
  const asked = run.upload(keywords(rowTexts(2)), {
    connect: () => Promise.reject(new Declined("Nothing was sent.")),
  });
  await assert.rejects(asked, {
    message: "Nothing was sent.",
    wayOut: "To send the rows after all, upload the file again.",
  });
  assert.deepEqual(readdirSync(run.out), []);
});

test("resume leaves a correction file alone that the user is editing", async () => {
  const errors = [errorAt(textAt(0), "string_length_error", "TOO_LONG")];
  const quota = [errorAt("", "quota_error", "RESOURCE_EXHAUSTED")];
  const answer = answering(async (call) =>
    answered([null, call === 1 ? "a" : null], statusBytes([detailOf(call === 1 ? errors : quota)])),
  );
  const run = await startRun(keywords(rowTexts(4)), once(answer, 2));
  assert.deepEqual(rowsWith(run.reports, "deferred"), [4, 5]);
  const path = join(run.reports.folder, "corrections.csv");
  const edited = readFileSync(path, "utf8").replace("keyword 2", "keyword two");
  writeFileSync(path, edited);
  const after = await run.resume({ transport: willing });
  assert.deepEqual(rowsWith(after, "rejected"), [2]);
  assert.equal(readFileSync(path, "utf8"), edited);
});

test("a row is blocked by the row that failed, and not by one that was accepted before it", async () => {
  // An asset group and its first assets are applied as a whole, so that they travel together.
  const sheet = [
    "entity,customer_id,resource_name,name,text_asset.text,campaign,final_urls,asset_group,asset,field_type",
    "asset,1234567890,-1,,Dry feet,,,,,",
    "asset_group,1234567890,-2,two,,77,https://example.com,,,",
    "asset_group_asset,1234567890,,,,,,-2,-1,HEADLINE",
    "",
  ].join("\n");
  const victim = errorAt(
    "mutate_operations[1].asset_group_asset_operation.create.asset_group",
    "new_resource_creation_error",
    "TEMP_ID_RESOURCE_HAD_ERRORS",
  );
  const fault = errorAt("mutate_operations[0]", "string_length_error", "TOO_LONG");
  const answer = answering(async (call) =>
    call === 1
      ? answered(["customers/1234567890/assets/7"], null)
      : answered([null, null], statusBytes([detailOf([fault, victim])])),
  );
  const run = await startRun(sheet, once(answer));
  assert.deepEqual(
    run.reports.results.map((row) => row["outcome"]),
    ["accepted", "rejected", "blocked"],
  );
  const blocked = run.reports.errors.at(-1);
  assert.equal(blocked?.["blocked_by"], "3");
  assert.equal(blocked["advice"], "Correct row 3; this row will then be sent again automatically.");
});

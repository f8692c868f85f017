import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { writeRequests } from "../../../bench/encoded-requests.ts";
import type { Mode } from "../../../bench/results.ts";
import { answersOf } from "../../../bench/server/answers.ts";
import { batchJobs } from "../../../bench/server/batch-jobs.ts";
import { decodeStatus } from "../../../src/failure/decode.ts";
import { formatPath } from "../../../src/failure/failure.ts";
import { loadApi } from "../../../src/sandbox/api.ts";
import {
  decodeAdded,
  decodeCreated,
  decodeResults,
  encodeAdd,
  encodeList,
  encodeRun,
} from "../../../src/transport/google/batch-job-message.ts";
import { decodeMutateResponse } from "../../../src/transport/google/mutate-message.ts";

const api = loadApi();

const text = "ad_group_criterion_operation.create.keyword.text";

/** The first request of a sheet, the faulty rows of which are the 1st, 47th and 74th of each hundred. */
async function requestOf(rows: number, mode: Mode): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "rowmend-requests-"));
  try {
    const path = join(folder, "requests");
    await writeRequests(path, { rows, faultPercent: 3, batchSize: rows, mode });
    // After its length.
    return readFileSync(path).subarray(4);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function errorsIn(status: Uint8Array | null) {
  return decodeStatus(status ?? new Uint8Array()).errors.map(({ code, trigger, path }) => ({
    code,
    trigger,
    path: formatPath(path),
  }));
}

suite("the server of the bench", () => {
  test("names what it creates, and refuses the faulty rows where they stand", async () => {
    const answers = answersOf(api);
    const results = answers.resultsIn(await requestOf(50, "partial-failure"), 2);
    const { results: names, partialFailure } = decodeMutateResponse(
      answers.mutated(results, "request-1"),
    );
    assert.equal(names.length, 50);
    assert.equal(new Set(names).size, 49);
    assert.equal(names[1], "customers/5552100042/adGroupCriteria/158210010000~1");
    assert.deepEqual(errorsIn(partialFailure), [
      {
        code: "PolicyViolationError.POLICY_ERROR",
        trigger: "counterfeit tent 0",
        path: `mutate_operations[0].${text}`,
      },
      {
        code: "PolicyViolationError.POLICY_ERROR",
        trigger: "counterfeit tent 46",
        path: `mutate_operations[46].${text}`,
      },
    ]);
  });

  test("says nothing of failures if all rows are accepted", async () => {
    const answers = answersOf(api);
    const request = await requestOf(50, "partial-failure");
    const accepted = answers.resultsIn(request, 2).filter(({ kind }) => kind === "created");
    assert.equal(decodeMutateResponse(answers.mutated(accepted, "")).partialFailure, null);
  });

  test("carries out a batch job, and lists its results by pages", async () => {
    const jobs = batchJobs(api, answersOf(api));
    const { resourceName } = decodeCreated(jobs.create());
    const operations = await requestOf(1_200, "batch-job");
    const first = Buffer.concat([encodeAdd(resourceName, "", []), operations]);
    assert.equal(decodeAdded(jobs.add(first)).totalOperations, 1_200);
    jobs.run(Buffer.from(encodeRun(resourceName)));

    const listed = (token: string) =>
      decodeResults(jobs.list(Buffer.from(encodeList(resourceName, token, 1_000))));
    const page = listed("");
    const rest = listed(page.nextPageToken);
    const results = [...page.results, ...rest.results];
    assert.deepEqual([page.results.length, rest.results.length], [1_000, 200]);
    assert.equal(rest.nextPageToken, "");
    assert.deepEqual(
      results.map(({ index }) => index),
      Array.from({ length: 1_200 }, (_, index) => index),
    );
    assert.equal(results.filter(({ resourceName: name }) => name !== null).length, 1_164);
    assert.deepEqual(errorsIn(results[46]?.status ?? null), [
      {
        code: "PolicyViolationError.POLICY_ERROR",
        trigger: "counterfeit tent 46",
        path: `mutate_operations[0].${text}`,
      },
    ]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { apiVersion } from "../../../src/api/package.ts";
import { loadApi } from "../../../src/sandbox/api.ts";
import {
  decodeAdded,
  decodeCreated,
  decodeResults,
  encodeAdd,
  encodeCreate,
  encodeList,
  encodeRun,
} from "../../../src/transport/google/batch-job-message.ts";

// Against the messages of the installed package: ours are leaner, and must mean the same.

const api = loadApi();

function read(name: string, bytes: Uint8Array): unknown {
  const type = api.message(`services.${name}`);
  return type.toObject(type.decode(bytes), { longs: String });
}

function write(name: string, message: object): Uint8Array {
  const type = api.message(`services.${name}`);
  return type.encode(type.fromObject(message)).finish();
}

const job = "customers/1/batchJobs/2";

const label = write("MutateOperation", { label_operation: { create: { name: "a" } } });

suite("the messages of BatchJobService", () => {
  test("a new job", () => {
    assert.deepEqual(read("MutateBatchJobRequest", encodeCreate("1234567890")), {
      customer_id: "1234567890",
      operation: { create: {} },
    });
    const bytes = write("MutateBatchJobResponse", { result: { resource_name: job } });
    assert.deepEqual(decodeCreated(bytes), { resourceName: job });
    assert.throws(() => decodeCreated(new Uint8Array()));
  });

  test("operations", () => {
    assert.deepEqual(read("AddBatchJobOperationsRequest", encodeAdd(job, "t", [label, label])), {
      resource_name: job,
      sequence_token: "t",
      mutate_operations: Array.from({ length: 2 }, () => ({
        label_operation: { create: { name: "a" } },
      })),
    });
    // The first ones come without a token.
    assert.equal(
      Object.hasOwn(
        read("AddBatchJobOperationsRequest", encodeAdd(job, "", [])) as object,
        "sequence_token",
      ),
      false,
    );
    const added = { total_operations: 1_000_000, next_sequence_token: "u" };
    assert.deepEqual(decodeAdded(write("AddBatchJobOperationsResponse", added)), {
      totalOperations: 1_000_000,
      nextToken: "u",
    });
  });

  test("a run", () => {
    assert.deepEqual(read("RunBatchJobRequest", encodeRun(job)), { resource_name: job });
  });

  test("results: by their index, which is left out where it is 0", () => {
    assert.deepEqual(read("ListBatchJobResultsRequest", encodeList(job, "p", 1_000)), {
      resource_name: job,
      page_token: "p",
      page_size: 1_000,
    });
    const status = {
      code: 3,
      message: "Too long.",
      details: [
        {
          type_url: `type.googleapis.com/google.ads.googleads.${apiVersion()}.errors.GoogleAdsFailure`,
          value: Uint8Array.of(1, 2, 3),
        },
      ],
    };
    const bytes = write("ListBatchJobResultsResponse", {
      results: [
        { mutate_operation_response: { label_result: { resource_name: "customers/1/labels/3" } } },
        { operation_index: 2 ** 33, status },
        { operation_index: 7, mutate_operation_response: { label_result: {} } },
      ],
      next_page_token: "q",
    });
    const type = api.ofOtherPackage("google.rpc.Status");
    assert.deepEqual(decodeResults(bytes), {
      results: [
        { index: 0, resourceName: "customers/1/labels/3", status: null },
        {
          index: 2 ** 33,
          resourceName: null,
          status: Buffer.from(type.encode(type.fromObject(status)).finish()),
        },
        { index: 7, resourceName: null, status: null },
      ],
      nextPageToken: "q",
    });
    assert.deepEqual(decodeResults(new Uint8Array()), { results: [], nextPageToken: "" });
  });

  test("results that end too early are no results, wherever that is", () => {
    const result = {
      operation_index: 300,
      mutate_operation_response: { label_result: { resource_name: "customers/1/labels/3" } },
    };
    const whole = write("ListBatchJobResultsResponse", { results: [result] });
    for (let length = 1; length < whole.length; length += 1)
      assert.throws(() => decodeResults(whole.subarray(0, length)), RangeError);
    // A page that is complete, with a result that says to be shorter than what is in it.
    const cut = whole.with(1, (whole[1] ?? 0) - 1);
    assert.throws(() => decodeResults(cut.subarray(0, -1)), RangeError);
  });

  test("what is not known of a result is passed over", () => {
    const known = { operation_index: 4, mutate_operation_response: { label_result: {} } };
    const bytes = write("BatchJobResult", known);
    // Field 9 with a number, and field 10 with text.
    const more = Uint8Array.of(...bytes, 9 << 3, 5, (10 << 3) | 2, 1, 0x61);
    const page = Uint8Array.of((1 << 3) | 2, more.length, ...more, (9 << 3) | 2, 1, 0x61);
    assert.deepEqual(decodeResults(page), {
      results: [{ index: 4, resourceName: null, status: null }],
      nextPageToken: "",
    });
  });
});

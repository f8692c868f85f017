import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import type { JobResult } from "../transport.ts";
import { framed, joined, tagOf, varintTagOf } from "./framed.ts";
import { nameBefore } from "./mutate-message.ts";

/** 64 bits, in any form that protobufjs returns. */
type Long = number | { readonly low: number; readonly high: number };

function numberOf(value: Long): number {
  return typeof value === "number" ? value : value.high * 2 ** 32 + (value.low >>> 0);
}

let root: protobuf.Root | undefined;

function message(name: string): protobuf.Type {
  root ??= protobuf.parse(
    readFileSync(new URL("../../../protos/batch_job.proto", import.meta.url), "utf8"),
    { keepCase: true },
  ).root;
  return root.lookupType(`rowmend.${name}`);
}

/** The encoded request for a new job. */
export function encodeCreate(customerId: string): Uint8Array {
  return message("MutateBatchJobRequest")
    .encode({ customer_id: customerId, operation: { create: {} } })
    .finish();
}

export function decodeCreated(bytes: Uint8Array): { readonly resourceName: string } {
  // The fields that protos/batch_job.proto declares; the library has one type for every message.
  const { result } = message("MutateBatchJobResponse").decode(bytes) as unknown as {
    readonly result: { readonly resource_name: string } | null;
  };
  const resourceName = result?.resource_name ?? "";
  if (resourceName === "") throw new Error("it does not name a batch job");
  return { resourceName };
}

/** The first operations of a job come without a token. */
export function encodeAdd(
  job: string,
  token: string,
  operations: readonly Uint8Array[],
): Uint8Array {
  const request = message("AddBatchJobOperationsRequest");
  return joined(
    request.encode({ resource_name: job, ...(token !== "" && { sequence_token: token }) }).finish(),
    framed(request, "mutate_operations", operations),
  );
}

export function decodeAdded(bytes: Uint8Array): {
  readonly totalOperations: number;
  readonly nextToken: string;
} {
  // As its proto declares it: the library has one type for every message.
  const added = message("AddBatchJobOperationsResponse").decode(bytes) as unknown as {
    readonly total_operations: Long;
    readonly next_sequence_token: string;
  };
  return {
    totalOperations: numberOf(added.total_operations),
    nextToken: added.next_sequence_token,
  };
}

export function encodeRun(job: string): Uint8Array {
  return message("RunBatchJobRequest").encode({ resource_name: job }).finish();
}

export function encodeList(job: string, pageToken: string, pageSize: number): Uint8Array {
  return message("ListBatchJobResultsRequest")
    .encode({
      resource_name: job,
      ...(pageToken !== "" && { page_token: pageToken }),
      page_size: pageSize,
    })
    .finish();
}

/**
 * A page of results. There is one for every row of a job, so that none is taken apart further than what it says.
 * @throws an error if the bytes are not such a message.
 */
export function decodeResults(bytes: Uint8Array): {
  readonly results: readonly JobResult[];
  readonly nextPageToken: string;
} {
  const page = message("ListBatchJobResultsResponse");
  const result = tagOf(page, "results");
  const token = tagOf(page, "next_page_token");
  const reader = protobuf.Reader.create(bytes);
  const results: JobResult[] = [];
  let nextPageToken = "";
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === result) {
      const end = endOfField(reader, reader.len);
      results.push(resultBefore(reader, end));
    } else if (tag === token) nextPageToken = reader.string();
    else reader.skipType(tag & 7);
  }
  return { results, nextPageToken };
}

/** One result: from where the reader stands up to `end`. */
function resultBefore(reader: protobuf.Reader, end: number): JobResult {
  const { operationIndex, response, status: failed } = resultTags();
  // Left out on the wire where it is 0.
  let index = 0;
  let resourceName: string | null = null;
  let status: Uint8Array | null = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === operationIndex) index = numberOf(reader.int64());
    else if (tag === response) {
      const responseEnd = endOfField(reader, end);
      resourceName = nameBefore(reader, responseEnd);
      reader.pos = responseEnd;
    } else if (tag === failed) status = reader.bytes();
    else reader.skipType(tag & 7);
  }
  if (reader.pos > end) throw new RangeError("a result ends in the middle of a field");
  return { index, resourceName, status: status?.length === 0 ? null : status };
}

interface ResultTags {
  readonly operationIndex: number;
  readonly response: number;
  readonly status: number;
}

let knownTags: ResultTags | undefined;

function resultTags(): ResultTags {
  if (knownTags === undefined) {
    const result = message("BatchJobResult");
    knownTags = {
      operationIndex: varintTagOf(result, "operation_index"),
      response: tagOf(result, "mutate_operation_response"),
      status: tagOf(result, "status"),
    };
  }
  return knownTags;
}

/** Where the field ends whose length the reader comes to next. */
function endOfField(reader: protobuf.Reader, limit: number): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > limit) throw new RangeError("a result ends in the middle of a field");
  return end;
}

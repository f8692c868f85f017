import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import type { JobResult } from "../transport.ts";
import { framed, joined } from "./framed.ts";
import { resourceNameIn } from "./mutate-message.ts";

/** 64 bits, in any form that protobufjs returns. */
type Long = number | { toString(): string };

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
    totalOperations: Number(added.total_operations),
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
 * A page of results.
 * @throws an error if the bytes are not such a message.
 */
export function decodeResults(bytes: Uint8Array): {
  readonly results: readonly JobResult[];
  readonly nextPageToken: string;
} {
  // As its proto declares it: the library has one type for every message.
  const page = message("ListBatchJobResultsResponse").decode(bytes) as unknown as {
    readonly results: readonly {
      readonly operation_index: Long;
      readonly mutate_operation_response: Uint8Array;
      readonly status: Uint8Array;
    }[];
    readonly next_page_token: string;
  };
  return {
    results: page.results.map((result) => ({
      // Left out on the wire where it is 0.
      index: Number(result.operation_index),
      resourceName: resourceNameIn(result.mutate_operation_response),
      status: result.status.length === 0 ? null : result.status,
    })),
    nextPageToken: page.next_page_token,
  };
}

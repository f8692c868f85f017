import { jobResultsPageSize } from "../../api/limits.ts";
import { apiVersion } from "../../api/package.ts";
import type { Answered, FailedCall, Jobs } from "../transport.ts";
import {
  decodeAdded,
  decodeCreated,
  decodeResults,
  encodeAdd,
  encodeCreate,
  encodeList,
  encodeRun,
} from "./batch-job-message.ts";
import type { OpenService } from "./service.ts";
import { unary } from "./unary.ts";

/** BatchJobService over an open connection. */
export function jobsOver({ stub, headers }: OpenService): Jobs {
  async function call<T extends object>(
    method: string,
    params: string,
    request: Uint8Array,
    decode: (bytes: Uint8Array) => T,
  ): Promise<Answered<T> | FailedCall> {
    const metadata = headers.clone();
    metadata.set("x-goog-request-params", params);
    const path = `/google.ads.googleads.${apiVersion()}.services.BatchJobService/${method}`;
    return unary(stub, path, request, metadata, decode);
  }
  return {
    create: (customerId) =>
      call("MutateBatchJob", `customer_id=${customerId}`, encodeCreate(customerId), decodeCreated),
    add: (job, token, operations) =>
      call("AddBatchJobOperations", named(job), encodeAdd(job, token, operations), decodeAdded),
    run: (job) => call("RunBatchJob", named(job), encodeRun(job), () => ({})),
    results: (job, pageToken) =>
      call(
        "ListBatchJobResults",
        named(job),
        encodeList(job, pageToken, jobResultsPageSize),
        decodeResults,
      ),
  };
}

function named(job: string): string {
  return `resource_name=${encodeURIComponent(job)}`;
}

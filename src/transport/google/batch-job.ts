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
import { type Connection, openService } from "./service.ts";
import { unary } from "./unary.ts";

/** BatchJobService over its own channel, which is opened at the first call. */
export function connectJobs(connection: Connection): Jobs & { close(): Promise<void> } {
  let opened: ReturnType<typeof openService> | undefined;

  async function call<T extends object>(
    method: string,
    params: string,
    request: Uint8Array,
    decode: (bytes: Uint8Array) => T,
  ): Promise<Answered<T> | FailedCall> {
    opened ??= openService("BatchJobServiceClient", connection);
    const { stub, headers } = await opened;
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
    async close() {
      await (await opened)?.close();
    },
  };
}

function named(job: string): string {
  return `resource_name=${encodeURIComponent(job)}`;
}

import protobuf from "protobufjs";
import type { Api } from "../../src/sandbox/api.ts";
import { type FailureWriter, failureWriter } from "../../src/sandbox/failure-writer.ts";
import { customerId } from "../sheet.ts";
import { lengthFields } from "./message-fields.ts";
import { refusalOf, refusedTextIn } from "./refusals.ts";

/** Field 1 of every result message, with a length. */
const RESOURCE_NAME_TAG = 10;

/** What becomes of one operation. */
export type Result =
  | { readonly kind: "created"; readonly id: number }
  | { readonly kind: "refused"; readonly text: string };

/** Answers to operations that create keywords, in the form that Google gives them. */
export interface Answers {
  /** What becomes of the operations in a request, the field of which has this number. */
  resultsIn(request: Buffer, operationsField: number): Result[];
  mutated(results: readonly Result[], requestId: string): Uint8Array;
  /** A page of the results of a batch job. */
  page(results: readonly Result[], firstIndex: number, nextPageToken: string): Uint8Array;
}

export function answersOf(api: Api): Answers {
  const failures: FailureWriter = failureWriter(api);
  const tags = tagsOf(api);
  let lastId = 0;

  function writeName(writer: protobuf.Writer, id: number): void {
    const name = `customers/${customerId}/adGroupCriteria/158210010000~${id}`;
    writer.uint32(tags.criterionResult).fork();
    writer.uint32(RESOURCE_NAME_TAG).string(name).ldelim();
  }

  return {
    resultsIn(request, operationsField) {
      const results: Result[] = [];
      for (const { number, bytes } of lengthFields(request)) {
        if (number !== operationsField) continue;
        const text = refusedTextIn(bytes);
        if (text === undefined) lastId += 1;
        results.push(
          text === undefined ? { kind: "created", id: lastId } : { kind: "refused", text },
        );
      }
      return results;
    },

    mutated(results, requestId) {
      const writer = protobuf.Writer.create();
      for (const result of results) {
        writer.uint32(tags.mutated).fork();
        if (result.kind === "created") writeName(writer, result.id);
        writer.ldelim();
      }
      const refusals = results.flatMap((result, index) =>
        result.kind === "refused" ? [refusalOf(result.text, index)] : [],
      );
      if (refusals.length > 0) {
        writer.uint32(tags.partialFailure);
        writer.bytes(failures.partialFailure(refusals, requestId));
      }
      return writer.finish();
    },

    page(results, firstIndex, nextPageToken) {
      const writer = protobuf.Writer.create();
      for (const [offset, result] of results.entries()) {
        writer.uint32(tags.pageResult).fork();
        writer.uint32(tags.operationIndex).int64(firstIndex + offset);
        if (result.kind === "created") {
          writer.uint32(tags.jobResponse).fork();
          writeName(writer, result.id);
          writer.ldelim();
        } else {
          // In a job, each operation counts as the first of its own request.
          const status = failures.partialFailure([refusalOf(result.text, 0)], "");
          writer.uint32(tags.jobStatus).bytes(status);
        }
        writer.ldelim();
      }
      if (nextPageToken !== "") writer.uint32(tags.nextPageToken).string(nextPageToken);
      return writer.finish();
    },
  };
}

/** The tags of the fields that are written by hand. */
function tagsOf(api: Api) {
  const tag = (message: string, field: string): number => {
    const { id, type } = api.message(`services.${message}`).fields[field] ?? {};
    if (id === undefined) throw new Error(`${message} has no ${field}`);
    return id * 8 + (type === "int64" ? 0 : 2);
  };
  return {
    mutated: tag("MutateGoogleAdsResponse", "mutate_operation_responses"),
    partialFailure: tag("MutateGoogleAdsResponse", "partial_failure_error"),
    criterionResult: tag("MutateOperationResponse", "ad_group_criterion_result"),
    pageResult: tag("ListBatchJobResultsResponse", "results"),
    nextPageToken: tag("ListBatchJobResultsResponse", "next_page_token"),
    operationIndex: tag("BatchJobResult", "operation_index"),
    jobResponse: tag("BatchJobResult", "mutate_operation_response"),
    jobStatus: tag("BatchJobResult", "status"),
  };
}

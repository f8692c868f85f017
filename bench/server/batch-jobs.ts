import type { Api } from "../../src/sandbox/api.ts";
import { decode, text } from "../../src/sandbox/message.ts";
import { customerId } from "../sheet.ts";
import type { Answers, Result } from "./answers.ts";
import { lengthFields } from "./message-fields.ts";

const PAGE_SIZE = 1_000;

/** enums/batch_job_status.proto. */
const jobStatus = { pending: 2, done: 4 };

/** The field of AddBatchJobOperationsRequest that holds the operations. */
const OPERATIONS_FIELD = 3;

interface Job {
  readonly results: Result[];
  isDone: boolean;
  /** Whether the last page of the results was asked for. */
  isRead: boolean;
}

/** The methods of BatchJobService, and the query that asks how a job is: from request to answer. */
export interface BatchJobs {
  create(): Uint8Array;
  add(request: Buffer): Uint8Array;
  /** Carries the job out at once. */
  run(request: Buffer): Uint8Array;
  list(request: Buffer): Uint8Array;
  search(request: Buffer): Uint8Array;
}

export function batchJobs(api: Api, answers: Answers): BatchJobs {
  const jobs = new Map<string, Job>();
  let lastId = 0;
  const encode = (type: string, message: object): Uint8Array =>
    api.message(`services.${type}`).encode(message).finish();

  function jobNamed(name: string): Job {
    const job = jobs.get(name);
    if (job === undefined) throw new Error(`there is no batch job ${name}`);
    return job;
  }

  return {
    create() {
      // Memory is that of the jobs at work, however many uploads are measured.
      for (const [name, { isRead }] of jobs) if (isRead) jobs.delete(name);
      lastId += 1;
      const name = `customers/${customerId}/batchJobs/${lastId}`;
      jobs.set(name, { results: [], isDone: false, isRead: false });
      return encode("MutateBatchJobResponse", { result: { resource_name: name } });
    },

    add(request) {
      // The operations come last and are many: only the name of the job is decoded.
      const { results } = jobNamed(firstText(request));
      results.push(...answers.resultsIn(request, OPERATIONS_FIELD));
      return encode("AddBatchJobOperationsResponse", {
        total_operations: results.length,
        next_sequence_token: `after ${results.length}`,
      });
    },

    run(request) {
      const name = firstText(request);
      jobNamed(name).isDone = true;
      const operation = { name: name.replace("/batchJobs/", "/operations/"), done: true };
      return api.ofOtherPackage("google.longrunning.Operation").encode(operation).finish();
    },

    list(request) {
      const asked = decode(api.message("services.ListBatchJobResultsRequest"), request);
      const job = jobNamed(text(asked, "resource_name") ?? "");
      const { results } = job;
      const from = Number(text(asked, "page_token") ?? "0");
      const next = from + PAGE_SIZE;
      const page = results.slice(from, next);
      job.isRead = next >= results.length;
      return answers.page(page, from, job.isRead ? "" : String(next));
    },

    search(request) {
      const asked = decode(api.message("services.SearchGoogleAdsRequest"), request);
      const [, name = ""] = /resource_name = '([^']*)'/.exec(text(asked, "query") ?? "") ?? [];
      const { results, isDone } = jobNamed(name);
      const row = {
        batch_job: {
          resource_name: name,
          status: isDone ? jobStatus.done : jobStatus.pending,
          metadata: {
            operation_count: results.length,
            executed_operation_count: isDone ? results.length : 0,
          },
        },
      };
      return encode("SearchGoogleAdsResponse", { results: [row] });
    },
  };
}

/** The first field of a request, which names its job in every request that does. */
function firstText(request: Buffer): string {
  const [first] = lengthFields(request);
  if (first?.number !== 1) throw new Error("the request does not begin with the name of its job");
  return first.bytes.toString();
}

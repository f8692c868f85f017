import { status } from "@grpc/grpc-js";
import { errorCodes } from "../error-code.ts";
import type { JobFault } from "../injected-fault.ts";
import { child, children, has, type Message, number, text } from "../message.ts";
import {
  type Answer,
  type Mutator,
  refuse,
  refuseRequest,
  refuseWithPartialFailure,
} from "../mutate.ts";
import { specialAnswer } from "../special-accounts.ts";
import { brokenResults } from "./broken.ts";
import { execution } from "./execute.ts";
import { jobStatus, type StoredJob } from "./store.ts";

/** The largest request to add operations, according to the error for a larger one. */
const LARGEST_ADD = 10_484_504;

const MOST_OPERATIONS = 1_000_000;

/** Jobs of an account that are pending or running. */
const MOST_JOBS = 100;

const PAGE_SIZE = 1_000;

const PENDING_MS = 7 * 24 * 60 * 60 * 1_000;

/** BatchJobService, and the operations that its runs are. */
export interface JobService {
  mutateBatchJob(request: Message): Answer;
  addBatchJobOperations(request: Message, bytes: number): Answer;
  runBatchJob(request: Message): Answer;
  listBatchJobResults(request: Message): Answer;
  getOperation(request: Message): Answer;
  /** As `batch_job` in a query. */
  rows(customerId: string): readonly Message[];
  close(): void;
}

export interface JobServiceOptions {
  readonly mutator: Mutator;
  readonly now: () => Date;
  readonly faults: readonly JobFault[];
}

export function jobService({ mutator, now, faults }: JobServiceOptions): JobService {
  const { api, state } = mutator;
  const timers = new Set<NodeJS.Timeout>();
  const faultNumber = (kind: JobFault["kind"]): number | undefined =>
    faults.find((fault) => fault.kind === kind)?.number;
  const encode = (type: string, message: object): Answer => ({
    kind: "answered",
    bytes: api.message(`services.${type}`).encode(message).finish(),
  });

  for (const job of state.jobs.running()) begin(job);

  return {
    mutateBatchJob(request) {
      const customerId = text(request, "customer_id") ?? "";
      const refusal = refuseCustomer(customerId);
      if (refusal !== undefined) return refusal;
      forget();
      const operation = child(request, "operation") ?? {};
      const removed = text(operation, "remove");
      if (removed !== undefined) return removeJob(removed);
      if (!has(operation, "create"))
        return refuse({ code: errorCodes.operationRequired, path: null });
      const active = state.jobs.jobs(customerId).filter((job) => job.status !== jobStatus.done);
      if (active.length >= MOST_JOBS) return refuse({ code: errorCodes.tooManyJobs, path: null });
      const id = state.nextId(customerId);
      state.setNextId(customerId, id + 1);
      const name = `customers/${customerId}/batchJobs/${id}`;
      state.jobs.create(name, customerId, now().getTime());
      return encode("MutateBatchJobResponse", { result: { resource_name: name } });
    },

    addBatchJobOperations(request, bytes) {
      const found = jobIn(request);
      if (found.kind === "refused") return found.answer;
      const { job } = found;
      if (job.status !== jobStatus.pending)
        return refuse({ code: errorCodes.jobIsRunning, path: null });
      const operations = children(request, "mutate_operations");
      if (operations.length === 0)
        return refuse({ code: errorCodes.jobEmptyOperations, path: null });
      if (bytes > LARGEST_ADD) return refuse({ code: errorCodes.jobRequestTooLarge, path: null });
      if ((text(request, "sequence_token") ?? "") !== job.token)
        return refuse({ code: errorCodes.jobBadToken, path: null });
      const size = job.size + operations.length;
      if (size > MOST_OPERATIONS) return refuse({ code: errorCodes.tooManyJobs, path: null });
      const unsupported = refuseWithPartialFailure(operations);
      if (unsupported !== undefined) return unsupported;
      const type = api.message("services.MutateOperation");
      const token = Buffer.from(`${job.name} ${size}`).toString("base64url").slice(-24);
      state.jobs.add(
        job,
        operations.map((operation) => type.encode(operation).finish()),
        token,
      );
      return encode("AddBatchJobOperationsResponse", {
        total_operations: size,
        next_sequence_token: token,
      });
    },

    runBatchJob(request) {
      const found = jobIn(request);
      if (found.kind === "refused") return found.answer;
      const { job } = found;
      if (job.status !== jobStatus.pending)
        return refuse({ code: errorCodes.jobIsRunning, path: null });
      if (job.size === 0) return refuse({ code: errorCodes.jobEmptyOperations, path: null });
      state.jobs.start(job.name, now().getTime());
      begin({ ...job, status: jobStatus.running });
      return answerOperation({ name: operationName(job.name), done: false });
    },

    listBatchJobResults(request) {
      const found = jobIn(request);
      if (found.kind === "refused") return found.answer;
      const { job } = found;
      if (job.status !== jobStatus.done)
        return refuse({ code: errorCodes.jobNotReady, path: null });
      const size = number(request, "page_size") ?? 0;
      if (size < 0 || size > PAGE_SIZE)
        return refuse({ code: errorCodes.jobBadPageSize, path: null });
      const token = text(request, "page_token") ?? "";
      const from = token === "" ? 0 : Number(Buffer.from(token, "base64url").toString());
      if (!Number.isInteger(from)) return refuse({ code: errorCodes.badPageToken, path: null });
      const page = state.jobs.results(job.name, from, size === 0 ? PAGE_SIZE : size);
      const next = (page.at(-1)?.position ?? job.size) + 1;
      const type = api.message("services.BatchJobResult");
      return encode("ListBatchJobResultsResponse", {
        results: brokenResults(page, faults).map((bytes) => type.decode(bytes)),
        ...(next < job.executed && {
          next_page_token: Buffer.from(String(next)).toString("base64url"),
        }),
      });
    },

    getOperation(request) {
      const name = (text(request, "name") ?? "").replace("/operations/", "/batchJobs/");
      const job = state.jobs.find(name);
      if (job === undefined)
        return refuse({ code: errorCodes.notFound, path: null }, status.NOT_FOUND);
      return answerOperation({ name: operationName(name), done: job.status === jobStatus.done });
    },

    rows(customerId) {
      forget();
      return state.jobs.jobs(customerId).map(asResource);
    },

    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };

  function removeJob(name: string): Answer {
    const job = state.jobs.find(name);
    if (job === undefined) return refuse({ code: errorCodes.notFound, path: null });
    if (job.status !== jobStatus.pending)
      return refuse({ code: errorCodes.jobOnlyPending, path: null });
    state.jobs.remove(name);
    return encode("MutateBatchJobResponse", { result: { resource_name: name } });
  }

  function answerOperation(message: object): Answer {
    const type = api.ofOtherPackage("google.longrunning.Operation");
    return { kind: "answered", bytes: type.encode(message).finish() };
  }

  function jobIn(
    request: Message,
  ):
    | { readonly kind: "found"; readonly job: StoredJob }
    | { readonly kind: "refused"; readonly answer: Answer } {
    const name = text(request, "resource_name") ?? "";
    const refusal = refuseCustomer(name.split("/")[1] ?? "");
    if (refusal !== undefined) return { kind: "refused", answer: refusal };
    forget();
    const job = state.jobs.find(name);
    if (job !== undefined) return { kind: "found", job };
    const answer = refuse({ code: errorCodes.notFound, path: null }, status.NOT_FOUND);
    return { kind: "refused", answer };
  }

  function forget(): void {
    state.jobs.forgetPending(now().getTime() - PENDING_MS);
  }

  /** Carries out a job in parallel with other calls. */
  function begin(job: StoredJob): void {
    if (faultNumber("endless") !== undefined) return;
    const work = execution(mutator, job, faultNumber("cancelled") ?? job.size);
    const step = (): void => {
      if (work.next()) later(step, 0);
    };
    later(step, faultNumber("taking") ?? 0);
  }

  function later(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }
}

function refuseCustomer(customerId: string): Answer | undefined {
  const special = specialAnswer(customerId);
  return refuseRequest(customerId) ?? (special && refuse(special.refusal, special.code));
}

function operationName(job: string): string {
  return job.replace("/batchJobs/", "/operations/");
}

function asResource(job: StoredJob): Message {
  const isPending = job.status === jobStatus.pending;
  return {
    resource_name: job.name,
    id: Number(job.name.slice(job.name.lastIndexOf("/") + 1)),
    status: job.status,
    ...(isPending
      ? { next_add_sequence_token: job.token }
      : { long_running_operation: operationName(job.name) }),
    metadata: {
      creation_date_time: dateTime(job.createdAt),
      operation_count: job.size,
      ...(job.startedAt !== null && {
        start_date_time: dateTime(job.startedAt),
        executed_operation_count: job.executed,
        estimated_completion_ratio: job.size === 0 ? 1 : job.executed / job.size,
      }),
    },
  };
}

function dateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

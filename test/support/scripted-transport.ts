import { apiVersion } from "../../src/api/package.ts";
import { readOperation } from "../../src/operations/schema/encoded-operation.ts";
import type { Answer, Batch, SearchAnswer, Transport } from "../../src/transport/transport.ts";
import { detailOf, type ErrorSpec, failureBytes, statusBytes } from "./answers.ts";

/** For transports of tests without batch jobs. */
const none = async (): Promise<never> => {
  throw new Error("a batch job was not expected");
};

const noJobs: Transport["jobs"] = { create: none, add: none, run: none, results: none };

/** A transport that answers each batch with that, in this process. */
export function transportOf(mutate: Transport["mutate"]): Transport {
  return {
    mutate,
    search: async () => ({ kind: "found", requestId: null, rows: [] }),
    jobs: noJobs,
    close: async () => undefined,
  };
}

/** One Mutate call as it arrived. */
export interface Arrived {
  /** From 1. */
  readonly number: number;
  readonly batch: Batch;
  /** What each operation is called. */
  readonly names: readonly string[];
}

/** Answers each call with what follows from it; a look-up finds nothing if `find` is left out. */
export function scripted(
  answer: (call: Arrived) => Answer,
  find: (query: string, number: number) => SearchAnswer = () => found([]),
): Transport {
  let calls = 0;
  let queries = 0;
  return {
    ...transportOf(async (batch) =>
      answer({ number: (calls += 1), batch, names: batch.operations.map(nameOf) }),
    ),
    search: async (_, query) => find(query, (queries += 1)),
  };
}

/** The resource name that an operation gets here. */
export function resourceOf(name: string): string {
  return `customers/1234567890/labels/${name}`;
}

/** Accepts all operations but those with an error: `null` in their place is no result. */
export function accepted(
  { names }: Pick<Arrived, "names">,
  errors: readonly ErrorSpec[] = [],
): Answer {
  const failed = new Set(errors.map((error) => error.location?.field_path_elements[0]?.index));
  return {
    kind: "answered",
    requestId: null,
    results: names.map((name, position) => (failed.has(position) ? null : resourceOf(name))),
    partialFailure: errors.length === 0 ? null : statusBytes([detailOf(errors)], "Failed."),
  };
}

/** A call that failed whole. */
export function failedCall(code: number, errors: readonly ErrorSpec[] = [], sent = true): Answer {
  const key = `google.ads.googleads.${apiVersion()}.errors.googleadsfailure-bin`;
  return {
    kind: "failed",
    requestId: "request-1",
    code,
    message: "Something failed.",
    trailers: errors.length === 0 ? [] : [[key, failureBytes(errors)]],
    sent,
  };
}

/** The answer to a look-up of labels. */
export function found(names: readonly string[]): SearchAnswer {
  return {
    kind: "found",
    requestId: null,
    rows: names.map((name) => ({ label: { resource_name: resourceOf(name), name } })),
  };
}

/** What an operation is called: the name, the keyword or the name of the resource. */
export function nameOf(operation: Uint8Array): string {
  const { resource, removes } = readOperation(operation);
  const name = resource?.["name"] ?? removes ?? resource?.["resource_name"];
  return typeof name === "string" ? name : "";
}

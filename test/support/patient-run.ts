import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiVersion } from "../../src/api/package.ts";
import type { RetryPolicy } from "../../src/delivery/retry.ts";
import type { Limits } from "../../src/delivery/send-limits.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import { openRun } from "../../src/ledger/run-folder.ts";
import type { Settings } from "../../src/ledger/run.ts";
import { readOperation } from "../../src/operations/schema/encoded-operation.ts";
import type { Answer, Batch, SearchAnswer, Transport } from "../../src/transport/transport.ts";
import { resume, upload } from "../../src/upload.ts";
import { detailOf, type ErrorSpec, failureBytes, statusBytes } from "./answers.ts";
import { readReports, type Reports, temporaryFolder } from "./cli.ts";
import { transportOf } from "./in-process.ts";
import { bytesOf } from "./ledger.ts";

const folder = temporaryFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

/** One Mutate call as it arrived. */
export interface Arrived {
  /** From 1. */
  readonly number: number;
  readonly batch: Batch;
  /** What each operation is called: the name, the keyword or the name of the resource. */
  readonly names: readonly string[];
}

/** A run in this process that tries again, on a clock that only waiting moves. */
export interface PatientRun {
  reports: Reports;
  /** The names of the operations that arrived, one list for each call. */
  readonly sent: (readonly string[])[];
  readonly queries: string[];
  /** Each wait, in milliseconds. */
  readonly waits: number[];
  /** Goes on with it. */
  resume(): Promise<Reports>;
}

export interface Play {
  readonly sheet: string;
  readonly answer: (call: Arrived) => Answer;
  /** What a look-up finds; nothing if left out. */
  readonly find?: (query: string, number: number) => SearchAnswer;
  readonly settings?: Partial<Settings>;
  readonly policy?: Partial<RetryPolicy>;
  readonly limits?: Limits;
  readonly startsAt?: number;
  readonly signal?: AbortSignal;
}

const policy: RetryPolicy = { maxTries: 4, maxWaitMs: 60_000, lookUpPauseMs: 5_000 };

/** Uploads a sheet whose rows name their entity, with retries. */
export async function patientRun(play: Play): Promise<PatientRun> {
  const out = mkdtempSync(join(folder, "out-"));
  const sent: (readonly string[])[] = [];
  const queries: string[] = [];
  const waits: number[] = [];
  let time = play.startsAt ?? 0;
  const transport: Transport = {
    ...transportOf(async (batch) => {
      const names = batch.operations.map(nameOf);
      sent.push(names);
      return play.answer({ number: sent.length, batch, names });
    }),
    async search(_, query) {
      queries.push(query);
      return play.find?.(query, queries.length) ?? found([]);
    },
  };
  const context: RoundContext = {
    now: () => new Date(time),
    connect: async () => transport,
    signal: play.signal ?? new AbortController().signal,
    retries: {
      policy: { ...policy, ...play.policy },
      sleep: async (ms) => {
        waits.push(ms);
        time += ms;
      },
      random: () => 0.5,
    },
    ...(play.limits === undefined ? {} : { limits: play.limits }),
    onProgress: () => undefined,
  };
  const run = {
    name: "run",
    createdAt: new Date(0).toISOString(),
    file: { name: "sheet.csv", sha256: "" },
    defaults: { entity: null, operation: "create", customerId: "1234567890" },
    settings: {
      mode: "partial-failure",
      batchSize: 1_000,
      concurrency: 1,
      validateOnly: false,
      loginCustomerId: null,
      ...play.settings,
    },
    target: { kind: "endpoint", host: "127.0.0.1", port: 1 },
    apiVersion: apiVersion(),
  } as const;
  await upload({ name: "sheet.csv", open: () => bytesOf(play.sheet) }, out, run, context);
  const patient: PatientRun = {
    reports: readReports(out),
    sent,
    queries,
    waits,
    async resume() {
      const opened = openRun(out, "run");
      await resume(opened, context).finally(() => opened.close());
      patient.reports = readReports(out);
      return patient.reports;
    },
  };
  return patient;
}

/** Labels to create, one for each name. */
export function labels(...names: readonly string[]): string {
  return ["entity,name", ...names.map((name) => `label,${name}`), ""].join("\n");
}

/** The outcomes of all rows, in order. */
export function outcomesOf(reports: Reports): readonly string[] {
  return reports.results.map((row) => row["outcome"] ?? "");
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

function nameOf(operation: Uint8Array): string {
  const { resource, removes } = readOperation(operation);
  const name = resource?.["name"] ?? removes ?? resource?.["resource_name"];
  return typeof name === "string" ? name : "";
}

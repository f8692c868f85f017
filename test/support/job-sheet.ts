import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiVersion } from "../../src/api/package.ts";
import { type JobWait, type JobProgress, realJobWait } from "../../src/delivery/context.ts";
import type { Limits } from "../../src/delivery/send-limits.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import { openRun } from "../../src/ledger/run-folder.ts";
import type { Settings } from "../../src/ledger/run.ts";
import { parseFault } from "../../src/sandbox/injected-fault.ts";
import { connectGoogleAds } from "../../src/transport/google/google-ads.ts";
import type { Transport } from "../../src/transport/transport.ts";
import { settleByHand } from "../../src/delivery/doubt/by-hand.ts";
import { resubmit, resume, upload } from "../../src/upload.ts";
import { connect, type TestClient } from "../sandbox/client.ts";
import { readReports, type Reports, temporaryFolder } from "./cli.ts";

const folder = temporaryFolder(tmpdir());

/** A run through batch jobs in this process, over a socket, with pauses that take no time. */
export interface JobSheet {
  readonly client: TestClient;
  /** Everything that became known while waiting. */
  readonly progress: readonly JobProgress[];
  upload(sheet: string, given?: Given): Promise<Reports>;
  resume(given?: Given): Promise<Reports>;
  /** Sends the correction file, changed. */
  resubmit(edit: (corrections: string) => string, given?: Given): Promise<Reports>;
  /** Sends rows in doubt again, whatever became of them. */
  resend(): Promise<Reports>;
  /** The methods of all calls, in order. */
  methods(): readonly string[];
  close(): Promise<void>;
}

export interface Given {
  readonly settings?: Partial<Settings>;
  readonly jobs?: Partial<JobWait>;
  readonly signal?: AbortSignal;
  readonly limits?: Limits;
  /** Settles doubt by looking rows up; left out, they stay in doubt. */
  readonly looksUp?: boolean;
  readonly transport?: (real: Transport) => Transport;
}

export interface Server {
  readonly faults?: readonly string[];
  readonly now?: () => Date;
}

const policy = { maxTries: 3, maxWaitMs: 60_000, lookUpPauseMs: 0 };

export async function jobSheet({ faults = [], now }: Server = {}): Promise<JobSheet> {
  const client = await connect({ faults: faults.map(parseFault), ...(now && { now }) });
  const out = mkdtempSync(join(folder, "out-"));
  const progress: JobProgress[] = [];
  const contextOf = (given: Given): RoundContext => ({
    now: now ?? (() => new Date(0)),
    connect: async () => {
      const real = await connectGoogleAds({
        credentials: {
          developerToken: "none",
          loginCustomerId: null,
          auth: { kind: "refresh_token", clientId: "-", clientSecret: "-", refreshToken: "-" },
        },
        plaintext: { host: "127.0.0.1", port: client.port },
      });
      return given.transport?.(real) ?? real;
    },
    signal: given.signal ?? new AbortController().signal,
    onProgress: () => undefined,
    ...(given.limits !== undefined && { limits: given.limits }),
    retries:
      given.looksUp === true ? { policy, sleep: async () => undefined, random: () => 0 } : null,
    jobs: {
      ...realJobWait,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
      random: () => 0,
      onProgress: (one) => progress.push(one),
      ...given.jobs,
    },
  });
  const opened = async (work: (run: ReturnType<typeof openRun>) => Promise<unknown>) => {
    const run = openRun(out, "run");
    await work(run).finally(() => run.close());
    return readReports(out);
  };
  return {
    client,
    progress,
    async upload(sheet, given = {}) {
      const run = {
        name: "run",
        createdAt: new Date(0).toISOString(),
        file: { name: "sheet.csv", sha256: "" },
        defaults: { entity: null, operation: "create", customerId: "1234567890" },
        settings: {
          mode: "batch-job",
          batchSize: 1_000,
          concurrency: 4,
          validateOnly: false,
          loginCustomerId: null,
          ...given.settings,
        },
        target: { kind: "endpoint", host: "127.0.0.1", port: 1 },
        apiVersion: apiVersion(),
      } as const;
      await upload({ name: "sheet.csv", open: () => bytesOf(sheet) }, out, run, contextOf(given));
      return readReports(out);
    },
    resume: (given = {}) => opened((run) => resume(run, contextOf(given))),
    resubmit: (edit, given = {}) =>
      opened(async (run) => {
        const text = edit(String(readReports(out).file("corrections.csv")));
        const source = { name: "corrections.csv", open: () => bytesOf(text) };
        await resubmit(source, Buffer.from(text), run, contextOf(given));
      }),
    resend: () => opened(async (run) => settleByHand(run.ledger, null, "resend", new Date())),
    methods: () =>
      String(readReports(out).file("requests.ndjson"))
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { readonly method: string }).method)
        .map((method) => method.slice(method.indexOf(".") + 1)),
    close: () => client.close(),
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A sheet of keywords. */
export function keywordSheet(texts: readonly string[]): string {
  const lines = texts.map((text) => `ad_group_criterion,55,${text},EXACT`);
  return ["entity,ad_group,keyword.text,keyword.match_type", ...lines, ""].join("\n");
}

/** The rows of a report by outcome. */
export function outcomesOf({ results }: Reports): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = {};
  for (const row of results) (found[row["outcome"] ?? ""] ??= []).push(Number(row["row"]));
  return found;
}

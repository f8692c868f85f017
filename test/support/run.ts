import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiVersion } from "../../src/api/package.ts";
import { type JobProgress, type JobWait, realJobWait } from "../../src/delivery/context.ts";
import { settleByHand } from "../../src/delivery/doubt/by-hand.ts";
import type { RetryPolicy } from "../../src/delivery/retry.ts";
import type { Limits } from "../../src/delivery/send-limits.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import type { Unchanged } from "../../src/intake/corrections/unchanged.ts";
import { type OpenRun, openRun } from "../../src/ledger/run-folder.ts";
import type { Run, Settings } from "../../src/ledger/run.ts";
import type { Batch, Transport } from "../../src/transport/transport.ts";
import { resubmit, resume, settleByLookUp, upload } from "../../src/upload.ts";
import { readReports, type Reports, temporaryFolder } from "./cli.ts";
import { bytesOf } from "./ledger.ts";
import { nameOf } from "./scripted-transport.ts";

/** What a round is played with. */
export interface RoundOptions {
  /** Where it is sent. It stays open, since others may use it too. */
  readonly transport: Transport;
  /** How it is reached, where that is the subject. */
  readonly connect?: RoundContext["connect"];
  /** Left out, a clock that only waiting moves. */
  readonly now?: () => Date;
  /** null sends each row once, and looks nothing up. */
  readonly retries?: Partial<RetryPolicy> | null;
  readonly jobs?: Partial<JobWait>;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

export interface RunOptions extends RoundOptions {
  /** What rows are about that do not say so. */
  readonly defaults?: Partial<Run["defaults"]>;
  readonly settings?: Partial<Settings>;
  /** Where the clock begins, in milliseconds. */
  readonly startsAt?: number;
}

/** A run in this process, in a folder of its own. Each round may change what it is played with. */
export interface LocalRun {
  readonly out: string;
  /** As the last round left them. */
  readonly reports: Reports;
  /** What the operations that arrived are called, one list for each Mutate call. */
  readonly sent: readonly (readonly string[])[];
  readonly queries: readonly string[];
  /** The length of each wait between tries, in milliseconds. */
  readonly waits: readonly number[];
  /** All that became known of batch jobs. */
  readonly progress: readonly JobProgress[];
  upload(sheet: string, changed?: Partial<RoundOptions>): Promise<Reports>;
  resume(changed?: Partial<RoundOptions>): Promise<Reports>;
  /** Sends the correction file after an edit. */
  resubmit(
    edit: (corrections: string) => string,
    changed?: Partial<RoundOptions>,
    unchanged?: Unchanged,
  ): Promise<Reports>;
  /** Looks up what became of the rows in doubt. */
  settle(changed?: Partial<RoundOptions>): Promise<Reports>;
  /** Lets the rows in doubt go again, whatever became of them. */
  resend(): Promise<Reports>;
  /** Clears its files away. */
  discard(): void;
}

const NAME = "run";

const usualRetries: RetryPolicy = { maxTries: 4, maxWaitMs: 60_000, lookUpPauseMs: 5_000 };

// A run waits for the disk dozens of times: hundreds of them go to memory where the system offers it.
const folder = temporaryFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

/** Begins a run through the library; nothing is sent before its `upload`. */
export function localRun(options: RunOptions): LocalRun {
  const out = mkdtempSync(join(folder, "out-"));
  const batches: Batch[] = [];
  const queries: string[] = [];
  const waits: number[] = [];
  const progress: JobProgress[] = [];
  let time = options.startsAt ?? 0;
  const contextOf = (changed: Partial<RoundOptions>): RoundContext => {
    const round = { ...options, ...changed };
    const { transport, connect, now, retries = {}, jobs, limits, signal } = round;
    const noting = async (): ReturnType<RoundContext["connect"]> => ({
      ...transport,
      mutate(batch) {
        batches.push(batch);
        return transport.mutate(batch);
      },
      search(customerId, query) {
        queries.push(query);
        return transport.search(customerId, query);
      },
      close: async () => undefined,
    });
    return {
      now: now ?? (() => new Date(time)),
      connect: connect ?? noting,
      signal: signal ?? new AbortController().signal,
      retries: retries && {
        policy: { ...usualRetries, ...retries },
        sleep: async (ms) => {
          waits.push(ms);
          time += ms;
        },
        random: () => 0.5,
      },
      jobs: {
        ...realJobWait,
        // The sandbox needs a moment of real time for a job.
        sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
        random: () => 0,
        onProgress: (one) => progress.push(one),
        ...jobs,
      },
      ...(limits !== undefined && { limits }),
      onProgress: () => undefined,
    };
  };
  const opened = async (work: (run: OpenRun) => unknown): Promise<Reports> => {
    const run = openRun(out, NAME);
    try {
      await work(run);
    } finally {
      run.close();
    }
    return readReports(out);
  };
  return {
    out,
    get reports() {
      return readReports(out);
    },
    get sent() {
      return batches.map(({ operations }) => operations.map(nameOf));
    },
    queries,
    waits,
    progress,
    async upload(sheet, changed = {}) {
      const file = { name: "sheet.csv", sha256: "" };
      const run = {
        name: NAME,
        createdAt: new Date(0).toISOString(),
        file,
        defaults: {
          entity: null,
          operation: "create",
          customerId: "1234567890",
          ...options.defaults,
        },
        settings: {
          mode: "partial-failure",
          batchSize: 1_000,
          concurrency: 1,
          validateOnly: false,
          // What Google answers is the subject here, also about rows that need not have been sent.
          check: false,
          loginCustomerId: null,
          ...options.settings,
        },
        target: { kind: "endpoint", host: "127.0.0.1", port: 1 },
        apiVersion: apiVersion(),
      } as const;
      await upload({ name: file.name, open: () => bytesOf(sheet) }, out, run, contextOf(changed));
      return readReports(out);
    },
    resume: (changed = {}) => opened((run) => resume(run, contextOf(changed))),
    resubmit: (edit, changed = {}, unchanged = "none") =>
      opened((run) => {
        const text = edit(String(readReports(out).file("corrections.csv")));
        const source = { name: "corrections.csv", open: () => bytesOf(text) };
        return resubmit(source, Buffer.from(text), run, contextOf(changed), unchanged);
      }),
    settle: (changed = {}) => opened((run) => settleByLookUp(run, contextOf(changed))),
    resend: () => opened((run) => settleByHand(run.ledger, null, "resend", new Date())),
    discard: () => rmSync(out, { recursive: true }),
  };
}

/** Uploads a sheet, whose rows are to be created in one account unless told otherwise. */
export async function startRun(sheet: string, options: RunOptions): Promise<LocalRun> {
  const run = localRun(options);
  await run.upload(sheet);
  return run;
}

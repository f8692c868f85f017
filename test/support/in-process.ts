import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiVersion } from "../../src/api/package.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import { openRun } from "../../src/ledger/run-folder.ts";
import type { Settings } from "../../src/ledger/run.ts";
import type { Transport } from "../../src/transport/transport.ts";
import { resume, upload } from "../../src/upload.ts";
import { readReports, type Reports, temporaryFolder } from "./cli.ts";

// A run waits for the disk dozens of times: hundreds of them go to memory where the system offers it.
const folder = temporaryFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

/** A run in this process, in a folder of its own. */
export interface LocalRun {
  readonly reports: Reports;
  /** What the upload threw; null if nothing. */
  readonly problem: unknown;
  /** Goes on with it. */
  resume(transport: Transport): Promise<Reports>;
  /** Clears its files away. */
  discard(): void;
}

/** Uploads a sheet of keywords through the library, with a clock that stands still. */
export async function uploadSheet(
  sheet: string,
  transport: Transport,
  settings: Partial<Settings> = {},
): Promise<LocalRun> {
  const out = mkdtempSync(join(folder, "out-"));
  const file = { name: "sheet.csv", sha256: "" };
  const source = { name: file.name, open: () => bytesOf(sheet) };
  const run = {
    name: "run",
    createdAt: new Date(0).toISOString(),
    file,
    defaults: { entity: "ad_group_criterion", operation: "create", customerId: null },
    settings: {
      mode: "partial-failure",
      batchSize: 1_000,
      concurrency: 4,
      validateOnly: false,
      loginCustomerId: null,
      ...settings,
    },
    target: { kind: "endpoint", host: "127.0.0.1", port: 1 },
    apiVersion: apiVersion(),
  } as const;
  let problem: unknown = null;
  await upload(source, out, run, contextOf(transport)).catch((error: unknown) => {
    problem = error;
  });
  return {
    reports: readReports(out),
    problem,
    async resume(next) {
      const opened = openRun(out, "run");
      await resume(opened, contextOf(next)).finally(() => opened.close());
      return readReports(out);
    },
    discard: () => rmSync(out, { recursive: true }),
  };
}

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

function contextOf(transport: Transport): RoundContext {
  return {
    now: () => new Date(0),
    connect: async () => transport,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

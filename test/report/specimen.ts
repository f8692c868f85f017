import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { apiVersion } from "../../src/api/package.ts";
import { dropRows } from "../../src/delivery/drop.ts";
import type { RoundContext } from "../../src/delivery/session.ts";
import { openRun } from "../../src/ledger/run-folder.ts";
import { connect } from "../../src/transport/connect.ts";
import { resume, upload } from "../../src/upload.ts";

export const specimenFolder = new URL("../../reports/specimen/", import.meta.url);

/** The files of the specimen that are compared byte for byte. */
export const specimenFiles = [
  "errors.csv",
  "corrections.csv",
  "results.csv",
  "in_doubt.csv",
  "summary.json",
  "requests.ndjson",
];

function now(): Date {
  return new Date("2026-11-22T09:00:00.000Z");
}

/**
 * Renders the specimen run into a folder: a file in which every outcome occurs, sent to the sandbox by
 * a clock that stands still. It is interrupted before anything is sent, and its owner gives up a row before it
 * goes on. One answer is lost, and the server does not answer look-ups either.
 */
export async function renderSpecimen(out: string): Promise<string> {
  const path = new URL("launch.csv", specimenFolder);
  // What Google refuses is to be seen as well.
  const settings = {
    check: false,
    batchSize: 3,
    concurrency: 1,
    validateOnly: false,
    loginCustomerId: null,
  };
  const run = {
    name: "specimen",
    createdAt: now().toISOString(),
    file: {
      name: "launch.csv",
      sha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
    },
    defaults: { entity: null, operation: null, customerId: null },
    settings: { ...settings, mode: "partial-failure" as const },
    target: { kind: "sandbox" as const },
    apiVersion: apiVersion(),
  };
  const context: RoundContext = {
    now,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    retries: {
      policy: { maxTries: 2, maxWaitMs: 60_000, lookUpPauseMs: 0 },
      sleep: () => Promise.resolve(),
      random: () => 0.5,
    },
    connect: () =>
      connect(run.target, null, {
        folder: `${out}/specimen`,
        loginCustomerId: null,
        now,
        faults: [
          { on: 5, kind: "lost" },
          { method: "search", on: 0, kind: "unavailable" },
        ],
      }),
  };
  const source = { name: "launch.csv", open: () => createReadStream(path) };
  await upload(source, out, run, { ...context, signal: AbortSignal.abort() });
  const opened = openRun(out, run.name);
  try {
    dropRows(opened.ledger, [13]);
    return (await resume(opened, context)).folder;
  } finally {
    opened.close();
  }
}

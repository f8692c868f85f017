import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseFault } from "../../src/sandbox/injected-fault.ts";
import { connect, type TestClient } from "../sandbox/client.ts";
import {
  asKeywords,
  type Ended,
  readReports,
  type Reports,
  runCli,
  startCli,
  type Started,
  temporaryFolder,
} from "./cli.ts";

/** An upload through batch jobs, with the sandbox that it goes to in this process. */
export interface JobRun {
  readonly client: TestClient;
  start(args?: readonly string[]): Started;
  upload(args?: readonly string[]): Promise<Ended>;
  resume(args?: readonly string[]): Promise<Ended>;
  reports(): Reports;
  /** Resolves once the sandbox has said that, of a call. */
  said(text: string): Promise<void>;
  /** How many calls of that method were answered, or held back. */
  calls(method: string): number;
  /** Each row stands once in the ledger, and each accepted one once on the server. */
  assertOnce(): Promise<void>;
  close(): Promise<void>;
}

const runs = temporaryFolder();

const AD_GROUP = "customers/1234567890/adGroups/55";

/** Every 33rd keyword is one that only Google refuses. */
export function jobKeywords(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    isFaulty(index) ? `tent @ camp ${index}` : `two person tent ${index}`,
  );
}

export function isFaulty(index: number): boolean {
  return index % 33 === 5;
}

/** Sets up the upload of that many keywords. */
export async function jobRun(rows: number, faults: readonly string[] = []): Promise<JobRun> {
  const folder = mkdtempSync(join(runs, "run-"));
  const file = join(folder, "keywords.csv");
  const lines = jobKeywords(rows).map((text) => `1234567890,${AD_GROUP},${text},EXACT`);
  writeFileSync(
    file,
    ["customer_id,ad_group,keyword.text,keyword.match_type", ...lines, ""].join("\n"),
  );
  const log: string[] = [];
  let wake: (() => void) | undefined;
  const client = await connect({
    faults: faults.map(parseFault),
    log(line) {
      log.push(line);
      wake?.();
    },
  });
  const out = join(folder, "out");
  const target = ["--endpoint", `127.0.0.1:${client.port}`, "--plaintext", "--out", out];
  const start: JobRun["start"] = (args = []) =>
    startCli([
      "upload",
      file,
      "--run",
      "job",
      "--mode",
      "batch-job",
      // The faults are to be found by the job.
      "--no-check",
      ...asKeywords,
      ...target,
      ...args,
    ]);
  return {
    client,
    start,
    upload: (args) => start(args).ended,
    resume: (args = []) => runCli(["resume", "job", "--out", out, ...args]),
    reports: () => readReports(out),
    said: (text) =>
      new Promise((resolve) => {
        wake = () => {
          if (log.some((line) => line.includes(text))) resolve();
        };
        wake();
      }),
    calls: (method) => log.filter((line) => line.includes(` ${method} `)).length,
    async assertOnce() {
      const { results } = readReports(out);
      const rowsThere = results.map((row) => Number(row["row"]));
      assert.deepEqual(
        rowsThere,
        Array.from({ length: rows }, (_, index) => index + 2),
      );
      const accepted = results.filter((row) => row["outcome"] === "accepted");
      const names = accepted.map((row) => row["resource_name"]);
      const made = await client.stream(
        "SELECT ad_group_criterion.resource_name, ad_group_criterion.keyword.text FROM ad_group_criterion",
      );
      const found = made.map((row) => row["ad_group_criterion"] as Made);
      assert.deepEqual(
        found.map((one) => one.resource_name).toSorted(),
        names.map(String).toSorted(),
      );
      const texts = jobKeywords(rows);
      const byName = new Map(found.map((one) => [one.resource_name, one.keyword.text]));
      for (const row of accepted)
        assert.equal(byName.get(row["resource_name"] ?? ""), texts[Number(row["row"]) - 2]);
    },
    close: () => client.close(),
  };
}

interface Made {
  readonly resource_name: string;
  readonly keyword: { readonly text: string };
}

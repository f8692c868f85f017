import { parse } from "csv-parse/sync";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Summary } from "../../src/report/summary.ts";

// As it is installed: a link on the path, so that the commands it prints are those of a user.
const bin = temporaryFolder();
const cli = join(bin, "rowmend");
symlinkSync(fileURLToPath(new URL("../../src/cli.ts", import.meta.url)), cli);
const path = `${bin}:${process.env["PATH"] ?? ""}`;

/** How a process ended. */
export interface Ended {
  /** null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** Resolves once that has been written to stderr. */
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface CliOptions {
  readonly cwd?: string;
  /** Instead of an environment without any Google Ads credentials. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts rowmend as a process of its own. */
export function startCli(args: readonly string[], options: CliOptions = {}): Started {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: path, HOME: "/nonexistent", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`never said: ${text}`)));
      look();
    });
  return { child, said, ended };
}

export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  return await startCli(args, options).ended;
}

/** A folder that is gone when the tests of the file are. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, "rowmend-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The reports of a run, read back. */
export interface Reports {
  readonly folder: string;
  readonly summary: Summary;
  readonly errors: readonly Readonly<Record<string, string>>[];
  readonly results: readonly Readonly<Record<string, string>>[];
  /** The bytes of a file of the run; null if it is not there. */
  readonly file: (name: string) => Buffer | null;
}

/** Reads the reports of the only run in a folder, or of the one named. */
export function readReports(out: string, run = only(out)): Reports {
  const folder = join(out, run);
  const file = (name: string): Buffer | null =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null;
  return {
    folder,
    // The program's own output.
    summary: JSON.parse(String(file("summary.json"))) as Summary,
    errors: records(file("errors.csv")),
    results: records(file("results.csv")),
    file,
  };
}

/** The rows with that outcome, by number. */
export function rowsWith(reports: Reports, outcome: string): readonly number[] {
  return reports.results
    .filter((row) => row["outcome"] === outcome)
    .map((row) => Number(row["row"]));
}

/** The outcomes of all rows, in order. */
export function outcomesOf(reports: Reports): readonly string[] {
  return reports.results.map((row) => row["outcome"] ?? "");
}

/** The numbers of the rows by outcome; outcomes without rows are left out. */
export function rowsByOutcome({ results }: Reports): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = {};
  for (const row of results) (found[row["outcome"] ?? ""] ??= []).push(Number(row["row"]));
  return found;
}

export function records(bytes: Buffer | null): readonly Readonly<Record<string, string>>[] {
  return bytes === null ? [] : parse(bytes, { columns: true, bom: true });
}

function only(out: string): string {
  const [run, ...others] = readdirSync(out);
  if (run === undefined || others.length > 0) throw new Error(`${out} holds not one run`);
  return run;
}

/** A sheet of keywords to create. */
export function keywords(words: readonly string[]): string {
  const lines = words.map((text) => `123-456-7890,55,${text},EXACT`);
  return ["customer_id,ad_group,keyword.text,keyword.match_type", ...lines, ""].join("\n");
}

/** What every keyword sheet needs besides its columns. */
export const asKeywords = ["--entity", "ad_group_criterion", "--operation", "create"];

import { createHash, type Hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/ledger.ts";
import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { reportDialect } from "../sheet/csv/write.ts";
import type { Dialect } from "../sheet/sheet.ts";
import { corrections } from "./corrections.ts";
import { errors } from "./errors.ts";
import { inDoubt } from "./in-doubt.ts";
import { requests } from "./request-log.ts";
import { ReportFile } from "./report-file.ts";
import { results } from "./results.ts";
import { readRows, type RowReport } from "./row-report.ts";
import type { Summary } from "./summary.ts";
import { surveyOf } from "./user-rows.ts";

/** Reports of a round that a later round replaces. */
const ARCHIVED: readonly string[] = [
  "errors.csv",
  "corrections.csv",
  "results.csv",
  "in_doubt.csv",
  "summary.json",
];

/**
 * Writes every report of a run into its folder, each completely or not at all. Does not overwrite a
 * correction file that the user has edited since; `keptEdited` says whether there was one.
 *
 * @throws RunError if the folder cannot be written to.
 */
export function writeReports(
  folder: string,
  ledger: Ledger,
  summary: Summary,
): { readonly keptEdited: boolean } {
  const keptEdited = isEdited(folder, ledger);
  try {
    writeRowReports(folder, ledger, keptEdited);
    writeLines(join(folder, "results.csv"), results(ledger));
    writeLines(join(folder, "requests.ndjson"), requests(ledger));
    writeLines(join(folder, "summary.json"), [`${JSON.stringify(summary, null, 2)}\n`]);
  } catch (cause) {
    if (cause instanceof RunError) throw cause;
    throw new RunError(
      `The reports could not be written to ${folder}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
        wayOut: `Nothing is lost. Free disk space or fix the folder's permissions, then run ${command("report", folder)}`,
      },
    );
  }
  return { keptEdited };
}

/**
 * Moves the reports of a round into rounds/<n>/, and keeps the correction file that started the next round
 * as the user sent it. A correction file that was edited but not sent stays in place.
 */
export function archiveReports(folder: string, ledger: Ledger, sent: Uint8Array | null): void {
  const round = ledger.rounds().length;
  const isUnderway = sent === null && isEdited(folder, ledger);
  const target = join(folder, "rounds", String(round));
  mkdirSync(target, { recursive: true });
  for (const name of ARCHIVED) {
    const path = join(folder, name);
    if (name === "corrections.csv" && isUnderway) continue;
    if (existsSync(path)) renameSync(path, freePath(target, name));
  }
  if (sent === null) return;
  const next = join(folder, "rounds", String(round + 1));
  mkdirSync(next, { recursive: true });
  writeWhole(freePath(next, "sent.csv"), sent);
}

/** Whether the correction file was changed since rowmend wrote it. */
function isEdited(folder: string, ledger: Ledger): boolean {
  const path = join(folder, "corrections.csv");
  if (!existsSync(path) || ledger.run.correctionsSha256 === null) return false;
  return (
    createHash("sha256").update(readFileSync(path)).digest("hex") !== ledger.run.correctionsSha256
  );
}

function freePath(folder: string, name: string): string {
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, copy === 1 ? name : name.replace(/(\.\w+)$/, `-${copy}$1`));
    if (!existsSync(path)) return path;
  }
}

/** Writes the reports about rows that are left, in one pass over the ledger. */
function writeRowReports(folder: string, ledger: Ledger, keptEdited: boolean): void {
  const { run } = ledger;
  const survey = surveyOf(ledger);
  // Only an edited correction file has to be known again.
  const hash = createHash("sha256");
  const files: ReportFile[] = [];
  const begun = (name: string, report: RowReport, dialect: Dialect, fileHash?: Hash) => {
    const file = new ReportFile(join(folder, name), dialect, fileHash);
    files.push(file);
    return { file, report, take: (text: string): void => file.write(text) };
  };
  try {
    const all = begun("errors.csv", errors(ledger, folder), reportDialect);
    const edited = keptEdited
      ? null
      : begun("corrections.csv", corrections(run, folder, survey), run.dialect, hash);
    const doubted = begun("in_doubt.csv", inDoubt(ledger, folder, survey), run.dialect);
    readRows(ledger, [all, ...(edited === null ? [] : [edited]), doubted]);
    all.file.finish(false);
    if (edited !== null) {
      const correctionsSha256 = edited.file.finish(true) ? hash.digest("hex") : null;
      ledger.saveRun({ ...run, correctionsSha256 });
    }
    doubted.file.finish(true);
  } finally {
    for (const file of files) file.close();
  }
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = new ReportFile(path, reportDialect);
  try {
    for (const line of lines) file.write(line);
    file.finish(false);
  } finally {
    file.close();
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The result of a round. */
export interface RoundResult {
  readonly folder: string;
  readonly summary: Summary;
  /** True if an edited correction file was left unchanged. */
  readonly keptEdited: boolean;
}

import { createHash, type Hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/ledger.ts";
import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { bomOf, encodeText, reportDialect } from "../sheet/csv/write.ts";
import type { Dialect } from "../sheet/sheet.ts";
import { corrections } from "./corrections.ts";
import { errors } from "./errors.ts";
import { inDoubt } from "./in-doubt.ts";
import { requests } from "./request-log.ts";
import { results } from "./results.ts";
import type { Summary } from "./summary.ts";

/** The reports that consist of text lines from the ledger, by file name. */
const REPORTS: readonly {
  readonly name: string;
  readonly lines: (ledger: Ledger, folder: string) => Iterable<string>;
  /** Written in the user's dialect, because it contains the user's rows. */
  readonly isUsers: boolean;
  /** Not written if it has no lines. */
  readonly isOptional: boolean;
}[] = [
  { name: "errors.csv", lines: errors, isUsers: false, isOptional: false },
  { name: "corrections.csv", lines: corrections, isUsers: true, isOptional: true },
  { name: "results.csv", lines: results, isUsers: false, isOptional: false },
  { name: "in_doubt.csv", lines: inDoubt, isUsers: true, isOptional: true },
  { name: "requests.ndjson", lines: requests, isUsers: false, isOptional: false },
];

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
    for (const report of REPORTS) {
      const path = join(folder, report.name);
      if (report.name === "corrections.csv" && keptEdited) continue;
      const dialect = report.isUsers ? ledger.run.dialect : reportDialect;
      // Only an edited correction file has to be known again; the others can be large.
      const hash = report.name === "corrections.csv" ? createHash("sha256") : null;
      const lines = report.lines(ledger, folder);
      const isWritten = writeLines(path, lines, dialect, report.isOptional, hash);
      if (hash !== null)
        ledger.saveRun({
          ...ledger.run,
          correctionsSha256: isWritten ? hash.digest("hex") : null,
        });
    }
    writeLines(
      join(folder, "summary.json"),
      [`${JSON.stringify(summary, null, 2)}\n`],
      reportDialect,
      false,
      null,
    );
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
  writeWhole(freePath(next, "sent.csv"), [sent]);
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

/** Writes the lines, and their bytes into a hash if one is asked for. False if there was nothing to write. */
function writeLines(
  path: string,
  lines: Iterable<string>,
  dialect: Dialect,
  isOptional: boolean,
  hash: Hash | null,
): boolean {
  let isEmpty = true;
  function* chunks(): Generator<Uint8Array> {
    let text = "";
    for (const line of lines) {
      if (isEmpty) yield bomOf(dialect);
      isEmpty = false;
      text += line;
      if (text.length < CHUNK) continue;
      yield encodeText(text, dialect);
      text = "";
    }
    yield encodeText(text, dialect);
  }
  const temporary = `${path}.tmp`;
  writeWhole(temporary, hash === null ? chunks() : hashed(chunks(), hash));
  if (isEmpty && isOptional) {
    rmSync(temporary);
    rmSync(path, { force: true });
    return false;
  }
  renameSync(temporary, path);
  return true;
}

const CHUNK = 256 * 1024;

function* hashed(chunks: Iterable<Uint8Array>, hash: Hash): Generator<Uint8Array> {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function writeWhole(path: string, chunks: Iterable<Uint8Array>): void {
  const file = openSync(path, "w");
  try {
    for (const chunk of chunks) writeFileSync(file, chunk);
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

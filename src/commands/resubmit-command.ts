import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Argv } from "yargs";
import type { Unchanged } from "../intake/corrections/unchanged.ts";
import { noLock } from "../ledger/lock.ts";
import { openRun } from "../ledger/run-folder.ts";
import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { resubmissionText } from "../report/row-choices.ts";
import { readSheet } from "../sheet/csv/records.ts";
import { resubmit } from "../upload.ts";
import { continued, holdContinued, withContinuingOptions } from "./continuing.ts";
import { bytesOf } from "./environment.ts";
import { type OptionsOf, rowsOption } from "./options.ts";
import { resumeCommand } from "./resume-command.ts";
import { credentialsFor, send, tell } from "./sending.ts";

export function withResubmitOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: "The edited corrections.csv, or the run's folder",
      })
      .option("rows", {
        type: "string",
        describe: "Also send these rows unchanged, like 2-9,14: their cause was outside the sheet",
      })
      .option("all-rows", {
        type: "boolean",
        default: false,
        describe: "Also send all other rows of the file unchanged",
      })
      .option("delimiter", {
        type: "string",
        describe: "Cell delimiter of this file; detected if omitted",
      }),
  );
}

export type ResubmitOptions = OptionsOf<typeof withResubmitOptions>;

export async function resubmitCommand(options: ResubmitOptions): Promise<number> {
  const unchanged = unchangedOption(options);
  const file = existsSync(join(options.file, "ledger.sqlite"))
    ? join(options.file, "corrections.csv")
    : options.file;
  const folder = dirname(file);
  if (!existsSync(file) && existsSync(join(folder, "ledger.sqlite"))) {
    if (unchanged !== "none") throw nothingToCorrect(folder);
    // This run has no rows to correct. Rows that were waiting are sent automatically.
    return resumeCommand({ ...options, run: folder });
  }
  const bytes = bytesOf(file);
  const source = {
    name: file,
    open: () => once(bytes),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  };
  const opened = openRun(options.out, await runOf(file, source.open()));
  let letGo = noLock;
  try {
    const run = continued(opened, options);
    letGo = holdContinued(opened);
    const credentials = credentialsFor(run.target, options);
    const result = await send(run, opened.folder, credentials, options, (context) =>
      resubmit(source, bytes, opened, context, unchanged),
    );
    if (!options.quiet && !options.json)
      process.stdout.write(`${resubmissionText(result.resubmission, opened.folder)}\n`);
    return tell(result, options);
  } finally {
    letGo();
    opened.close();
  }
}

function unchangedOption({ rows, allRows }: ResubmitOptions): Unchanged {
  if (rows === undefined) return allRows ? "all" : "none";
  if (!allRows) return rowsOption("--rows", rows);
  throw new RunError("--rows and --all-rows exclude each other.", { wayOut: "Omit one of them." });
}

function nothingToCorrect(folder: string): RunError {
  return new RunError(`${folder} has no corrections.csv.`, {
    wayOut: `Rows that only wait are sent with ${command("resume", folder)}. If the file was deleted, write it again with ${command("report", folder)}`,
  });
}

/** The run of a correction file: the folder that contains it, else the run named in `_run`. */
async function runOf(path: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const folder = dirname(path);
  if (existsSync(join(folder, "ledger.sqlite"))) return folder;
  const sheet = await readSheet(bytes, path);
  const column = sheet.header.cells.indexOf("_run");
  for await (const rows of sheet.rows) {
    // Rows that were added may have no run.
    const named = rows.find((row) => (row.cells[column] ?? "").trim() !== "");
    if (named !== undefined) return (named.cells[column] ?? "").trim();
  }
  throw new RunError(`${path} does not say which run it belongs to.`, {
    wayOut: "Use the corrections.csv of a run, including its columns _run and _row.",
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Argv } from "yargs";
import { noLock } from "../ledger/lock.ts";
import { openRun } from "../ledger/run-folder.ts";
import { RunError } from "../messages/run-error.ts";
import { resubmissionText } from "../report/terminal.ts";
import { readSheet } from "../sheet/csv/records.ts";
import { resubmit } from "../upload.ts";
import { continued, holdContinued, withContinuingOptions } from "./continuing.ts";
import { bytesOf } from "./environment.ts";
import type { OptionsOf } from "./options.ts";
import { resumeCommand } from "./resume-command.ts";
import { credentialsFor, send, tell } from "./sending.ts";

export function withResubmitOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: "The edited corrections.csv",
      })
      .option("delimiter", {
        type: "string",
        describe: "Cell delimiter of this file; detected if omitted",
      }),
  );
}

export type ResubmitOptions = OptionsOf<typeof withResubmitOptions>;

export async function resubmitCommand(options: ResubmitOptions): Promise<number> {
  const folder = dirname(options.file);
  if (!existsSync(options.file) && existsSync(join(folder, "ledger.sqlite"))) {
    // This run has no rows to correct. Rows that were waiting are sent automatically.
    return resumeCommand({ ...options, run: folder });
  }
  const bytes = bytesOf(options.file);
  const source = {
    name: options.file,
    open: () => once(bytes),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  };
  const opened = openRun(options.out, await runOf(options.file, source.open()));
  let letGo = noLock;
  try {
    const run = continued(opened, options);
    letGo = holdContinued(opened);
    const credentials = credentialsFor(run.target, options);
    const result = await send(run, opened.folder, credentials, options, (context) =>
      resubmit(source, bytes, opened, context),
    );
    if (!options.quiet && !options.json)
      process.stdout.write(`${resubmissionText(result.resubmission)}\n`);
    return tell(result, options);
  } finally {
    letGo();
    opened.close();
  }
}

/** The run of a correction file: the folder that contains it, else the run named in `_run`. */
async function runOf(path: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const folder = dirname(path);
  if (existsSync(join(folder, "ledger.sqlite"))) return folder;
  const sheet = await readSheet(bytes, path);
  const column = sheet.header.cells.indexOf("_run");
  for await (const rows of sheet.rows) {
    const name = column === -1 ? "" : (rows[0]?.cells[column] ?? "").trim();
    if (name !== "") return name;
  }
  throw new RunError(`${path} does not say which run it belongs to.`, {
    wayOut: "Use the corrections.csv of a run, including its columns _run and _row.",
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

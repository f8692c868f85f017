import yargs from "yargs";
import type { Argv } from "yargs";
import { storageProblem } from "../ledger/storage-error.ts";
import { RunError } from "../messages/run-error.ts";
import { version } from "../messages/version.ts";

/**
 * Runs the command line and gives the exit code: that of the command, or 2 if it could not run. Each
 * command's code is loaded only when it is the one that was asked for.
 */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const done = (code: number): void => {
    exitCode = code;
  };
  const parser = yargs([...argv])
    .scriptName("rowmend")
    .usage(
      "$0 <command>\n\nUploads a CSV to Google Ads; every refused row comes back with its reason, in your own columns.",
    )
    .command(
      "upload <file>",
      "Send a CSV file",
      async (y) => (await import("./upload-command.ts")).withUploadOptions(y),
      async (options) => done(await (await import("./upload-command.ts")).uploadCommand(options)),
    )
    .command(
      "check <file>",
      "Find everything that can be found without the network, and send nothing",
      async (y) => (await import("./check-command.ts")).withCheckOptions(y),
      async (options) => done(await (await import("./check-command.ts")).checkCommand(options)),
    )
    .command(
      "resubmit <file>",
      "Send what was mended in a correction file, and what only had to wait",
      async (y) => (await import("./resubmit-command.ts")).withResubmitOptions(y),
      async (options) =>
        done(await (await import("./resubmit-command.ts")).resubmitCommand(options)),
    )
    .command(
      "resume <run>",
      "Go on after a crash, an interruption or a wait",
      async (y) => (await import("./resume-command.ts")).withResumeOptions(y),
      async (options) => done(await (await import("./resume-command.ts")).resumeCommand(options)),
    )
    .command(
      "status [run]",
      "Show runs, their counts, and what to do next",
      async (y) => (await import("./status-command.ts")).withStatusOptions(y),
      async (options) => done((await import("./status-command.ts")).statusCommand(options)),
    )
    .command(
      "report <run>",
      "Write the reports of a run again",
      async (y) => (await import("./report-command.ts")).withReportOptions(y),
      async (options) => done((await import("./report-command.ts")).reportCommand(options)),
    )
    .command(
      "settle <run>",
      "Settle rows in doubt: by looking them up, or by your word",
      async (y) => (await import("./settle-command.ts")).withSettleOptions(y),
      async (options) => done(await (await import("./settle-command.ts")).settleCommand(options)),
    )
    .command(
      "explain <error>",
      "Say what an error means, where it comes from, and what to do",
      async (y) => takingQuiet((await import("./explain-command.ts")).withExplainOptions(y)),
      async (options) => done((await import("./explain-command.ts")).explainCommand(options)),
    )
    .command(
      "decode <file>",
      "Show the errors in a saved answer of the API",
      async (y) => takingQuiet((await import("./decode/decode-command.ts")).withDecodeOptions(y)),
      async (options) =>
        done(await (await import("./decode/decode-command.ts")).decodeCommand(options)),
    )
    .command(
      "template <entity>",
      "Print a sheet to start from: a header and a filled row",
      async (y) => takingQuiet((await import("./template-command.ts")).withTemplateOptions(y)),
      async (options) => done((await import("./template-command.ts")).templateCommand(options)),
    )
    .command(
      "doctor",
      "Check credentials, access and an account before an upload",
      async (y) => takingQuiet((await import("./doctor-command.ts")).withDoctorOptions(y)),
      async (options) => done(await (await import("./doctor-command.ts")).doctorCommand(options)),
    )
    .command(
      "sandbox",
      "Run a local Google Ads API to try things on",
      async (y) => (await import("./sandbox-command.ts")).withSandboxOptions(y),
      async (options) => done(await (await import("./sandbox-command.ts")).sandboxCommand(options)),
    )
    .demandCommand(1, "Name a command.")
    .strict()
    .parserConfiguration({ "camel-case-expansion": true })
    .middleware(lastOfEach, true)
    .help()
    .alias("help", "h")
    .version(version)
    .wrap(100)
    .exitProcess(false)
    .fail((message, error) => {
      throw (
        error ??
        new RunError(message, { wayOut: "See rowmend --help, or --help behind a command." })
      );
    });
  process.stdout.on("error", leaveQuietly);
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    tellProblem(error);
    return 2;
  }
}

/** The only options of which there may be several. */
const LISTS: ReadonlySet<string> = new Set(["_", "fault"]);

/** Of an option that is given twice the last one counts, so that scripts may add theirs behind. */
function lastOfEach(options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Array.isArray(value) && !LISTS.has(name)) options[name] = value.at(-1);
  }
}

/** Whoever reads what is printed may stop, as `head` does: the work goes on, and its exit code stands. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Taken of commands that print nothing but their answer, so that scripts need not tell them apart. */
function takingQuiet<T>(command: Argv<T>): Argv<T> {
  return command.option("quiet", { type: "boolean", hidden: true });
}

/** A problem that the user can mend is a sentence; anything else is a defect, shown whole. */
function tellProblem(error: unknown): void {
  const known = error instanceof RunError ? error : storageProblem(error);
  if (known !== null) {
    process.stderr.write(
      `rowmend: ${known.message}\n${known.wayOut === "" ? "" : `  ${known.wayOut}\n`}`,
    );
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`rowmend: this is a defect of rowmend.\n${text}\n`);
}

import yargs from "yargs";
import type { Argv } from "yargs";
import { storageProblem } from "../ledger/storage-error.ts";
import { startedAs, withCommands } from "../messages/command.ts";
import { programOf } from "../messages/program.ts";
import { guardOutlet } from "../messages/outlet.ts";
import { knowSecrets } from "../messages/redact.ts";
import { RunError } from "../messages/run-error.ts";
import { version } from "../messages/version.ts";
import { exitCodes } from "../outcome/exit-code.ts";
import { start } from "./start.ts";
import { usageProblem } from "./usage.ts";

/**
 * Runs the command line and returns the exit code: the command's own, or 2 if it could not run. Only the
 * code of the requested command is loaded.
 */
export async function main(argv: readonly string[]): Promise<number> {
  startedAs(programOf(start()));
  let exitCode = 0;
  const done = (code: number): void => {
    exitCode = code;
  };
  const parser = yargs([...argv])
    .scriptName("rowmend")
    .usage(
      "$0 <command>\n\nUploads a CSV file to Google Ads and returns every rejected row with its reason, in your own columns.",
    )
    .command(
      "upload <file>",
      "Send a CSV file",
      async (y) => (await import("./upload-command.ts")).withUploadOptions(y),
      async (options) => done(await (await import("./upload-command.ts")).uploadCommand(options)),
    )
    .command(
      "check <file>",
      "Check a CSV file without sending anything; needs no network",
      async (y) => (await import("./check-command.ts")).withCheckOptions(y),
      async (options) =>
        done(await (await import("./check-command.ts")).checkCommand(options, argv)),
    )
    .command(
      "resubmit <file>",
      "Send the rows corrected in corrections.csv, and rows that were waiting",
      async (y) => (await import("./resubmit-command.ts")).withResubmitOptions(y),
      async (options) =>
        done(await (await import("./resubmit-command.ts")).resubmitCommand(options)),
    )
    .command(
      "resume <run>",
      "Continue a run after a crash, an interruption or a wait",
      async (y) => (await import("./resume-command.ts")).withResumeOptions(y),
      async (options) => done(await (await import("./resume-command.ts")).resumeCommand(options)),
    )
    .command(
      "status [run]",
      "Show runs, their row counts and the next step",
      async (y) => (await import("./status-command.ts")).withStatusOptions(y),
      async (options) => done(await (await import("./status-command.ts")).statusCommand(options)),
    )
    .command(
      "report <run>",
      "Write the reports of a run again",
      async (y) => (await import("./report-command.ts")).withReportOptions(y),
      async (options) => done((await import("./report-command.ts")).reportCommand(options)),
    )
    .command(
      "settle <run>",
      "Find out whether rows in doubt (no reliable answer) were applied, or decide it yourself",
      async (y) => (await import("./settle-command.ts")).withSettleOptions(y),
      async (options) => done(await (await import("./settle-command.ts")).settleCommand(options)),
    )
    .command(
      "explain <error>",
      "Explain an error: meaning, cause and what to do",
      async (y) => takingQuiet((await import("./explain-command.ts")).withExplainOptions(y)),
      async (options) => done((await import("./explain-command.ts")).explainCommand(options)),
    )
    .command(
      "decode <file>",
      "Show the errors in a saved API response",
      async (y) => takingQuiet((await import("./decode/decode-command.ts")).withDecodeOptions(y)),
      async (options) =>
        done(await (await import("./decode/decode-command.ts")).decodeCommand(options)),
    )
    .command(
      "template <entity>",
      "Print a starter sheet: a header and an example row",
      async (y) => takingQuiet((await import("./template-command.ts")).withTemplateOptions(y)),
      async (options) => done((await import("./template-command.ts")).templateCommand(options)),
    )
    .command(
      "doctor",
      "Check credentials, access and an account before uploading",
      async (y) => takingQuiet((await import("./doctor-command.ts")).withDoctorOptions(y)),
      async (options) => done(await (await import("./doctor-command.ts")).doctorCommand(options)),
    )
    .command(
      "sandbox",
      "Run a local Google Ads API for testing",
      async (y) => (await import("./sandbox-command.ts")).withSandboxOptions(y),
      async (options) => done(await (await import("./sandbox-command.ts")).sandboxCommand(options)),
    )
    .demandCommand(1, "No command was given.")
    .strict()
    .parserConfiguration({ "camel-case-expansion": true })
    .middleware(lastOfEach, true)
    .help()
    .alias("help", "h")
    .version(version)
    .wrap(100)
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? usageProblem(message, argv);
    });
  guardOutlet(process.stderr);
  guardOutlet(process.stdout, tellUnwritten());
  // Before an option can be refused with one of them in it.
  knowSecrets(
    ["DEVELOPER_TOKEN", "CLIENT_SECRET", "REFRESH_TOKEN"].map(
      (name) => process.env[`GOOGLE_ADS_${name}`],
    ),
  );
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    tellProblem(error, isJson(argv));
    return exitCodes.refused;
  }
}

/** The only options that may be repeated. */
const LISTS: ReadonlySet<string> = new Set(["_", "fault", "ignore", "only"]);

/** The last of a repeated option counts, so that scripts can append their own. */
function lastOfEach(options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Array.isArray(value) && !LISTS.has(name)) options[name] = value.at(-1);
  }
}

/**
 * Says once that the output is not complete. A reader such as `head` may close the pipe, which is its own
 * choice.
 */
function tellUnwritten(): (error: NodeJS.ErrnoException) => void {
  let isTold = false;
  return (error) => {
    if (error.code === "EPIPE" || isTold) return;
    isTold = true;
    process.stderr.write(
      `rowmend: the output could not be written: ${error.message}. The reports are complete; only the text is missing.\n`,
    );
  };
}

/** Accepts and ignores --quiet, so that scripts can pass it to every command. */
function takingQuiet<T>(command: Argv<T>): Argv<T> {
  return command.option("quiet", { type: "boolean", hidden: true });
}

/** Whether the command line asks for JSON, whatever else is wrong with it. */
function isJson(argv: readonly string[]): boolean {
  const options = argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;
  const last = options.findLast((word) => /^--(?:no-)?json(?:=|$)/.test(word));
  return last !== undefined && !/^--no-|=false$/.test(last);
}

/**
 * Prints a problem that the user can fix as a sentence, and a defect with its stack. Who asked for JSON gets an
 * object besides, as from a command that could run.
 */
function tellProblem(error: unknown, asJson: boolean): void {
  const known = error instanceof RunError ? error : storageProblem(error);
  if (asJson) {
    const message = known?.message ?? (error instanceof Error ? error.message : String(error));
    const problem = {
      error: { message: withCommands(message), way_out: withCommands(known?.wayOut ?? "") },
      exit_code: exitCodes.refused,
    };
    process.stdout.write(`${JSON.stringify(problem, null, 2)}\n`);
  }
  if (known !== null) {
    const wayOut = withCommands(known.wayOut);
    process.stderr.write(
      `rowmend: ${withCommands(known.message)}\n${wayOut === "" ? "" : `  ${wayOut}\n`}`,
    );
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`rowmend: internal error (a bug in rowmend).\n${text}\n`);
}

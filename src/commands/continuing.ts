import { dirname } from "node:path";
import type { Argv } from "yargs";
import { noLock } from "../ledger/lock.ts";
import { refuseOvertaken } from "../ledger/other-runs.ts";
import { holdFile, type OpenRun } from "../ledger/run-folder.ts";
import { modes, type Run } from "../ledger/run.ts";
import { RunError } from "../messages/run-error.ts";
import { rowsLeft } from "../outcome/outcome.ts";
import {
  batchSizeOption,
  concurrencyOption,
  customerIdOption,
  maxOperationsOption,
  type OptionsOf,
  targetOf,
  targetOptions,
  withSendOptions,
} from "./options.ts";

/** Options of every command that continues a run. An option that is left out keeps the run's value. */
export function withContinuingOptions<T>(yargs: Argv<T>) {
  return withSendOptions(yargs)
    .option("login-customer-id", {
      type: "string",
      describe: "Manager account used for access, from now on",
    })
    .option("batch-size", { type: "number", describe: "Maximum rows per request, from now on" })
    .option("concurrency", {
      type: "number",
      describe: "Accounts processed in parallel, from now on",
    })
    .option("again", {
      type: "boolean",
      default: false,
      describe: "Send the rows, even if another run sent the same file",
    })
    .option("check", {
      type: "boolean",
      describe: "--no-check leaves the findings of check to Google, from now on",
    })
    .option("mode", { choices: modes, describe: "How to send, from now on" })
    .option("sandbox", targetOptions.sandbox)
    .option("endpoint", targetOptions.endpoint)
    .option("plaintext", targetOptions.plaintext);
}

type ContinuingOptions = OptionsOf<typeof withContinuingOptions<object>>;

/**
 * The run with the settings given on this command line, which are saved with it.
 * @throws RunError if the target differs from the run's: a sandbox run never reaches an account, and a
 *   live run never reaches the sandbox.
 */
export function continued({ ledger }: OpenRun, options: ContinuingOptions): Run {
  const { run } = ledger;
  const settings = {
    ...run.settings,
    ...(options.batchSize === undefined ? {} : { batchSize: batchSizeOption(options.batchSize) }),
    ...(options.concurrency === undefined
      ? {}
      : { concurrency: concurrencyOption(options.concurrency) }),
    ...(options.mode === undefined ? {} : { mode: options.mode }),
    ...(options.check === undefined ? {} : { check: options.check }),
    ...(options.maxOperations === undefined
      ? {}
      : { maxOperations: maxOperationsOption(options.maxOperations) }),
    ...(options.loginCustomerId === undefined
      ? {}
      : { loginCustomerId: customerIdOption("--login-customer-id", options.loginCustomerId) }),
  };
  ledger.saveRun({
    ...run,
    ...(options.again ? { isAgain: true } : {}),
    settings,
    target: targetAgain(run, options),
  });
  return ledger.run;
}

/**
 * Keeps others from sending the run's file meanwhile.
 * @throws RunError if another process sends it, or another run has sent it, unless the user knows.
 */
export function holdContinued({ ledger, folder }: OpenRun): () => void {
  const { run } = ledger;
  const isDone = rowsLeft(ledger.rows.counts()) === 0;
  if (run.isAgain === true || run.settings.validateOnly || run.target.kind === "none" || isDone)
    return noLock;
  const out = dirname(folder);
  const letGo = holdFile(out, run);
  try {
    refuseOvertaken(out, run);
  } catch (error) {
    letGo();
    throw error;
  }
  return letGo;
}

function targetAgain(run: Run, options: ContinuingOptions): Run["target"] {
  const named = targetOf(options);
  // Without a target on the command line, the run keeps its own.
  if (named.kind === "live" || named.kind === run.target.kind)
    return named.kind === "live" ? run.target : named;
  throw new RunError(
    `The run ${run.name} was sent to ${TARGETS[run.target.kind]} and cannot change its target.`,
    {
      wayOut: "Omit the target, or upload the file as a new run.",
    },
  );
}

const TARGETS: Readonly<Record<Run["target"]["kind"], string>> = {
  live: "Google Ads",
  sandbox: "the sandbox",
  endpoint: "a server on this machine",
  none: "nowhere",
};

import type { Argv } from "yargs";
import type { OpenRun } from "../ledger/run-folder.ts";
import { modes, type Run } from "../ledger/run.ts";
import { RunError } from "../messages/run-error.ts";
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

/** Options of every command that goes on with a run: what is left out stays as the run had it. */
export function withContinuingOptions<T>(yargs: Argv<T>) {
  return withSendOptions(yargs)
    .option("login-customer-id", {
      type: "string",
      describe: "Manager account through which access runs, from now on",
    })
    .option("batch-size", { type: "number", describe: "Rows in a request, at most, from now on" })
    .option("concurrency", { type: "number", describe: "Accounts side by side, from now on" })
    .option("mode", { choices: modes, describe: "How to send, from now on" })
    .option("sandbox", targetOptions.sandbox)
    .option("endpoint", targetOptions.endpoint)
    .option("plaintext", targetOptions.plaintext);
}

type ContinuingOptions = OptionsOf<typeof withContinuingOptions<object>>;

/**
 * The run with the settings that were given anew, which it keeps.
 * @throws RunError if another target is named than the run has: what was tried on the sandbox never
 *   reaches an account, nor the other way round.
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
    ...(options.maxOperations === undefined
      ? {}
      : { maxOperations: maxOperationsOption(options.maxOperations) }),
    ...(options.loginCustomerId === undefined
      ? {}
      : { loginCustomerId: customerIdOption("--login-customer-id", options.loginCustomerId) }),
  };
  ledger.saveRun({ ...run, settings, target: targetAgain(run, options) });
  return ledger.run;
}

function targetAgain(run: Run, options: ContinuingOptions): Run["target"] {
  const named = targetOf(options);
  // Naming none means the one that the run has.
  if (named.kind === "live" || named.kind === run.target.kind)
    return named.kind === "live" ? run.target : named;
  throw new RunError(
    `The run ${run.name} was sent to ${TARGETS[run.target.kind]}, and stays there.`,
    {
      wayOut: "Leave the target out, or upload the file anew.",
    },
  );
}

const TARGETS: Readonly<Record<Run["target"]["kind"], string>> = {
  live: "Google Ads",
  sandbox: "the sandbox",
  endpoint: "a server on this machine",
  none: "nowhere",
};

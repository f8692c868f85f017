import type { ArgumentsCamelCase, Argv } from "yargs";
import { customerIdOf } from "../api/customer-id.ts";
import { maxBatchSize } from "../api/limits.ts";
import {
  defaultBatchSize,
  defaultConcurrency,
  defaultJobWaitMinutes,
  defaultRetries,
  maxConcurrency,
} from "../delivery/defaults.ts";
import type { RetryPolicy } from "../delivery/retry.ts";
import type { Limits } from "../delivery/send-limits.ts";
import { RunError } from "../messages/run-error.ts";
import { normalHeader } from "../operations/fields/header.ts";
import { entityNumbers } from "../operations/schema/entity.ts";
import { entityMeant } from "../operations/schema/spoken-name.ts";
import type { Target } from "../transport/target.ts";

/** What a command gets, from what it declares to yargs: the declaration is the only list of options. */
export type OptionsOf<Declare> = Declare extends (...parameters: never[]) => Argv<infer Options>
  ? ArgumentsCamelCase<Options>
  : never;

/** Options of every command that says something. */
export type OutputOptions = OptionsOf<typeof withOutputOptions<object>>;

/** Options of every command that sends. */
export type SendOptions = OptionsOf<typeof withSendOptions<object>>;

export function withOutputOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("out", {
      type: "string",
      default: "reports",
      describe: "Folder that holds a folder for each run",
    })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print the summary as JSON on stdout, nothing else",
    })
    .option("quiet", { type: "boolean", default: false, describe: "Print errors only" });
}

export function withSendOptions<T>(yargs: Argv<T>) {
  return withOutputOptions(yargs)
    .option("config", { type: "string", describe: "Path of google-ads.yaml" })
    .option("fault", {
      type: "string",
      array: true,
      default: [] as string[],
      describe:
        "What goes wrong in the sandbox, and at which call: lost@3, slow@2:5000, random:SEED:RATE",
    })
    .option("max-errors", {
      type: "string",
      describe: "Stop when more rows than this have to be corrected: a number, or 10% of all rows",
    })
    .option("max-operations", {
      type: "number",
      describe: "Operations to send in 24 hours, over all runs; the rest waits",
    })
    .option("max-tries", {
      type: "number",
      default: defaultRetries.maxTries,
      describe: "Tries for rows that were refused for no fault of theirs; 1 for no second",
    })
    .option("wait", {
      type: "boolean",
      default: true,
      describe: "Wait for batch jobs; --no-wait leaves them to resume once they run",
    })
    .option("job-wait", {
      type: "number",
      default: defaultJobWaitMinutes,
      describe: "Minutes to wait for one batch job, at most; resume goes on",
    })
    .option("max-wait", {
      type: "number",
      default: defaultRetries.maxWaitMs / 1000,
      describe: "Seconds to wait for such rows, at most; a longer wait is left to resume",
    })
    .option("yes", {
      type: "boolean",
      default: false,
      describe: "Do not ask before sending to an account",
    });
}

export const targetOptions = {
  sandbox: {
    type: "boolean",
    default: false,
    describe: "Send to a local Google Ads API in this process",
  },
  endpoint: {
    type: "string",
    describe: "HOST:PORT of a server on this machine; needs --plaintext",
  },
  plaintext: {
    type: "boolean",
    default: false,
    describe: "No encryption and no signing in; loopback addresses only",
  },
} as const;

/** @throws RunError */
export function targetOf(options: {
  readonly sandbox: boolean;
  readonly endpoint: string | undefined;
  readonly plaintext: boolean;
}): Target {
  if (options.sandbox) {
    if (options.endpoint !== undefined)
      throw new RunError("--sandbox and --endpoint exclude each other.", {
        wayOut: "Give one of them.",
      });
    return { kind: "sandbox" };
  }
  if (options.endpoint === undefined) {
    if (options.plaintext)
      throw new RunError("--plaintext is for --endpoint only.", {
        wayOut: "Give --endpoint HOST:PORT, or leave it out.",
      });
    return { kind: "live" };
  }
  const match = /^(\[[\da-f:]+\]|[^:]+):(\d{1,5})$/i.exec(options.endpoint);
  const [, host = "", portText = ""] = match ?? [];
  const port = Number(portText);
  if (match === null || port < 1 || port > 65_535) {
    throw new RunError(`${options.endpoint} is no HOST:PORT.`, {
      wayOut: "Write it as in 127.0.0.1:50051.",
    });
  }
  if (!options.plaintext) {
    throw new RunError("--endpoint works together with --plaintext only.", {
      wayOut: "Add --plaintext. No OAuth call is made then.",
    });
  }
  if (!/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host)) {
    throw new RunError(`${host} is not an address of this machine.`, {
      wayOut: "--plaintext is for 127.0.0.1, localhost and [::1] only.",
    });
  }
  return { kind: "endpoint", host, port };
}

/** @throws RunError */
export function customerIdOption(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  const id = customerIdOf(value);
  if (id === null)
    throw new RunError(`${value} is not a customer id (${name}).`, {
      wayOut: "Write its ten digits, as in 123-456-7890.",
    });
  return id;
}

/** @throws RunError */
export function entityOption(value: string | undefined): string | null {
  if (value === undefined) return null;
  const name = normalHeader(value).replaceAll("-", "_");
  if (entityNumbers().has(name)) return name;
  const meant = entityMeant(name);
  throw new RunError(`${value} is nothing that Google Ads can change (--entity).`, {
    wayOut:
      meant === null
        ? "Use an entity such as campaign, ad_group or ad_group_criterion."
        : `Did you mean ${meant}?`,
  });
}

/** @throws RunError */
export function limitsOption(
  options: { readonly maxErrors: string | undefined },
  maxOperations: number | null,
): Limits {
  const { maxErrors } = options;
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(maxErrors ?? "") ?? [];
  if (maxErrors !== undefined && number === undefined) {
    throw new RunError(`${maxErrors} is no number of rows (--max-errors).`, {
      wayOut: "Write it as in 50 or 10%.",
    });
  }
  return {
    maxErrors:
      number === undefined
        ? null
        : { kind: percent === "%" ? "percent" : "rows", number: Number(number) },
    maxOperations,
  };
}

/** @throws RunError */
export function maxOperationsOption(number: number): number {
  return wholeNumber("--max-operations", number, Number.MAX_SAFE_INTEGER);
}

/** Milliseconds. @throws RunError */
export function jobWaitOption(minutes: number): number {
  if (!(minutes >= 0)) throw new RunError("--job-wait must be a number of minutes, 0 or more.");
  return minutes * 60_000;
}

/** @throws RunError */
export function retriesOption(options: {
  readonly maxTries: number;
  readonly maxWait: number;
}): RetryPolicy {
  if (!(options.maxWait >= 0))
    throw new RunError("--max-wait must be a number of seconds, 0 or more.");
  return {
    maxTries: wholeNumber("--max-tries", options.maxTries, 100),
    maxWaitMs: options.maxWait * 1000,
    // Whoever does not want to wait does not want to wait for this either.
    lookUpPauseMs: Math.min(defaultRetries.lookUpPauseMs, options.maxWait * 1000),
  };
}

/** @throws RunError */
export function batchSizeOption(value: number): number {
  return wholeNumber("--batch-size", value, maxBatchSize);
}

/** @throws RunError */
export function concurrencyOption(value: number): number {
  return wholeNumber("--concurrency", value, maxConcurrency);
}

export const batchDefaults = { size: defaultBatchSize, concurrency: defaultConcurrency };

function wholeNumber(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new RunError(`${name} must be a whole number from 1 to ${max.toLocaleString("en")}.`);
}

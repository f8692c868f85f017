import { isIPv4 } from "node:net";
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
import { kindMeant, kindNamed } from "../operations/columns/row-kind.ts";
import { entityNumbers } from "../operations/schema/entity.ts";
import { entityMeant } from "../operations/schema/spoken-name.ts";
import type { Target } from "../transport/target.ts";

/** The options of a command, derived from its yargs declaration, which is the only list of them. */
export type OptionsOf<Declare> = Declare extends (...parameters: never[]) => Argv<infer Options>
  ? ArgumentsCamelCase<Options>
  : never;

/** Options of every command that prints a summary. */
export type OutputOptions = OptionsOf<typeof withOutputOptions<object>>;

/** Options of every command that sends. */
export type SendOptions = OptionsOf<typeof withSendOptions<object>>;

export function withOutputOptions<T>(yargs: Argv<T>) {
  return yargs
    .option("out", {
      type: "string",
      default: "reports",
      describe: "Folder for the run folders",
    })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print only the summary, as JSON, on stdout",
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
        "Simulate a fault in the sandbox at a given call: lost@3, slow@2:5000, random:SEED:RATE",
    })
    .option("max-errors", {
      type: "string",
      describe: "Stop when more rows than this need correction: a number, or a share such as 10%",
    })
    .option("max-operations", {
      type: "number",
      describe: "Maximum operations in 24 hours across all runs; the rest waits",
    })
    .option("max-tries", {
      type: "number",
      default: defaultRetries.maxTries,
      describe: "Attempts per row for temporary failures (1 = never retry)",
    })
    .option("wait", {
      type: "boolean",
      default: true,
      describe: "Wait for batch jobs; --no-wait exits once they run, and resume reads the results",
    })
    .option("job-wait", {
      type: "number",
      default: defaultJobWaitMinutes,
      describe: "Longest wait in minutes for one batch job before stopping for `resume`",
    })
    .option("max-wait", {
      type: "number",
      default: defaultRetries.maxWaitMs / 1000,
      describe: "Longest wait in seconds before stopping for `resume`",
    })
    .option("yes", {
      type: "boolean",
      default: false,
      describe: "Do not ask for confirmation before sending to an account",
    });
}

export const targetOptions = {
  sandbox: {
    type: "boolean",
    default: false,
    describe: "Send to a local Google Ads API, whose accounts are empty in every new run",
  },
  endpoint: {
    type: "string",
    describe: "HOST:PORT of a server on this machine; needs --plaintext",
  },
  plaintext: {
    type: "boolean",
    default: false,
    describe: "Connect without encryption or sign-in; loopback addresses only",
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
      throw new RunError("--sandbox and --endpoint cannot be combined.", {
        wayOut: "Use one of them.",
      });
    return { kind: "sandbox" };
  }
  if (options.endpoint === undefined) {
    if (options.plaintext)
      throw new RunError("--plaintext works only with --endpoint.", {
        wayOut: "Add --endpoint HOST:PORT, or omit --plaintext.",
      });
    return { kind: "live" };
  }
  const match = /^(\[[\da-f:]+\]|[^:]+):(\d{1,5})$/i.exec(options.endpoint);
  const [, host = "", portText = ""] = match ?? [];
  const port = Number(portText);
  if (match === null || port < 1 || port > 65_535) {
    throw new RunError(`${options.endpoint} is not in the form HOST:PORT.`, {
      wayOut: "Write it like 127.0.0.1:50051.",
    });
  }
  if (!options.plaintext) {
    throw new RunError("--endpoint works only with --plaintext.", {
      wayOut: "Add --plaintext. rowmend then makes no OAuth call.",
    });
  }
  const isHere = /^(localhost|\[::1\])$/i.test(host) || (isIPv4(host) && host.startsWith("127."));
  if (!isHere) {
    throw new RunError(`${host} is not an address of this machine.`, {
      wayOut: "--plaintext works only with 127.0.0.1, localhost and [::1].",
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
      wayOut: "Write its ten digits, like 123-456-7890.",
    });
  return id;
}

/** @throws RunError */
export function entityOption(value: string | undefined): string | null {
  if (value === undefined) return null;
  const name = normalHeader(value).replaceAll("-", "_");
  if (entityNumbers().has(name)) return name;
  const meant = entityMeant(name);
  throw new RunError(`${value} is not a Google Ads entity (--entity).`, {
    wayOut:
      meant === null
        ? "Use an entity such as campaign, ad_group or ad_group_criterion."
        : `Did you mean ${meant}?`,
  });
}

/** The kinds of rows that are taken. @throws RunError */
export function onlyOption(values: readonly string[]): readonly string[] {
  const words = values.flatMap((value) => value.split(",")).filter((word) => word.trim() !== "");
  if (words.length === 0)
    throw new RunError("--only does not name any rows.", {
      wayOut: "Write the kinds of rows to take, like --only campaign,ad_group,keyword.",
    });
  return words.map((word) => {
    const kind = kindNamed(word);
    if (kind !== null) return kind;
    const meant = kindMeant(word);
    throw new RunError(`${word.trim()} is not a kind of row (--only).`, {
      wayOut:
        meant === null
          ? "Use campaign, ad_group, keyword, negative_keyword, ad, or the name of an entity."
          : `Did you mean ${meant}?`,
    });
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
    throw new RunError(`${maxErrors} is not a number of rows or a percentage (--max-errors).`, {
      wayOut: "Write it like 50 or 10%.",
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
    // A short --max-wait limits this pause too.
    lookUpPauseMs: Math.min(defaultRetries.lookUpPauseMs, options.maxWait * 1000),
  };
}

/** Rows listed at once: more than a run has. */
const MOST_ROWS = 10_000_000;

/**
 * The rows of a list such as `2-9,14`, in order.
 * @throws RunError if it is not one.
 */
export function rowsOption(name: string, text: string): readonly number[] {
  const ranges = text.split(",").map((part) => {
    const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    return first === "" ? [1, 0] : [Number(first), Number(last)];
  });
  const count = ranges.reduce((sum, [first = 1, last = 0]) => sum + last - first + 1, 0);
  if (ranges.some(([first = 1, last = 0]) => first > last)) {
    throw new RunError(`${text} is not a list of rows (${name}).`, {
      wayOut: `Write it like ${name} 12 or ${name} 12-14,20.`,
    });
  }
  if (count > MOST_ROWS) throw new RunError(`${text} is more rows than a run has (${name}).`);
  const rows = ranges.flatMap(([first = 1, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
  return [...new Set(rows)].toSorted((a, b) => a - b);
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

import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Argv } from "yargs";
import { apiVersion } from "../api/package.ts";
import { batchJobThreshold } from "../delivery/defaults.ts";
import { ignoredIn } from "../intake/ignored-columns.ts";
import type { NewRun, Source } from "../intake/new-run.ts";
import { noLock } from "../ledger/lock.ts";
import { refuseRepeated } from "../ledger/other-runs.ts";
import { holdFile } from "../ledger/run-folder.ts";
import { modes } from "../ledger/run.ts";
import { RunError } from "../messages/run-error.ts";
import type { RowDefaults } from "../operations/build.ts";
import { mapChoice } from "../operations/columns/map-choice.ts";
import { textIn } from "../operations/columns/map-file.ts";
import { upload } from "../upload.ts";
import { bytesOf, now, streamOf } from "./environment.ts";
import {
  batchDefaults,
  batchSizeOption,
  concurrencyOption,
  customerIdOption,
  entityOption,
  maxOperationsOption,
  onlyOption,
  type OptionsOf,
  targetOf,
  targetOptions,
  withSendOptions,
} from "./options.ts";
import { credentialsFor, send, tell } from "./sending.ts";

/** An option that may be repeated. Declared as an array, it would take the file's name for one of its values. */
function inList(value: string | readonly string[]): readonly string[] {
  return [value].flat();
}

/** Options of every command that reads a sheet: how to read it and how to send it. */
function withSheetOptions<T>(yargs: Argv<T>) {
  return yargs
    .positional("file", { type: "string", demandOption: true, describe: "The CSV file" })
    .option("customer-id", { type: "string", describe: "Account for rows that do not name one" })
    .option("login-customer-id", {
      type: "string",
      describe: "Manager account used for access",
    })
    .option("entity", {
      type: "string",
      describe: "Entity for rows that do not name one: campaign, ad_group, ...",
    })
    .option("operation", {
      choices: ["create", "update", "remove"] as const,
      describe: "Operation for rows that do not name one",
    })
    .option("delimiter", {
      type: "string",
      describe: "Cell delimiter; detected if omitted",
    })
    .option("map", {
      type: "string",
      describe: "Column map: a YAML or JSON file, google-ads-editor or google-ads-web",
    })
    .option("auto-map", {
      type: "boolean",
      default: true,
      describe:
        "Recognise Google Ads exports by their headers; --no-auto-map reads headers as API fields",
    })
    .option("ignore", {
      type: "string",
      coerce: inList,
      describe: 'Columns that are not read, by their headers: "Budget,Notes"',
    })
    .option("only", {
      type: "string",
      coerce: inList,
      describe: "Kinds of rows to take; the others are left out: campaign,ad_group,keyword",
    })
    .option("mode", {
      choices: modes,
      default: "auto" as const,
      describe: `How to send: auto uses a batch job for an account with ${batchJobThreshold.toLocaleString("en")} or more rows`,
    })
    .option("batch-size", {
      type: "number",
      default: batchDefaults.size,
      describe: "Maximum rows per request",
    })
    .option("run", {
      type: "string",
      describe: "Name of the run; derived from the file name if omitted",
    });
}

export type SheetOptions = OptionsOf<typeof withSheetOptions<object>>;

export function withUploadOptions(yargs: Argv) {
  return withSendOptions(
    withSheetOptions(yargs)
      .option("concurrency", {
        type: "number",
        default: batchDefaults.concurrency,
        describe: "Accounts processed in parallel",
      })
      .option("validate-only", {
        type: "boolean",
        default: false,
        describe: "Let Google validate the rows without changing anything",
      })
      .option("check", {
        type: "boolean",
        default: true,
        describe: "Do not send rows in which check finds faults; --no-check leaves them to Google",
      })
      .option("again", {
        type: "boolean",
        default: false,
        describe: "Send this file again, even if it was already sent",
      })
      .option("sandbox", targetOptions.sandbox)
      .option("endpoint", targetOptions.endpoint)
      .option("plaintext", targetOptions.plaintext),
  );
}

export type UploadOptions = OptionsOf<typeof withUploadOptions>;

export async function uploadCommand(options: UploadOptions): Promise<number> {
  const run = runOf(options, {
    concurrency: concurrencyOption(options.concurrency),
    validateOnly: options.validateOnly,
    check: options.check,
    maxOperations:
      options.maxOperations === undefined ? null : maxOperationsOption(options.maxOperations),
    target: targetOf(options),
  });
  const credentials = credentialsFor(run.target, options);
  let letGo = noLock;
  const source: Source = {
    ...sourceOf(options),
    admit: (read) => {
      if (options.again || read.settings.validateOnly) return;
      letGo = holdFile(options.out, read);
      refuseRepeated(options.out, read);
    },
  };
  try {
    const result = await send(run, join(options.out, run.name), credentials, options, (context) =>
      upload(source, options.out, run, context),
    );
    return tell(result, options);
  } finally {
    letGo();
  }
}

/** @throws RunError if the map cannot be read. */
export function sourceOf({ file, delimiter, map, autoMap, entity }: SheetOptions): Source {
  return {
    name: file,
    columns: mapChoice(map, autoMap, (path) => textIn(bytesOf(path), path), entityOption(entity)),
    open: () => streamOf(file),
    ...(delimiter === undefined ? {} : { delimiter }),
  };
}

/** Settings that only a sending command offers. */
type SendChoice = Pick<
  NewRun["settings"],
  "concurrency" | "validateOnly" | "maxOperations" | "check"
> &
  Pick<NewRun, "target">;

/** @throws RunError if an option is invalid */
export function runOf(
  options: SheetOptions & { readonly out: string; readonly again: boolean },
  { target, ...choice }: SendChoice,
): NewRun {
  const createdAt = now().toISOString();
  return {
    name: nameOf(options, createdAt),
    createdAt,
    ...(options.again ? { isAgain: true } : {}),
    file: { name: basename(options.file) },
    defaults: {
      entity: entityOption(options.entity),
      operation: options.operation ?? null,
      customerId: customerIdOption("--customer-id", options.customerId),
      ...taken(options),
    },
    settings: {
      mode: options.mode,
      batchSize: batchSizeOption(options.batchSize),
      ...choice,
      loginCustomerId: customerIdOption("--login-customer-id", options.loginCustomerId),
    },
    target,
    apiVersion: apiVersion(),
  };
}

/** What of the sheet is taken; kept with the run, so that later rounds read it in the same way. */
function taken({ ignore, only }: SheetOptions): Pick<RowDefaults, "ignore" | "only"> {
  const columns = (ignore ?? []).flatMap(ignoredIn);
  const kinds = only === undefined ? undefined : onlyOption(only);
  return {
    ...(columns.length === 0 ? {} : { ignore: columns }),
    ...(kinds === undefined ? {} : { only: kinds }),
  };
}

/** `keywords-20261122-101500`: the file name and the time in UTC. */
function nameOf(
  { run, file, out }: SheetOptions & { readonly out: string },
  createdAt: string,
): string {
  if (run !== undefined) {
    if (/^[\w][\w.-]*$/.test(run)) return run;
    throw new RunError(`${run} is not a valid run name.`, {
      wayOut: "Use letters, digits, dots, hyphens and underscores.",
    });
  }
  const stem =
    basename(file, extname(file))
      .replace(/[^\w.-]+/g, "-")
      .replace(/^[^\w]+/, "") || "run";
  const name = `${stem}-${createdAt.slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}`;
  for (let copy = 1; ; copy += 1) {
    const free = copy === 1 ? name : `${name}-${copy}`;
    if (!existsSync(join(out, free))) return free;
  }
}

import { basename, extname, join } from "node:path";
import type { Argv } from "yargs";
import { apiVersion } from "../api/package.ts";
import { refuseRepeated } from "../earlier.ts";
import { RunError } from "../errors.ts";
import { type NewRun, upload } from "../upload.ts";
import {
  batchDefaults,
  batchSizeOption,
  concurrencyOption,
  customerIdOption,
  entityOption,
  type OptionsOf,
  targetOf,
  targetOptions,
  withSendOptions,
} from "./options.ts";
import { credentialsFor, send, tell } from "./sending.ts";
import { now, sha256Of, streamOf } from "./world.ts";

export function withUploadOptions(yargs: Argv) {
  return withSendOptions(
    yargs
      .positional("file", { type: "string", demandOption: true, describe: "The CSV file" })
      .option("customer-id", { type: "string", describe: "Account of every row that names none" })
      .option("login-customer-id", {
        type: "string",
        describe: "Manager account through which access runs",
      })
      .option("entity", {
        type: "string",
        describe: "What every row is about that does not say: campaign, ad_group, ...",
      })
      .option("operation", {
        choices: ["create", "update", "remove"] as const,
        describe: "What to do with every row that does not say",
      })
      .option("delimiter", {
        type: "string",
        describe: "What separates the cells; detected if left out",
      })
      .option("batch-size", {
        type: "number",
        default: batchDefaults.size,
        describe: "Rows in a request, at most",
      })
      .option("concurrency", {
        type: "number",
        default: batchDefaults.concurrency,
        describe: "Accounts side by side",
      })
      .option("validate-only", {
        type: "boolean",
        default: false,
        describe: "Let Google check the rows and change nothing",
      })
      .option("run", {
        type: "string",
        describe: "Name of the run; made from the file's name if left out",
      })
      .option("again", {
        type: "boolean",
        default: false,
        describe: "Send a file that was sent before",
      })
      .option("sandbox", targetOptions.sandbox)
      .option("endpoint", targetOptions.endpoint)
      .option("plaintext", targetOptions.plaintext),
  );
}

export type UploadOptions = OptionsOf<typeof withUploadOptions>;

export async function uploadCommand(options: UploadOptions): Promise<number> {
  const run = await runOf(options);
  const credentials = credentialsFor(run.target, options);
  if (!options.again && !run.settings.validateOnly)
    refuseRepeated(options.out, run.file.sha256, run.target.kind);
  const source = {
    name: options.file,
    open: () => streamOf(options.file),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  };
  const result = await send(run, join(options.out, run.name), credentials, options, (context) =>
    upload(source, options.out, run, context),
  );
  return tell(result, options);
}

async function runOf(options: UploadOptions): Promise<NewRun> {
  const createdAt = now().toISOString();
  return {
    name: nameOf(options, createdAt),
    createdAt,
    file: { name: basename(options.file), sha256: await sha256Of(options.file) },
    defaults: {
      entity: entityOption(options.entity),
      operation: options.operation ?? null,
      customerId: customerIdOption("--customer-id", options.customerId),
    },
    settings: {
      batchSize: batchSizeOption(options.batchSize),
      concurrency: concurrencyOption(options.concurrency),
      validateOnly: options.validateOnly,
      loginCustomerId: customerIdOption("--login-customer-id", options.loginCustomerId),
    },
    target: targetOf(options),
    apiVersion: apiVersion(),
  };
}

/** `keywords-20261122-101500`: what it was and when, in UTC. */
function nameOf({ run, file }: UploadOptions, createdAt: string): string {
  if (run !== undefined) {
    if (/^[\w][\w.-]*$/.test(run)) return run;
    throw new RunError(`${run} cannot be the name of a run.`, {
      wayOut: "Use letters, digits, dots, hyphens and underscores.",
    });
  }
  const stem =
    basename(file, extname(file))
      .replace(/[^\w.-]+/g, "-")
      .replace(/^[^\w]+/, "") || "run";
  return `${stem}-${createdAt.slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}`;
}

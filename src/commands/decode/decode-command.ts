import type { Argv } from "yargs";
import { RunError } from "../../messages/run-error.ts";
import { bytesOf } from "../environment.ts";
import { customerIdOption, entityOption, type OptionsOf } from "../options.ts";
import { decodedTable } from "./decoded-table.ts";
import { decodedErrors, isBeside } from "./decoded.ts";
import { savedTypes } from "./saved-bytes.ts";
import { readSaved } from "./saved.ts";

export function withDecodeOptions(yargs: Argv) {
  return yargs
    .positional("file", {
      type: "string",
      demandOption: true,
      describe: "The saved answer: JSON, or a message as binary, base64 or hex; - reads stdin",
    })
    .option("type", {
      choices: savedTypes,
      describe: "Which message it is, if its bytes do not tell",
    })
    .option("csv", {
      type: "string",
      describe: "The CSV file that was sent: errors get their row and column",
    })
    .option("first-row", {
      type: "number",
      describe: "Row of the CSV, as a spreadsheet counts, that operation 0 was made from",
    })
    .option("entity", { type: "string", describe: "As for upload" })
    .option("operation", {
      choices: ["create", "update", "remove"] as const,
      describe: "As for upload",
    })
    .option("customer-id", { type: "string", describe: "As for upload" })
    .option("delimiter", { type: "string", describe: "As for upload" })
    .option("map", { type: "string", describe: "As for upload" })
    .option("auto-map", { type: "boolean", default: true, describe: "As for upload" })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print an array with one object for each error, nothing else",
    });
}

export type DecodeOptions = OptionsOf<typeof withDecodeOptions>;

/** 0 if the answer could be read, whatever errors are in it. @throws RunError if not. */
export async function decodeCommand(options: DecodeOptions): Promise<number> {
  // yargs makes an empty text of a positional "-".
  const isStdin = options.file === "-" || options.file === "";
  const bytes = isStdin ? await bytesOfStdin() : bytesOf(options.file);
  const found = readSaved(bytes, isStdin ? "The input" : options.file, options.type ?? null);
  const all = decodedErrors(found, await locatorFor(options, decodedErrors(found)));
  if (!options.json) {
    process.stdout.write(decodedTable(all));
    return 0;
  }
  // The array holds the errors. What came beside them is not lost, and does not stand among them.
  const errors = all.filter((error) => !isBeside(error));
  const beside = all.filter(isBeside);
  process.stdout.write(`${JSON.stringify(errors, null, 2)}\n`);
  if (beside.length > 0) process.stderr.write(decodedTable(beside));
  return 0;
}

async function locatorFor(options: DecodeOptions, errors: ReturnType<typeof decodedErrors>) {
  const defaults = {
    entity: entityOption(options.entity),
    operation: options.operation ?? null,
    customerId: customerIdOption("--customer-id", options.customerId),
  };
  if (options.csv === undefined) return null;
  if (
    options.firstRow !== undefined &&
    !(Number.isInteger(options.firstRow) && options.firstRow > 1)
  ) {
    throw new RunError("--first-row must be a whole number from 2.", {
      wayOut: "The header is row 1.",
    });
  }
  // Reading sheets takes the descriptors of the API, which decoding alone does not need.
  const { sheetLocator } = await import("./sheet-locator.ts");
  const operations = new Set(errors.map((error) => error.operation_index));
  return sheetLocator(
    {
      path: options.csv,
      delimiter: options.delimiter,
      map: options.map,
      autoMap: options.autoMap,
      firstRow: options.firstRow ?? null,
    },
    defaults,
    operations,
  );
}

async function bytesOfStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new RunError("There is no saved answer to read.", {
      wayOut: "Name its file, or send it in with: rowmend decode - < answer.json",
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

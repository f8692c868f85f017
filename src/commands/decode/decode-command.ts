import type { Argv } from "yargs";
import { withCommands } from "../../messages/command.ts";
import type { JsonFailure } from "../../failure/json.ts";
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
      describe:
        "The saved response: JSON, or a protobuf message as binary, base64 or hex; - reads stdin",
    })
    .option("type", {
      choices: savedTypes,
      describe: "Message type, if it cannot be detected from the bytes",
    })
    .option("csv", {
      type: "string",
      describe: "The CSV file that was sent; adds the row and column to each error",
    })
    .option("first-row", {
      type: "number",
      describe: "Row of the CSV file (as numbered in a spreadsheet) that became operation 0",
    })
    .option("entity", { type: "string", describe: "Same as for upload" })
    .option("operation", {
      choices: ["create", "update", "remove"] as const,
      describe: "Same as for upload",
    })
    .option("customer-id", { type: "string", describe: "Same as for upload" })
    .option("delimiter", { type: "string", describe: "Same as for upload" })
    .option("map", { type: "string", describe: "Same as for upload" })
    .option("auto-map", { type: "boolean", default: true, describe: "Same as for upload" })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print only a JSON object with the errors",
    });
}

export type DecodeOptions = OptionsOf<typeof withDecodeOptions>;

/** 0 if the response could be read, even if it contains errors. @throws RunError if not. */
export async function decodeCommand(options: DecodeOptions): Promise<number> {
  // yargs makes an empty text of a positional "-".
  const isStdin = options.file === "-" || options.file === "";
  const bytes = isStdin ? await bytesOfStdin() : bytesOf(options.file);
  const found = readSaved(bytes, isStdin ? "The input" : options.file, options.type ?? null);
  const locate = await locatorFor(options, found);
  const all = decodedErrors(found, locate, entityOption(options.entity));
  if (!options.json) {
    process.stdout.write(withCommands(decodedTable(all)));
    return 0;
  }
  // `errors` holds only those of Google Ads. Everything else is printed to stderr.
  const errors = all.filter((error) => !isBeside(error));
  const beside = all.filter(isBeside);
  process.stdout.write(`${JSON.stringify({ errors }, null, 2)}\n`);
  if (beside.length > 0) process.stderr.write(decodedTable(beside));
  return 0;
}

async function locatorFor(options: DecodeOptions, found: readonly JsonFailure[]) {
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
    throw new RunError("--first-row must be a whole number, 2 or more.", {
      wayOut: "Row 1 is the header.",
    });
  }
  // Reading sheets takes the descriptors of the API, which decoding alone does not need.
  const [{ sheetLocator }, { uploadedIn }] = await Promise.all([
    import("./sheet-locator.ts"),
    import("./conversion-layout.ts"),
  ]);
  const indexes = new Set(decodedErrors(found).map((error) => error.operation_index));
  const paths = found.flatMap(({ failure }) => failure.errors.map(({ path }) => path));
  const uploaded = paths.map(uploadedIn).find((one) => one !== null) ?? null;
  return sheetLocator(
    {
      path: options.csv,
      delimiter: options.delimiter,
      map: options.map,
      autoMap: options.autoMap,
      firstRow: options.firstRow ?? null,
    },
    defaults,
    { indexes, uploaded },
  );
}

async function bytesOfStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new RunError("No saved response was given.", {
      wayOut: "Give a file, or pipe it in: rowmend decode - < response.json",
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

import { writeFileSync } from "node:fs";
import type { Argv } from "yargs";
import { RunError } from "../messages/run-error.ts";
import { wrapped } from "../messages/wrapped.ts";
import { entityOf, type Verb } from "../operations/schema/entity.ts";
import { type TemplateColumn, templateOf } from "../preflight/template/template.ts";
import { formatRecords, reportDialect } from "../sheet/csv/write.ts";
import { entityOption, type OptionsOf } from "./options.ts";

export function withTemplateOptions(yargs: Argv) {
  return yargs
    .positional("entity", {
      type: "string",
      demandOption: true,
      describe: "Entity of the rows: campaign, ad_group, ...",
    })
    .option("operation", {
      choices: ["create", "update", "remove"] as const,
      describe:
        "Operation of the rows; create if omitted, or update if the entity cannot be created",
    })
    .option("describe", {
      type: "boolean",
      default: false,
      describe: "Describe each column instead of printing a sheet",
    })
    .option("out-file", {
      type: "string",
      describe: "Write to this file, which must not exist yet",
    });
}

export type TemplateOptions = OptionsOf<typeof withTemplateOptions>;

/** @throws RunError */
export function templateCommand(options: TemplateOptions): number {
  const name = entityOption(options.entity);
  const entity = name === null ? undefined : entityOf(name);
  if (entity === undefined) throw new Error(`no entity ${options.entity}`);
  const verb: Verb = options.operation ?? (entity.verbs.has("create") ? "create" : "update");
  const columns = templateOf(entity, verb);
  const text = options.describe
    ? columns.map(described).join("\n")
    : formatRecords(
        [columns.map(({ header }) => header), columns.map(({ example }) => example)],
        reportDialect,
      );
  if (options.outFile === undefined) process.stdout.write(text);
  else writeNew(options.outFile, text);
  return 0;
}

function described(column: TemplateColumn): string {
  const words = [
    column.type,
    ...(column.required ? ["required"] : []),
    ...(column.immutable ? ["cannot be changed later"] : []),
  ];
  return [
    `${column.header} (${words.join(", ")})\n`,
    column.choices.length === 0 ? "" : wrapped("  Choices  ", column.choices.join(", ")),
    column.example === "" ? "" : wrapped("  Example  ", column.example),
    column.comment === "" ? "" : wrapped("  Google   ", column.comment),
  ].join("");
}

/** @throws RunError if the file exists (it may hold a user's data) or cannot be written. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
    throw new RunError(isThere ? `${path} already exists.` : `${path} cannot be written.`, {
      wayOut: "Choose another name with --out-file.",
      cause,
    });
  }
}

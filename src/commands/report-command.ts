import type { Argv } from "yargs";
import { openRun } from "../ledger/run-folder.ts";
import { report } from "../upload.ts";
import { now } from "./environment.ts";
import { type OptionsOf, withOutputOptions } from "./options.ts";
import { tell } from "./sending.ts";

export function withReportOptions(yargs: Argv) {
  return withOutputOptions(
    yargs.positional("run", { type: "string", demandOption: true, describe: "Name of the run" }),
  );
}

export type ReportOptions = OptionsOf<typeof withReportOptions>;

export function reportCommand(options: ReportOptions): number {
  const opened = openRun(options.out, options.run);
  try {
    return tell(report(opened, { now }), options);
  } finally {
    opened.close();
  }
}

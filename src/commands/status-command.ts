import type { Argv } from "yargs";
import type { Ledger } from "../ledger/ledger.ts";
import { readRun, runNames } from "../ledger/run-folder.ts";
import { counted, inDigits } from "../messages/counted.ts";
import { oneLine } from "../messages/visible.ts";
import { type Progress, progressOf } from "../report/progress.ts";
import { type OptionsOf, withOutputOptions } from "./options.ts";

export function withStatusOptions(yargs: Argv) {
  return withOutputOptions(
    yargs.positional("run", { type: "string", describe: "Name of a run; all runs if omitted" }),
  );
}

export type StatusOptions = OptionsOf<typeof withStatusOptions>;

/** Always 0: showing the state succeeded. */
export async function statusCommand(options: StatusOptions): Promise<number> {
  const { out, run, json, quiet } = options;
  if (run === undefined && !json) {
    if (!quiet) process.stdout.write(listText(listed(out, progressOf), out));
    return 0;
  }
  // The reasons of rows take descriptors of the API, which a list of runs does without.
  const { standing } = await import("../report/standing.ts");
  if (run === undefined) {
    const runs = listed(out, (ledger, folder) => standing({ ledger, folder }).summary);
    process.stdout.write(`${JSON.stringify({ runs }, null, 2)}\n`);
    return 0;
  }
  const { tell } = await import("./sending.ts");
  const { folder, ledger } = readRun(out, run);
  tell(standing({ folder, ledger }), options);
  ledger.close();
  return 0;
}

/** A run that cannot be read. */
interface Unreadable {
  readonly run: string;
  readonly problem: string;
}

/** What is said of each run of a folder. */
function listed<Said>(
  out: string,
  said: (ledger: Ledger, folder: string) => Said,
): readonly (Said | Unreadable)[] {
  return runNames(out).map((name) => {
    try {
      const { folder, ledger } = readRun(out, name);
      const about = said(ledger, folder);
      ledger.close();
      return about;
    } catch (error) {
      return { run: name, problem: error instanceof Error ? error.message : String(error) };
    }
  });
}

function listText(runs: readonly (Progress | Unreadable)[], out: string): string {
  if (runs.length === 0) return `No runs found in ${out}.\n`;
  const width = Math.max(...runs.map(({ run }) => run.length));
  return runs
    .map((about) => {
      if ("problem" in about) return `${about.run.padEnd(width)}  ${about.problem}\n`;
      const left =
        about.rows_left === 0
          ? "complete"
          : `${inDigits(about.rows_left)} left; next: ${about.next ?? ""}`;
      const date = about.started_at.slice(0, 16).replace("T", " ");
      return `${about.run.padEnd(width)}  ${date}  ${oneLine(about.file)}, ${counted(about.rows, "row")}, ${left}\n`;
    })
    .join("");
}

import type { Argv } from "yargs";
import { readRun, runNames } from "../ledger/run-folder.ts";
import { counted, inDigits } from "../messages/counted.ts";
import { oneLine } from "../messages/visible.ts";
import { standing } from "../report/standing.ts";
import type { Summary } from "../report/summary.ts";
import { type OptionsOf, withOutputOptions } from "./options.ts";
import { tell } from "./sending.ts";

export function withStatusOptions(yargs: Argv) {
  return withOutputOptions(
    yargs.positional("run", { type: "string", describe: "Name of a run; all runs if omitted" }),
  );
}

export type StatusOptions = OptionsOf<typeof withStatusOptions>;

/** Always 0: showing the state succeeded. */
export function statusCommand(options: StatusOptions): number {
  if (options.run !== undefined) {
    const { folder, ledger } = readRun(options.out, options.run);
    tell(standing({ folder, ledger }), options);
    ledger.close();
    return 0;
  }
  const runs = runNames(options.out).map((name) => summaryNamed(options.out, name));
  if (options.json) process.stdout.write(`${JSON.stringify({ runs }, null, 2)}\n`);
  else if (!options.quiet) process.stdout.write(listText(runs, options.out));
  return 0;
}

type Listed = Summary | { readonly run: string; readonly problem: string };

function summaryNamed(out: string, name: string): Listed {
  try {
    const { folder, ledger } = readRun(out, name);
    const { summary } = standing({ folder, ledger });
    ledger.close();
    return summary;
  } catch (error) {
    return { run: name, problem: error instanceof Error ? error.message : String(error) };
  }
}

function listText(summaries: readonly Listed[], out: string): string {
  if (summaries.length === 0) return `No runs found in ${out}.\n`;
  const width = Math.max(...summaries.map((summary) => summary.run.length));
  return summaries
    .map((summary) => {
      if ("problem" in summary) return `${summary.run.padEnd(width)}  ${summary.problem}\n`;
      const left =
        summary.rows_left === 0
          ? "complete"
          : `${inDigits(summary.rows_left)} left; next: ${summary.next ?? ""}`;
      const date = summary.started_at.slice(0, 16).replace("T", " ");
      return `${summary.run.padEnd(width)}  ${date}  ${oneLine(summary.file)}, ${counted(summary.rows, "row")}, ${left}\n`;
    })
    .join("");
}

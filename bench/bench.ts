import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { RunError } from "../src/messages/run-error.ts";
import { type Plan, type Task, taskOf, usage } from "./bench-options.ts";
import { startBenchServer } from "./bench-server.ts";
import { chartOf } from "./chart.ts";
import { compare, comparisonText } from "./comparison.ts";
import { machineOf } from "./machine.ts";
import { measureAll } from "./measuring.ts";
import { chartName, pageOf, plotsOf } from "./page.ts";
import { profileText } from "./profile.ts";
import { readResults, type Results } from "./results.ts";
import { opponentsFolder, rowmendCommand } from "./rowmend-command.ts";
import { tablesOf } from "./tables.ts";
import { type Load, measureUpload, type Place } from "./upload-measurement.ts";

// What an upload takes, beside what a user would write instead and what cannot be undercut:
// npm run bench -- --help. Progress goes to stderr, tables to stdout.

const INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await run(taskOf(args));
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    process.stderr.write(`${error.message}\n${error.wayOut === "" ? "" : `  ${error.wayOut}\n`}`);
    return 2;
  }
}

async function run(task: Task): Promise<number> {
  switch (task.kind) {
    case "measure": {
      // Read first, because it may be the file that is written.
      const before = task.before === null ? null : readResults(task.before);
      const results = await measured(task.plan, task.out);
      process.stdout.write(tablesOf(results));
      tell(`Results: ${task.out}`);
      if (task.isDrawn) draw(task.out, results);
      return before === null ? 0 : compared(before, results);
    }
    case "profile":
      process.stdout.write(await profiled(task.load));
      return 0;
    case "draw":
      draw(task.results, readResults(task.results));
      return 0;
    case "compare":
      return compared(readResults(task.before), readResults(task.after));
  }
}

/** Writes the page and its chart beside the file of the results. */
function draw(path: string, results: Results): void {
  const page = join(dirname(path), "README.md");
  writeFileSync(join(dirname(path), chartName), chartOf(plotsOf(results)));
  writeFileSync(page, pageOf(results));
  tell(`Page: ${page}`);
}

/** Prints what changed. 1 if something became worse. */
function compared(before: Results, after: Results): number {
  const comparison = compare(before, after);
  if (comparison.compared === 0)
    throw new RunError("The two results have nothing in common, so nothing was compared.");
  process.stdout.write(`\n${comparisonText(comparison)}`);
  return comparison.worse.length > 0 ? 1 : 0;
}

/** Measures a plan. Results are written after each step, so that an end before the last loses little. */
async function measured(plan: Plan, out: string): Promise<Results> {
  const machine = machineOf(plan);
  if (machine.load > machine.cores / 2)
    tell(
      `Other programs are at work (load ${machine.load.toFixed(1)} on ${machine.cores} cores): times in seconds say little, and CPU is higher than on a quiet machine.`,
    );
  const rowmend = rowmendCommand(machine.form, plan.nodeOptions);
  return withPlace(rowmend, async (place) => {
    let results: Results = { machine, measurements: [] };
    for await (const measurements of measureAll(plan, place, tell)) {
      results = { machine, measurements };
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
    }
    return results;
  });
}

/** Profiles one upload of the source as it stands, and says where its time went. */
async function profiled(load: Load): Promise<string> {
  const { rows } = load;
  const path = join(import.meta.dirname, "results", `upload-${rows}.cpuprofile`);
  mkdirSync(dirname(path), { recursive: true });
  const options = [
    "--cpu-prof",
    `--cpu-prof-dir=${dirname(path)}`,
    `--cpu-prof-name=${basename(path)}`,
  ];
  return withPlace(rowmendCommand("source", options), async (place) => {
    await measureUpload(place, "rowmend", load);
    tell(`Profile: ${path}`);
    return profileText(path, new URL("..", import.meta.url).href, rows);
  });
}

/** The server and the folder for a piece of work. Both are gone afterwards, also if the user ends it. */
async function withPlace<T>(
  rowmend: readonly string[],
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const opponents = opponentsFolder();
  const folder = mkdtempSync(join(tmpdir(), "rowmend-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.once("SIGINT", () => process.exit(INTERRUPTED));
  const server = await startBenchServer();
  try {
    return await work({ rowmend, opponents, server, folder });
  } finally {
    server.close();
  }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

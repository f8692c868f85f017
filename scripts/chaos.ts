import { parseArgs } from "node:util";
import { playScenario } from "../test/support/chaos.ts";

// Plays scenarios in which things go wrong: npm run chaos -- --seeds 1-5000. A seed that fails is printed;
// the same seed fails in the same way again.

const { values } = parseArgs({ options: { seeds: { type: "string", default: "1-1000" } } });

const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(values.seeds) ?? [];

if (first === "") {
  process.stderr.write("Write --seeds 12 or --seeds 1-5000.\n");
  process.exit(2);
}

const totals = { rows: 0, rounds: 0, kills: 0, calls: 0, byWord: 0 };

const failed: number[] = [];

for (let seed = Number(first); seed <= Number(last); seed += 1) {
  try {
    const played = await playScenario(seed);
    for (const [name, number] of Object.entries(played))
      totals[name as keyof typeof totals] += number;
  } catch (error) {
    failed.push(seed);
    process.stdout.write(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

process.stdout.write(
  `${Number(last) - Number(first) + 1} scenarios, ${failed.length} failed${failed.length === 0 ? "" : `: ${failed.join(" ")}`}; ` +
    Object.entries(totals)
      .map(([name, number]) => `${name} ${number}`)
      .join(", ") +
    "\n",
);

process.exitCode = failed.length === 0 ? 0 : 1;

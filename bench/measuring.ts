import type { Plan } from "./bench-options.ts";
import type { Measurement, Sample, Subject } from "./results.ts";
import { nameOf } from "./results.ts";
import { measureStart, startCommands } from "./start-measurement.ts";
import {
  canSend,
  type Load,
  measureStatus,
  measureUpload,
  type Place,
} from "./upload-measurement.ts";

/** More runs than of an upload, because a start takes so little. */
const startRuns = 5;

/** The share of the time from which on a server may be what its client waits for. */
const BUSY = 0.8;

/**
 * Measures all of a plan, and gives what was measured so far after each step. Contenders take turns, so
 * that a machine that slows down does so for all of them.
 *
 * @param tell gets a line for each thing that begins.
 */
export async function* measureAll(
  plan: Plan,
  place: Place,
  tell: (line: string) => void,
): AsyncGenerator<readonly Measurement[]> {
  const samples = new Map<string, { readonly subject: Subject; readonly samples: Sample[] }>();
  const add = (subject: Subject, sample: Sample): void => {
    const name = nameOf(subject);
    const known = samples.get(name) ?? { subject, samples: [] };
    known.samples.push(sample);
    samples.set(name, known);
  };

  if (plan.starts) {
    for (const command of await startCommands(place)) {
      tell(command.name);
      // The first fills the caches of the system and of the compiler.
      await measureStart(command);
      for (let run = 1; run <= startRuns; run += 1)
        add({ kind: "start", command: command.name }, await measureStart(command));
    }
    yield [...samples.values()];
  }
  for (const load of loadsOf(plan)) {
    const able = plan.contenders.filter((contender) => canSend(contender, load.mode));
    for (let run = 1; run <= plan.runs; run += 1) {
      for (const contender of able) {
        const subject = { kind: "upload", contender, ...load } as const;
        tell(`${nameOf(subject)}, run ${run} of ${plan.runs}`);
        const sample = await measureUpload(place, contender, load);
        add(subject, sample);
        const share = sample.serverCpuMs / (sample.seconds * 1_000);
        if (contender !== "floor" && share > BUSY)
          tell(
            `  the server was at work ${Math.round(share * 100)} % of the time and may have slowed it`,
          );
        if (contender === "rowmend") add({ kind: "status", ...load }, await measureStatus(place));
      }
    }
    yield [...samples.values()];
  }
}

function loadsOf({ modes, faultPercents, rows }: Plan): readonly Load[] {
  return rows.flatMap((size) =>
    modes.flatMap((mode) =>
      faultPercents.map((faultPercent) => ({ mode, rows: size, faultPercent })),
    ),
  );
}

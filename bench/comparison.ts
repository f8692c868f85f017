import { type Machine, type Measurement, nameOf, type Results, type Sample } from "./results.ts";
import { overlap, type Spread, spreadOf } from "./statistics.ts";

/** By how much a median may grow before that counts. */
const TOLERANCE = 0.1;

type Metric = Exclude<keyof Sample, "serverCpuMs">;

const metrics: Readonly<Record<Metric, { readonly title: string; readonly unit: string }>> = {
  cpuMs: { title: "CPU", unit: "ms" },
  peakMb: { title: "peak memory", unit: "MB" },
  seconds: { title: "time", unit: "s" },
};

/** One figure of one subject, in both results. */
export interface Change {
  readonly name: string;
  readonly metric: Metric;
  readonly before: Spread;
  readonly after: Spread;
  /** After divided by before, by their medians. */
  readonly ratio: number;
  /** Whether the runs of one reach into those of the other, so that it may be noise. */
  readonly isUnsure: boolean;
}

export interface Comparison {
  /** What of rowmend became worse by more than the tolerance, the worst first. */
  readonly worse: readonly Change[];
  /** What of rowmend became better by as much. */
  readonly better: readonly Change[];
  /** The same for everything that is not rowmend: it only changes with the machine. */
  readonly drifted: readonly Change[];
  /** In what the machines, or the forms of rowmend, differ: then figures cannot be compared. */
  readonly differences: readonly string[];
  /** How many subjects are in both. */
  readonly compared: number;
  /** Subjects of one of them alone. */
  readonly alone: readonly string[];
}

/** Compares two results, subject by subject. */
export function compare(before: Results, after: Results): Comparison {
  const earlier = byName(before);
  const later = byName(after);
  const both = [...later].flatMap(([name, measurement]) => {
    const known = earlier.get(name);
    return known === undefined ? [] : [{ name, known, measurement }];
  });
  const changes = both.flatMap(({ name, known, measurement }) =>
    changesOf(name, known, measurement).map((change) => ({
      change,
      isOurs: isOurs(measurement),
    })),
  );
  const ours = changes.filter(({ isOurs: mine }) => mine).map(({ change }) => change);
  return {
    worse: ours.filter(isWorse).toSorted((a, b) => b.ratio - a.ratio),
    better: ours.filter(isBetter).toSorted((a, b) => a.ratio - b.ratio),
    drifted: changes
      .filter(({ isOurs: mine, change }) => !mine && (isWorse(change) || isBetter(change)))
      .map(({ change }) => change),
    differences: differencesOf(before.machine, after.machine),
    compared: both.length,
    alone: [...new Set([...earlier.keys(), ...later.keys()])].filter(
      (name) => !earlier.has(name) || !later.has(name),
    ),
  };
}

function differencesOf(before: Machine, after: Machine): readonly string[] {
  return (["processor", "cores", "node", "form"] as const)
    .filter((fact) => before[fact] !== after[fact])
    .map((fact) => `${fact}: ${before[fact]} before, ${after[fact]} now`);
}

function byName({ measurements }: Results): ReadonlyMap<string, Measurement> {
  return new Map(measurements.map((measurement) => [nameOf(measurement.subject), measurement]));
}

function isOurs({ subject }: Measurement): boolean {
  switch (subject.kind) {
    case "upload":
      return subject.contender === "rowmend";
    case "status":
      return true;
    case "start":
      return subject.command.startsWith("rowmend");
  }
}

function changesOf(name: string, before: Measurement, after: Measurement): readonly Change[] {
  return (["cpuMs", "peakMb", "seconds"] as const).map((metric) => {
    const [earlier, later] = [before, after].map(({ samples }) =>
      spreadOf(samples.map((sample) => sample[metric])),
    ) as [Spread, Spread];
    return {
      name,
      metric,
      before: earlier,
      after: later,
      ratio: later.median / earlier.median,
      isUnsure: overlap(earlier, later),
    };
  });
}

function isWorse({ ratio }: Change): boolean {
  return ratio > 1 + TOLERANCE;
}

function isBetter({ ratio }: Change): boolean {
  return ratio < 1 - TOLERANCE;
}

/** The comparison as text, what became worse first. */
export function comparisonText(comparison: Comparison): string {
  const { worse, better, drifted, differences, compared, alone } = comparison;
  const percent = `${TOLERANCE * 100} %`;
  const said =
    worse.length === 0
      ? `Nothing of rowmend became worse by more than ${percent}. Compared: ${compared}.\n`
      : "";
  return [
    said,
    listed(`Worse by more than ${percent}:`, worse),
    listed(`Better by more than ${percent}:`, better),
    listed("What is not rowmend changed as well, so the machine did:", drifted),
    differences.length === 0 ? "" : `Measured differently: ${differences.join("; ")}.\n`,
    alone.length === 0 ? "" : `In one of the two only: ${alone.join("; ")}.\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function listed(title: string, changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  return `${title}\n${changes.map((change) => `  ${changeText(change)}\n`).join("")}`;
}

function changeText({ name, metric, before, after, ratio, isUnsure }: Change): string {
  const { title, unit } = metrics[metric];
  const share = Math.round((ratio - 1) * 100);
  const signed = share > 0 ? `+${share}` : String(share);
  const [earlier, later] = [before, after].map(({ median }) => Number(median.toPrecision(3)));
  const doubt = isUnsure ? "; the runs overlap, so this may be noise" : "";
  return `${name}: ${title} ${signed} %, from ${earlier} to ${later} ${unit}${doubt}`;
}

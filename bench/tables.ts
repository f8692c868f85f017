import type { Contender, Measurement, Results, Sample, Subject } from "./results.ts";
import { dividedBy, type Spread, spreadOf } from "./statistics.ts";

type UploadMeasurement = Measurement & { readonly subject: Extract<Subject, { kind: "upload" }> };

/** The results as Markdown: a table for each way of sending and share of faults, then the other ones. */
export function tablesOf({ measurements }: Results): string {
  const uploads = measurements.filter(
    (one): one is UploadMeasurement => one.subject.kind === "upload",
  );
  const groups = Map.groupBy(
    uploads,
    ({ subject }) => `${titles[subject.mode]}, ${subject.faultPercent} % of the rows refused`,
  );
  return [
    ...[...groups].map(([title, group]) => `### ${title}\n\n${uploadTable(group)}`),
    ...section("`rowmend status` of a finished run", statusTable(measurements)),
    ...section("Starts", startTable(measurements)),
  ].join("\n");
}

const titles = { "partial-failure": "Partial failure", "batch-job": "Batch job" };

/** The rows of a table, the first of which is its head; columns of figures are those to the right of `texts`. */
export function markdownTable(rows: readonly (readonly string[])[], texts: number): string {
  const [head = []] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column < texts ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  const rule = widths.map((width, column) =>
    column < texts ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const [first = [], ...rest] = lines;
  return [first, rule, ...rest].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function section(title: string, table: string): readonly string[] {
  return table === "" ? [] : [`### ${title}\n\n${table}`];
}

function uploadTable(measurements: readonly UploadMeasurement[]): string {
  const cpuOf = (rows: number, contender: Contender): number | undefined => {
    const found = measurements.find(
      ({ subject }) => subject.rows === rows && subject.contender === contender,
    );
    return found && spread(found, "cpuMs").median;
  };
  const hasScript = measurements.some(({ subject }) => subject.contender === "script");
  const head = [
    "who",
    "rows",
    "CPU µs per row",
    ...(hasScript ? ["× script"] : []),
    "peak MB",
    "seconds",
  ];
  const lines = measurements.map((one) => {
    const { contender, rows } = one.subject;
    const script = cpuOf(rows, "script");
    const cpu = spread(one, "cpuMs");
    const share = script === undefined ? "" : (cpu.median / script).toFixed(2);
    return [
      contender,
      rows.toLocaleString("en"),
      figure(dividedBy(cpu, rows / 1_000), 1),
      ...(hasScript ? [share] : []),
      figure(spread(one, "peakMb"), 0),
      figure(spread(one, "seconds"), 2),
    ];
  });
  return markdownTable([head, ...lines], 1);
}

function statusTable(measurements: readonly Measurement[]): string {
  const lines = measurements.flatMap((one) =>
    one.subject.kind === "status"
      ? [
          [
            one.subject.mode,
            one.subject.rows.toLocaleString("en"),
            String(one.subject.faultPercent),
            figure(spread(one, "cpuMs"), 0),
            figure(spread(one, "peakMb"), 0),
            figure(spread(one, "seconds"), 2),
          ],
        ]
      : [],
  );
  const head = ["sent as", "rows", "% refused", "CPU ms", "peak MB", "seconds"];
  return lines.length === 0 ? "" : markdownTable([head, ...lines], 1);
}

function startTable(measurements: readonly Measurement[]): string {
  const starts = measurements.flatMap((one) =>
    one.subject.kind === "start"
      ? [{ command: one.subject.command, cpu: spread(one, "cpuMs"), one }]
      : [],
  );
  const bare = starts.find(({ command }) => command.startsWith("node "));
  const lines = starts.map(({ command, cpu, one }) => [
    `\`${command}\``,
    figure(cpu, 0),
    bare === undefined ? "" : (cpu.median / bare.cpu.median).toFixed(1),
    figure(spread(one, "peakMb"), 0),
    figure(spread(one, "seconds"), 2),
  ]);
  const head = ["command", "CPU ms", "× node", "peak MB", "seconds"];
  return lines.length === 0 ? "" : markdownTable([head, ...lines], 1);
}

function spread({ samples }: Measurement, metric: Exclude<keyof Sample, "serverCpuMs">): Spread {
  return spreadOf(samples.map((sample) => sample[metric]));
}

/** `5.0 (4.8–5.6)`: the median, and between what the runs lay. */
export function figure({ median, min, max }: Spread, digits: number): string {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}

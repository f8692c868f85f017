import type { Plot } from "./chart.ts";
import type { Series } from "./chart-layout.ts";
import type { Contender, Machine, Results } from "./results.ts";
import { dividedBy, type Spread, spreadOf } from "./statistics.ts";
import { tablesOf } from "./tables.ts";
import { contenders } from "./bench-options.ts";

/** The share of refused rows that is drawn: that of an ordinary sheet. */
const drawnPercent = 3;

export const chartName = "rows.svg";

/** The plots of the page: CPU for each row and peak memory, with partial failure. */
export function plotsOf(results: Results): readonly Plot[] {
  return [
    {
      title: "CPU µs per row",
      series: seriesOf(results, "cpuMs", (spread, rows) => dividedBy(spread, rows / 1_000)),
    },
    { title: "Peak memory, MB", series: seriesOf(results, "peakMb", (spread) => spread) },
  ];
}

function seriesOf(
  { measurements }: Results,
  metric: "cpuMs" | "peakMb",
  scaled: (spread: Spread, rows: number) => Spread,
): readonly Series[] {
  const pointsOf = (contender: Contender): Series["points"] =>
    measurements
      .flatMap(({ subject, samples }) =>
        subject.kind === "upload" &&
        subject.contender === contender &&
        subject.mode === "partial-failure" &&
        subject.faultPercent === drawnPercent
          ? [
              {
                rows: subject.rows,
                value: scaled(spreadOf(samples.map((sample) => sample[metric])), subject.rows),
              },
            ]
          : [],
      )
      .toSorted((a, b) => a.rows - b.rows);
  return contenders.map((name) => ({ name, points: pointsOf(name) }));
}

/** The page in Markdown: what is compared, the chart, the tables, and how to measure again. */
export function pageOf(results: Results): string {
  return `# Benchmarks

What an upload takes: rowmend as its users run it, with its ledger, its reports and all guarantees, beside

- **script**, what a user would write instead: \`csv-parse\`, \`customer.mutateResources\` of google-ads-api with \`partial_failure\`, and a loop over the errors. It keeps no journal and writes nothing.
- **script+reports**, the same with a file of the errors and a file of the results, written by \`csv-stringify\`.
- **floor**, requests that were encoded beforehand, sent by bare \`@grpc/grpc-js\`. The answers are not read. No upload over it takes less CPU; its seconds are mostly those of the server.

With batch jobs, rowmend stands beside the floor alone: a script for them is a program of its own. Their seconds contain the first pause of one second before rowmend asks whether a job is done.

Each is a process of its own, measured from its start to its end. The server is in another process. The sheet has keywords in eight columns; the refused ones break a policy, which only Google can tell. All send 1,000 operations in a request, the scripts one request after the other, rowmend and the floor four at a time. CPU is user and system time of all threads. Figures are medians, with the smallest and the largest run in parentheses.

![CPU per row and peak memory over the number of rows](${chartName})

The chart shows partial failure with ${drawnPercent} % of the rows refused. Both axes are logarithmic; the thin vertical lines reach from the smallest to the largest run.

${tablesOf(results)}
## Where and how

${machineText(results.machine)}

\`\`\`sh
npm run bench                                           # a few minutes, for everyday use
npm run bench -- --compare docs/benchmarks/latest.json  # the same, and says what became worse
npm run bench -- --all                                  # measures everything, and writes this page
\`\`\`
`;
}

/** One line for each fact that figures depend on. */
export function machineText(machine: Machine): string {
  const { processor, cores, memoryGb, system, load, node, rowmend, form, nodeOptions } = machine;
  const options = nodeOptions.length === 0 ? "" : `, with ${nodeOptions.join(" ")}`;
  return [
    `- ${processor}, ${cores} cores, ${memoryGb} GB; ${system}`,
    `- Node.js ${node}${options}`,
    `- rowmend ${rowmend}, ${form === "built" ? "as it is published" : "the source as it stands"}`,
    `- load before the start: ${load.toFixed(1)}`,
  ].join("\n");
}

import { type Box, layOut, type Series } from "./chart-layout.ts";

/** A chart of figures over sizes. */
export interface Plot {
  readonly title: string;
  readonly series: readonly Series[];
}

const plotWidth = 330;

const plotHeight = 250;

/** Room around a plot: for its title and marks, and for the names to its right. */
const room = { left: 56, top: 44, right: 112, bottom: 44 };

const labelHeight = 15;

/** Colours that can be told apart with every kind of colour vision, and read on white and on black. */
const style = `
  text { font: 12px system-ui, sans-serif; fill: #444; }
  .title { font-weight: 600; fill: #111; }
  .grid { stroke: #ddd; }
  .line { fill: none; stroke-width: 2; }
  .range { stroke-width: 1; opacity: 0.6; }
  .s0 { stroke: #0b62c4; } .f0 { fill: #0b62c4; }
  .s1 { stroke: #b8530a; } .f1 { fill: #b8530a; }
  .s2 { stroke: #8a4fbf; } .f2 { fill: #8a4fbf; }
  .s3 { stroke: #6b7280; } .f3 { fill: #6b7280; }
  .s0.line { stroke-width: 3; }
  .s2.line { stroke-dasharray: 6 3; }
  .s3.line { stroke-dasharray: 2 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #bbb; }
    .title { fill: #eee; }
    .grid { stroke: #30363d; }
    .s0 { stroke: #6cb2ff; } .f0 { fill: #6cb2ff; }
    .s1 { stroke: #f5a25d; } .f1 { fill: #f5a25d; }
    .s2 { stroke: #c9a2f2; } .f2 { fill: #c9a2f2; }
    .s3 { stroke: #a3a9b5; } .f3 { fill: #a3a9b5; }
  }
`;

/** The plots side by side as an SVG image, legible on light and on dark. */
export function chartOf(plots: readonly Plot[]): string {
  const width = plots.length * (room.left + plotWidth + room.right);
  const height = room.top + plotHeight + room.bottom;
  const titles = plots.map(({ title }) => title).join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(titles)}">`,
    `<style>${style}</style>`,
    ...plots.map((plot, index) => plotMarkup(plot, index * (room.left + plotWidth + room.right))),
    "</svg>\n",
  ].join("\n");
}

function plotMarkup({ title, series }: Plot, offset: number): string {
  const box = { left: offset + room.left, top: room.top, width: plotWidth, height: plotHeight };
  const { xTicks, yTicks, lines } = layOut(series, box, labelHeight);
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  return [
    text(box.left, box.top - 18, title, "title"),
    ...yTicks.flatMap(({ at, value }) => [
      `<path class="grid" d="M${place(box.left)} ${place(at)}H${place(right)}"/>`,
      text(box.left - 8, at + 4, value.toLocaleString("en"), "", "end"),
    ]),
    ...xTicks.map(({ at, value }) => text(at, bottom + 20, sizeText(value), "", "middle")),
    text(box.left + box.width / 2, bottom + 38, "rows", "", "middle"),
    ...lines.flatMap((line, index) => lineMarkup(line, index, box)),
  ].join("\n");
}

function lineMarkup(
  { name, points, ranges, labelY }: ReturnType<typeof layOut>["lines"][number],
  index: number,
  { left, width }: Box,
): readonly string[] {
  const path = points.map(({ x, y }) => `${place(x)},${place(y)}`).join(" ");
  return [
    ...ranges.map(
      ({ x, top, bottom }) =>
        `<path class="range s${index}" d="M${place(x)} ${place(top)}V${place(bottom)}"/>`,
    ),
    `<polyline class="line s${index}" points="${path}"/>`,
    ...points.map(
      ({ x, y }) => `<circle class="f${index}" cx="${place(x)}" cy="${place(y)}" r="3"/>`,
    ),
    text(left + width + 10, labelY + 4, name, `f${index}`),
  ];
}

function text(x: number, y: number, words: string, name: string, anchor = "start"): string {
  const classes = name === "" ? "" : ` class="${name}"`;
  return `<text x="${place(x)}" y="${place(y)}"${classes} text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** A tenth of a pixel is enough. */
function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `1k`, `1M`: sizes stand close together. */
function sizeText(rows: number): string {
  if (rows >= 1e6) return `${rows / 1e6}M`;
  return rows >= 1_000 ? `${rows / 1_000}k` : String(rows);
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

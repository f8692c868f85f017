import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { chartOf } from "../../bench/chart.ts";
import { pageOf, plotsOf } from "../../bench/page.ts";
import { resultsWith, uploadBy } from "./results.ts";

const results = resultsWith([
  uploadBy("rowmend", [{ cpuMs: 40 }, { cpuMs: 60 }, { cpuMs: 50 }], 1_000),
  uploadBy("rowmend", [{ cpuMs: 2_000 }], 100_000),
  uploadBy("script", [{ cpuMs: 25 }], 1_000),
]);

suite("the page of the results", () => {
  test("gives CPU for each row with its spread, and as a multiple of the script's", () => {
    assert.match(pageOf(results), /\| rowmend +\| +1,000 \| +50\.0 \(40\.0–60\.0\) \| +2\.00 \|/);
  });

  test("has no multiple where the script was not measured", () => {
    assert.match(pageOf(results), /\| rowmend +\| 100,000 \| +20\.0 \| +\|/);
  });

  test("names the machine", () => {
    assert.match(pageOf(results), /Some processor, 2 cores, 8 GB/);
  });
});

suite("the chart of the results", () => {
  test("has a line for each contender in each plot, by size", () => {
    const [cpu] = plotsOf(results);
    const rowmend = cpu?.series.find(({ name }) => name === "rowmend");
    assert.deepEqual(
      rowmend?.points.map(({ rows, value }) => [rows, value.median]),
      [
        [1_000, 50],
        [100_000, 20],
      ],
    );
    const lines = [...chartOf(plotsOf(results)).matchAll(/<polyline /g)];
    assert.equal(lines.length, 4);
  });

  test("is valid for names with signs of markup", () => {
    const svg = chartOf([{ title: 'a < b & "c"', series: [] }]);
    assert.match(svg, /aria-label="a &lt; b &amp; &quot;c&quot;"/);
    assert.match(svg, />a &lt; b &amp; &quot;c&quot;<\/text>/);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { array, assert as holds, double, property } from "fast-check";
import { layOut, logAxis, spaced } from "../../bench/chart-layout.ts";

const exactly = (median: number) => ({ median, min: median, max: median });

suite("a logarithmic axis", () => {
  test("gives each power of ten the same length", () => {
    const axis = logAxis([1, 1_000], 0, 300);
    assert.deepEqual(
      [1, 10, 100, 1_000].map((value) => Math.round(axis.at(value))),
      [0, 100, 200, 300],
    );
  });

  test("begins and ends at a step that encloses the values", () => {
    assert.deepEqual(logAxis([3, 40], 0, 100).ticks, [2, 5, 10, 20, 50]);
    assert.deepEqual(logAxis([0.3, 0.9], 0, 100).ticks, [0.2, 0.5, 1]);
  });

  test("may grow upwards", () => {
    const axis = logAxis([1, 100], 200, 0);
    assert.deepEqual(
      [1, 10, 100].map((value) => Math.round(axis.at(value))),
      [200, 100, 0],
    );
  });

  test("has a single value in its middle", () => {
    assert.equal(logAxis([1_000], 0, 100).at(1_000), 50);
  });

  test("shows every value between its ends", () => {
    holds(
      property(array(double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const axis = logAxis(values, 10, 20);
        for (const place of [...values, ...axis.ticks].map((value) => axis.at(value)))
          assert.ok(place >= 10 - 1e-6 && place <= 20 + 1e-6, `${place}`);
      }),
    );
  });
});

suite("names at the ends of lines", () => {
  test("stay where they are if there is room", () => {
    assert.deepEqual(spaced([10, 50, 30], 15), [10, 50, 30]);
  });

  test("move apart around their middle", () => {
    assert.deepEqual(spaced([100, 100, 10], 10), [95, 105, 10]);
  });

  test("are at least that far apart, in the same order", () => {
    holds(
      property(array(double({ min: 0, max: 500, noNaN: true }), { maxLength: 8 }), (places) => {
        const moved = spaced(places, 15);
        const order = places
          .map((_, index) => index)
          .toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
        for (const [position, index] of order.slice(1).entries()) {
          const before = moved[order[position] ?? 0] ?? 0;
          assert.ok((moved[index] ?? 0) - before >= 15 - 1e-6);
        }
      }),
    );
  });
});

suite("the layout of a chart", () => {
  const box = { left: 50, top: 20, width: 300, height: 200 };

  test("has sizes from left to right and figures from bottom to top", () => {
    const { lines, xTicks } = layOut(
      [
        {
          name: "rowmend",
          points: [
            { rows: 1_000, value: exactly(10) },
            { rows: 1_000_000, value: { median: 1, min: 1, max: 10 } },
          ],
        },
      ],
      box,
      15,
    );
    const [line] = lines;
    assert.deepEqual(line?.points, [
      { x: 50, y: 20 },
      { x: 350, y: 220 },
    ]);
    assert.deepEqual(line.ranges.at(-1), { x: 350, top: 20, bottom: 220 });
    assert.deepEqual(xTicks, [
      { value: 1_000, at: 50 },
      { value: 1_000_000, at: 350 },
    ]);
  });

  test("leaves out who has no figures", () => {
    const filled = { name: "rowmend", points: [{ rows: 10, value: exactly(1) }] };
    const { lines } = layOut([{ name: "script", points: [] }, filled], box, 15);
    assert.deepEqual(
      lines.map(({ name }) => name),
      ["rowmend"],
    );
  });

  test("is empty without any figures", () => {
    assert.deepEqual(layOut([], box, 15), { xTicks: [], yTicks: [], lines: [] });
  });
});

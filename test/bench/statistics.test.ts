import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { array, assert as holds, double, property } from "fast-check";
import { dividedBy, overlap, spreadOf } from "../../bench/statistics.ts";

suite("the spread of several figures", () => {
  test("has the middle one as median, whatever their order", () => {
    assert.deepEqual(spreadOf([9, 1, 5]), { median: 5, min: 1, max: 9 });
  });

  test("has the mean of the two in the middle as median, if their number is even", () => {
    assert.deepEqual(spreadOf([10, 1, 2, 4]), { median: 3, min: 1, max: 10 });
  });

  test("is one point for a single figure", () => {
    assert.deepEqual(spreadOf([7]), { median: 7, min: 7, max: 7 });
  });

  test("does not exist without figures", () => {
    assert.throws(() => spreadOf([]), /nothing to take the median of/);
  });

  test("has as many figures below the median as above it", () => {
    holds(
      property(array(double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const { median, min, max } = spreadOf(values);
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        assert.ok(below <= values.length / 2 && above <= values.length / 2);
        assert.ok(min <= median && median <= max);
      }),
    );
  });

  test("is divided as a whole", () => {
    assert.deepEqual(dividedBy({ median: 4, min: 2, max: 8 }, 2), { median: 2, min: 1, max: 4 });
  });
});

suite("two spreads", () => {
  const low = { median: 2, min: 1, max: 3 };

  test("overlap if a run of one lies among those of the other", () => {
    assert.ok(overlap(low, { median: 4, min: 3, max: 5 }));
    assert.ok(overlap({ median: 4, min: 0, max: 5 }, low));
  });

  test("do not overlap if every run of one is above every run of the other", () => {
    assert.ok(!overlap(low, { median: 4, min: 3.1, max: 5 }));
    assert.ok(!overlap({ median: 4, min: 3.1, max: 5 }, low));
  });
});

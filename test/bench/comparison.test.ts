import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compare, comparisonText } from "../../bench/comparison.ts";
import { resultsWith, uploadBy } from "./results.ts";

const before = resultsWith([
  uploadBy("rowmend", [{ cpuMs: 95 }, { cpuMs: 100 }, { cpuMs: 105 }]),
  uploadBy("script", [{ cpuMs: 100 }]),
]);

suite("a comparison of two results", () => {
  test("finds nothing in equal ones", () => {
    const { worse, better, drifted, differences, alone } = compare(before, before);
    assert.deepEqual(
      { worse, better, drifted, differences, alone },
      {
        worse: [],
        better: [],
        drifted: [],
        differences: [],
        alone: [],
      },
    );
  });

  test("says what became worse by more than a tenth", () => {
    const after = resultsWith([uploadBy("rowmend", [{ cpuMs: 112 }])]);
    const { worse } = compare(before, after);
    assert.deepEqual(
      worse.map(({ metric, isUnsure }) => ({ metric, isUnsure })),
      [{ metric: "cpuMs", isUnsure: false }],
    );
    assert.match(comparisonText(compare(before, after)), /CPU \+12 %, from 100 to 112 ms\n/);
  });

  test("lets a tenth pass", () => {
    const after = resultsWith([uploadBy("rowmend", [{ cpuMs: 110 }])]);
    assert.deepEqual(compare(before, after).worse, []);
    assert.match(comparisonText(compare(before, after)), /^Nothing of rowmend became worse/);
  });

  test("puts the worst first", () => {
    const after = resultsWith([uploadBy("rowmend", [{ cpuMs: 120, peakMb: 100, seconds: 1.5 }])]);
    const metrics = compare(before, after).worse.map(({ metric }) => metric);
    assert.deepEqual(metrics, ["peakMb", "seconds", "cpuMs"]);
  });

  test("says that it may be noise if the runs overlap", () => {
    const after = resultsWith([
      uploadBy("rowmend", [{ cpuMs: 104 }, { cpuMs: 115 }, { cpuMs: 130 }]),
    ]);
    const comparison = compare(before, after);
    assert.equal(comparison.worse.length, 1);
    assert.match(comparisonText(comparison), /\+15 %.*the runs overlap, so this may be noise/);
  });

  test("blames the machine, and not rowmend, for what changed in the script", () => {
    const after = resultsWith([
      uploadBy("rowmend", [{ cpuMs: 100 }]),
      uploadBy("script", [{ cpuMs: 150 }]),
    ]);
    const comparison = compare(before, after);
    assert.deepEqual(comparison.worse, []);
    assert.match(comparisonText(comparison), /so the machine did:\n {2}script.*\+50 %/);
  });

  test("names what became better", () => {
    const after = resultsWith([uploadBy("rowmend", [{ cpuMs: 50 }])]);
    assert.match(comparisonText(compare(before, after)), /Better .*\n.*CPU -50 %/);
  });

  test("names what only one of them has", () => {
    const after = resultsWith([uploadBy("rowmend", [{}]), uploadBy("floor", [{}])]);
    const { alone, compared } = compare(before, after);
    assert.equal(compared, 1);
    assert.deepEqual(alone, [
      "script, 1,000 rows, 3 % refused, partial-failure",
      "floor, 1,000 rows, 3 % refused, partial-failure",
    ]);
  });

  test("says in what the machines differ", () => {
    const { machine, measurements } = before;
    const after = { machine: { ...machine, cores: 8 }, measurements };
    assert.match(
      comparisonText(compare(before, after)),
      /Measured differently: cores: 2 before, 8 now\./,
    );
  });
});

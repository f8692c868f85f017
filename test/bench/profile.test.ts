import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type CpuProfile, timesByFile, timesByFunction } from "../../bench/profile.ts";

const root = "file:///home/me/rowmend/";

const frame = (functionName: string, url: string, lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
});

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)", ""), children: [2, 4, 5] },
    { id: 2, callFrame: frame("add", `${root}src/ledger/rows.ts`, 9), children: [3] },
    { id: 3, callFrame: frame("run", "") },
    { id: 4, callFrame: frame("parse", "file:///home/me/rowmend/node_modules/@a/b/c.js") },
    { id: 5, callFrame: frame("(idle)", "") },
    { id: 6, callFrame: frame("(garbage collector)", "") },
  ],
  samples: [2, 3, 4, 5, 6, 2],
  timeDeltas: [1_000, 5_000, 2_000, 90_000, 500, 2_000],
};

suite("the self time of a profile", () => {
  test("is told by file, package and part of the engine, and what is built in beside its caller", () => {
    assert.deepEqual(timesByFile(profile, root), [
      { place: "src/ledger/rows.ts, built in", ms: 5 },
      { place: "src/ledger/rows.ts", ms: 3 },
      { place: "@a/b", ms: 2 },
      { place: "(garbage collector)", ms: 0.5 },
    ]);
  });

  test("is told by function of ours, with its line", () => {
    assert.deepEqual(timesByFunction(profile, root), [
      { place: "add src/ledger/rows.ts:10", ms: 3 },
    ]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isEnded, outcomes, rowsIn, rowsLeft } from "../../src/outcome/outcome.ts";
import { noRows } from "../support/ledger.ts";

suite("the rows that are left", () => {
  for (const outcome of outcomes) {
    test(`are ${isEnded(outcome) ? "not " : ""}those that are ${outcome}`, () => {
      const counts = { ...noRows, [outcome]: 3 };
      const isDone = outcome === "accepted" || outcome === "dropped";
      assert.equal(rowsLeft(counts), isDone ? 0 : 3);
      assert.equal(rowsIn(counts), 3);
    });
  }
});

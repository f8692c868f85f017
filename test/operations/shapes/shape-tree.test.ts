import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Question, ShapeTree } from "../../../src/operations/shapes/shape-tree.ts";

const questions: readonly Question[] = [
  { column: 2, by: "text" },
  { column: 0, by: "fill" },
  { column: 1, by: "text" },
];

const cell = fc.constantFrom("", "a", "b");

const cells = fc.tuple(cell, cell, cell);

function answers([first, second, third]: readonly string[]): string {
  return [third, first === "" ? "empty" : "filled", second].join();
}

test("a row finds the shape of a row with the same answers, and no other", () => {
  fc.assert(
    fc.property(fc.array(cells), (rows) => {
      const tree = new ShapeTree<string>((text) => text !== "");
      const known = new Set<string>();
      for (const row of rows) {
        const expected = answers(row);
        assert.equal(tree.find(row), known.has(expected) ? expected : undefined);
        if (!known.has(expected)) tree.add(row, questions, expected);
        known.add(expected);
        assert.equal(tree.find(row), expected);
        assert.equal(tree.size, known.size);
      }
    }),
  );
});

test("a missing cell is an empty one", () => {
  const tree = new ShapeTree<string>((text) => text !== "");
  tree.add([], questions, "nothing");
  assert.equal(tree.find(["", "", ""]), "nothing");
});

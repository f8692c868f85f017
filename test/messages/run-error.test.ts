import assert from "node:assert/strict";
import { test } from "node:test";
import { RunError } from "../../src/messages/run-error.ts";

test("keeps a list on lines of its own, also in other words", () => {
  const error = new RunError("Two columns are wrong.", { list: ["a: 1 cell", "b: 2 cells"] });
  assert.equal(error.message, "Two columns are wrong.\n  a: 1 cell\n  b: 2 cells");
  const reworded = error.reworded((text) => text.replace("cell", "row"));
  assert.equal(reworded.message, "Two columns are wrong.\n  a: 1 row\n  b: 2 rows");
  assert.equal(reworded.cause, error);
});

test("shows the line ends of what it quotes as escapes", () => {
  assert.equal(new RunError("a\nb", { list: ["c\nd"] }).message, "a\\nb\n  c\\nd");
});

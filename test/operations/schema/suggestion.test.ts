import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { nearest } from "../../../src/operations/schema/suggestion.ts";

suite("what was meant", () => {
  const candidates = ["name", "status", "keyword.text", "keyword.match_type", "ad.final_urls"];

  for (const [word, meant] of [
    ["match_type", "keyword.match_type"],
    ["final_urls", "ad.final_urls"],
    ["nmae", "name"],
    ["keyword.txt", "keyword.text"],
    ["keyword_match_type", "keyword.match_type"],
    ["something_else", null],
    ["", null],
    // Two steps would turn it into nearly any short word.
    ["foo", null],
  ] as const) {
    test(`by "${word}" is ${meant ?? "nothing"}`, () =>
      assert.equal(nearest(word, candidates), meant));
  }

  test("is the nearest where several end alike, else the shortest", () => {
    assert.equal(nearest("text", ["ad.headlines.text", "keyword.text"]), "keyword.text");
    assert.equal(nearest("texts", ["text", "ad.texts", "keyword.texts"]), "text");
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fieldRule } from "../../src/columns/column-map.ts";
import { builtInMaps } from "../../src/columns/google-ads.ts";
import { parseMap } from "../../src/columns/map-file.ts";
import { RunError } from "../../src/errors.ts";

function problem(text: string): string {
  try {
    parseMap(text, "map.yaml");
  } catch (error) {
    if (error instanceof RunError) return error.message;
    throw error;
  }
  return "";
}

suite("a map file", () => {
  test("is a list of columns, as YAML or JSON", () => {
    const columns = { maxcpc: fieldRule("cpc_bid"), notes: { kind: "ignored", reason: "asked" } };
    assert.deepEqual(parseMap("Max CPC: cpc_bid\nNotes: ignore\n", "m").columns, columns);
    assert.deepEqual(parseMap('{"Max CPC": "cpc_bid", "Notes": null}', "m").columns, columns);
  });

  test("may have sections, and add to a built-in map", () => {
    const map = parseMap(
      "base: google-ads-web\ncolumns: {Bid: cpc_bid}\nconstants: {status: PAUSED}",
      "m",
    );
    assert.deepEqual(map.columns["bid"], fieldRule("cpc_bid"));
    assert.deepEqual(map.columns["campaign"], fieldRule("campaign.name"));
    assert.deepEqual(map.constants, { status: "PAUSED" });
    assert.deepEqual(map.about, builtInMaps["google-ads-web"]?.about);
  });

  test("keeps numbers and yes and no as they are written", () => {
    const { constants } = parseMap("constants: {a: 0010, b: 1.50, c: true}", "m");
    assert.deepEqual(constants, { a: "0010", b: "1.50", c: "true" });
  });

  test("is refused with all its faults and their lines", () => {
    const text = [
      "columns:",
      "  Max CPC: cpc_bid",
      "  max_cpc: cpc_bid",
      "  Match type: {colum: keyword.match_type}",
      "  Notes: [1]",
      "constants: {status: {a: 1}}",
      "colour: red",
    ].join("\n");
    const message = problem(text);
    const lines = [...message.matchAll(/line (\d+)/g)].map(([, line]) => Number(line));
    assert.match(message, /6 faults/);
    assert.deepEqual(
      lines.toSorted((a, b) => a - b),
      [3, 4, 4, 5, 6, 7],
    );
  });

  test("that is no YAML is refused with the line", () => {
    assert.match(problem('a: "b\nc: d'), /line 2/);
    assert.match(problem("just a word"), /line 1: It has to be a list/);
    assert.match(problem("base: nothing\ncolumns: {}"), /google-ads-editor and google-ads-web/);
  });
});

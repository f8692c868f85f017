import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { TextLines } from "../../../src/sheet/csv/text-lines.ts";

/** The lines of a text, without their endings, and whether each holds a quote. */
function linesOf(text: string): readonly (readonly [line: string, hasQuote: boolean])[] {
  const lines = new TextLines(text, '"');
  const found: (readonly [string, boolean])[] = [];
  for (let at = 0; at < text.length;) {
    const stop = lines.stopOf(at);
    found.push([text.slice(at, stop), lines.hasQuote(at, stop)]);
    at = lines.nextAfter(stop);
  }
  return found;
}

suite("the lines of a text", () => {
  test("end with LF, CR or CR LF, also mixed", () => {
    assert.deepEqual(
      linesOf("a\nb\r\nc\rd\r\r\n\n\re").map(([line]) => line),
      ["a", "b", "c", "d", "", "", "", "e"],
    );
  });

  test("may be one without an ending, or none", () => {
    assert.deepEqual(linesOf("a"), [["a", false]]);
    assert.deepEqual(linesOf(""), []);
  });

  test("hold their own quotes only", () => {
    assert.deepEqual(linesOf('a\n5" x\n\n"'), [
      ["a", false],
      ['5" x', true],
      ["", false],
      ['"', true],
    ]);
  });

  test("can be asked for again, from any place", () => {
    const lines = new TextLines("a\nb\nc", '"');
    assert.deepEqual(
      [lines.stopOf(4), lines.stopOf(0), lines.stopOf(2), lines.stopOf(1)],
      [5, 1, 3, 1],
    );
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readMarks } from "../../../src/operations/cells/keyword-marks.ts";
import { type Cells, faults, sent, updated } from "../sheet.ts";

suite("the marks of a keyword", () => {
  for (const [cell, text, matchType, isNegative] of [
    ["dome tent", "dome tent", null, false],
    ["[dome tent]", "dome tent", "EXACT", false],
    [' "dome tent" ', "dome tent", "PHRASE", false],
    ["+dome +tent", "dome tent", "BROAD", false],
    ["dome +tent", "dome tent", "BROAD", false],
    ["-cheap", "cheap", null, true],
    ["-[cheap]", "cheap", "EXACT", true],
    ['\u2212"cheap tent"', "cheap tent", "PHRASE", true],
    ["c++ course", "c++ course", null, false],
    ["a + b", "a + b", null, false],
    ["t-shirt", "t-shirt", null, false],
    ["[half", "[half", null, false],
    ["-", "-", null, false],
  ] as const) {
    test(`${cell} says ${matchType ?? "nothing"}${isNegative ? ", negative" : ""}`, () => {
      assert.deepEqual(readMarks(cell), { text, matchType, isNegative });
    });
  }
});

/** The keyword that a new row sends, or the codes of what is wrong with it. */
function keyword(cells: Cells): unknown {
  const { create } = sent("ad_group_criterion", "create", { ad_group: "5", ...cells }) as {
    readonly create: Readonly<Record<string, unknown>>;
  };
  return { keyword: create["keyword"], negative: create["negative"] };
}

function refused(cells: Cells): readonly string[] {
  return faults("ad_group_criterion", "create", { ad_group: "5", ...cells }).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

suite("a marked keyword", () => {
  const exact = { text: "dome tent", match_type: "EXACT" };

  test("has the match type of its marks where the row gives none", () => {
    assert.deepEqual(keyword({ "keyword.text": "[dome tent]" }), {
      keyword: exact,
      negative: undefined,
    });
    const empty = { "keyword.text": "[dome tent]", "keyword.match_type": "" };
    assert.deepEqual(keyword(empty), { keyword: exact, negative: undefined });
  });

  test("may repeat the match type of the row", () => {
    const both = { "keyword.text": "[dome tent]", "keyword.match_type": "exact" };
    assert.deepEqual(keyword(both), { keyword: exact, negative: undefined });
  });

  test("is refused where the row gives another one, and both cells are named", () => {
    assert.deepEqual(refused({ "keyword.text": "[dome tent]", "keyword.match_type": "BROAD" }), [
      'CONFLICTING_COLUMNS: The row gives keyword.match_type two values: keyword.match_type "BROAD" and keyword.text "[dome tent]".',
    ]);
  });

  test("is negative by a minus, or refused where the row does not say so itself", () => {
    assert.deepEqual(keyword({ "keyword.text": '-"dome tent"' }), {
      keyword: { text: "dome tent", match_type: "PHRASE" },
      negative: true,
    });
    const plain = { "keyword.text": "-tent", "keyword.match_type": "BROAD" };
    assert.deepEqual(refused(plain), [
      'CONFLICTING_COLUMNS: keyword.text "-tent" is marked as a negative keyword, but keyword.match_type "BROAD" does not say negative.',
    ]);
    const said = { keyword: { text: "tent", match_type: "BROAD" }, negative: true };
    assert.deepEqual(keyword({ ...plain, negative: "true" }), said);
    assert.match(refused({ ...plain, negative: "false" })[0] ?? "", /gives negative two values/);
  });
});

test("other texts keep such marks", () => {
  assert.deepEqual(updated("campaign", { name: "[Tents]" }).value, { name: "[Tents]" });
});

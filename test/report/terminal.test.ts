import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { LeftOutRows, Plan } from "../../src/ledger/run.ts";
import type { ErrorGroup, Summary } from "../../src/report/summary.ts";
import { terminalText } from "../../src/report/terminal.ts";
import { noRows } from "../support/ledger.ts";

// A real one, of which each test changes what it is about.
const specimen = JSON.parse(
  readFileSync(new URL("../../reports/specimen/summary.json", import.meta.url), "utf8"),
) as Summary;

function textOf(changed: Partial<Summary>): string {
  return terminalText({ ...specimen, errors: [], ...changed }, "reports/specimen");
}

function reasons(group: Partial<ErrorGroup>): readonly string[] {
  const whole: ErrorGroup = {
    code: "LocalError.BAD_JSON",
    column: null,
    count: 1,
    rows: [25],
    action: "fix",
    message: "It is wrong.",
    advice: "Mend it.",
    ...group,
  };
  const lines = textOf({ errors: [whole] }).split("\n");
  const at = lines.indexOf("Why");
  return lines.slice(at + 1, lines.indexOf("", at)).map((line) => line.trim());
}

suite("a kind of error on the terminal", () => {
  test("names all of its rows, if they are few, however many errors they have", () => {
    assert.equal(
      reasons({ count: 8, rows: [25, 26, 27, 28] })[0],
      "8  LocalError.BAD_JSON  (rows 25, 26, 27 and 28)",
    );
    assert.equal(
      reasons({ count: 6, rows: [2, 3, 4, 5, 6, 7] })[0],
      "6  LocalError.BAD_JSON  (rows 2, 3, 4, 5, 6, ...)",
    );
    assert.equal(reasons({ rows: [] })[0], "1  LocalError.BAD_JSON");
  });

  test("names the column, if it is the same in all of them", () => {
    assert.equal(reasons({ column: "Max CPC" })[1], "Max CPC: It is wrong.");
    assert.equal(reasons({ column: "name", message: "name is wrong." })[1], "name is wrong.");
    assert.equal(reasons({})[1], "It is wrong.");
  });
});

suite("the plan of a check", () => {
  const plan: Plan = {
    operations: 40_000,
    requests: 40,
    daily_quota: 15_000,
    quota_share: 2.6667,
    names_unresolved: 0,
    accounts: [],
  };

  test("says in words if a day's quota is not enough, and for how many days it would be", () => {
    const over =
      /266\.7 % of the 15,000 .*\nThat is more than one day allows\. .* takes 3 days in all\./;
    assert.match(textOf({ target: "none", plan }), over);
    const enough = { ...plan, operations: 15_000, quota_share: 1 };
    assert.doesNotMatch(textOf({ target: "none", plan: enough }), /more than one day/);
  });
});

function left(what: string, count: number, rows: readonly number[]): LeftOutRows {
  return { what, why: "removed", count, rows };
}

suite("rows that are not sent, on the terminal", () => {
  test("are counted by kind", () => {
    const left_out = [
      left("ad group", 2, [3, 4]),
      left("campaign", 1, [2]),
      left("a location", 2, [5, 6]),
      left("ad group criterion", 2, [7, 8]),
    ];
    assert.match(
      textOf({ left_out }),
      /: 2 ad groups \(rows 3, 4\); 1 campaign \(row 2\); 2 with a location \(rows 5, 6\); 2 ad group criteria \(/,
    );
  });

  test("are named if they are titles or totals", () => {
    const columns = { map: null, ignored: [], absent: [], skipped_rows: [1, 2, 7, 8, 12] };
    assert.match(textOf({ columns }), /Skipped as titles or totals: rows 1-2, 7-8, 12\n/);
  });

  test("are not offered for sending if there are no others", () => {
    const text = textOf({
      target: "none",
      rows: 3,
      rows_left: 0,
      outcomes: { ...noRows, dropped: 3 },
      next: null,
    });
    assert.match(text, /\nEvery row is left out\. There is nothing to send\.\n$/);
  });
});

/** What is said of a run with so many rows that wait. */
function waiting(unsent: number): string {
  return textOf({ rows_left: unsent, underway: 0, outcomes: { ...noRows, accepted: 2, unsent } });
}

test("a single row that waits is not counted", () => {
  assert.match(waiting(1), /\nSend the other row:\n/);
  assert.match(waiting(2), /\nSend the other 2 rows:\n/);
});

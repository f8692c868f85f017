import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { Resubmission } from "../../src/intake/corrections/apply.ts";
import type { Plan } from "../../src/ledger/run.ts";
import type { ErrorGroup, Summary } from "../../src/report/summary.ts";
import { dropText, resubmissionText, terminalText } from "../../src/report/terminal.ts";

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

suite("what a correction file asked for", () => {
  const nothing: Resubmission = {
    edited: [],
    unedited: [],
    unread: [],
    unreadColumns: [],
    absent: [],
    settled: [],
    added: [],
    dropped: [],
    unchanged: [],
    sought: [],
    released: [],
  };

  test("is said of one row, of several, and of none", () => {
    assert.equal(
      resubmissionText(nothing, "reports/a"),
      "No row was edited, so none was sent again.\n",
    );
    assert.equal(
      resubmissionText(
        { ...nothing, edited: [2], unedited: [9], absent: [4], settled: [5], released: [6] },
        "reports/a",
      ),
      `1 row (2) was edited and sent again.
1 row (6) was waiting and sent too.
1 row (9) was not edited and stays as it was.
If their cause was outside the sheet and is gone, send them unchanged:
  rowmend resubmit reports/a/corrections.csv --rows 9
1 row (4) is empty or missing in the file and stays as it was.
1 row (5) was not sent: already accepted, dropped, added, in doubt, or in a batch job.
`,
    );
    assert.equal(
      resubmissionText(
        { ...nothing, edited: [2, 3], unedited: [9, 10], absent: [4, 7] },
        "reports/a b",
      ),
      `2 rows (2, 3) were edited and sent again.
2 rows (9, 10) were not edited and stay as they were.
If their cause was outside the sheet and is gone, send them unchanged:
  rowmend resubmit "reports/a b/corrections.csv" --rows 9-10
2 rows (4, 7) are empty or missing in the file and stay as they were.
`,
    );
  });

  test("names what joined, what was given up, and what was edited where nobody reads", () => {
    const asked = { added: [8], dropped: [3, 4], unchanged: [5], sought: [6], unread: [7] };
    assert.equal(
      resubmissionText({ ...nothing, ...asked, unreadColumns: ["Notes"] }, "reports/a"),
      `1 row (8) was added and sent.
1 row (5) was sent again unchanged.
2 rows (3, 4) were dropped and will not be sent again.
1 row (6) was looked up again.
1 row (7) was edited only in columns that rowmend does not read: Notes.
If their cause was outside the sheet and is gone, send them unchanged:
  rowmend resubmit reports/a/corrections.csv --rows 7
`,
    );
  });

  test("puts a long list of rows into no command", () => {
    const odd = Array.from({ length: 200 }, (_, at) => 2 * at + 3);
    assert.match(resubmissionText({ ...nothing, unedited: odd }, "reports/a"), / --all-rows\n/);
  });
});

test("rows that were given up come with what is left of them", () => {
  const drop = { dropped: [3, 5], inDoubt: [5], freed: [8], orphaned: [6, 7] };
  assert.equal(
    dropText(drop),
    `2 rows (3, 5) were dropped and will not be sent.
1 row (5) was in doubt and may be in the account. Look there, and remove what you do not want.
1 row (8) was refused only together with a dropped row, and waits to be sent again.
2 rows (6, 7) need what a dropped row was to create, and cannot be sent.
`,
  );
});

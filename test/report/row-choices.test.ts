import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Resubmission } from "../../src/intake/corrections/apply.ts";
import { dropText, resubmissionText } from "../../src/report/row-choices.ts";

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

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { errorColumns, errors } from "../../src/report/errors.ts";
import { parseRecord } from "../../src/sheet/csv/records.ts";
import { reportDialect } from "../../src/sheet/csv/write.ts";
import { errorOf, firstCall, takenIn } from "../support/ledger.ts";
import { textsOf } from "../support/reports.ts";

/** Each line as an object without what is empty. */
function read(ledger: Ledger): readonly Readonly<Record<string, string>>[] {
  const lines = textsOf(ledger, errors(ledger, "a/b")).join("").trim().split("\n");
  const [header, ...rest] = lines.map((line) => parseRecord(line, reportDialect));
  assert.deepEqual(header, errorColumns);
  return rest.map((cells) => {
    assert.equal(cells.length, errorColumns.length);
    const named = errorColumns.map((name, index) => [name, cells[index] ?? ""] as const);
    return Object.fromEntries(named.filter(([, cell]) => cell !== ""));
  });
}

const reason = {
  code: "AdError.X",
  message: "What AdError.X says.",
  advice: "Mend it.",
  action: "fix",
  field_path: "name",
};

suite("errors.csv", () => {
  test("has the user's own words beside ours, which begin no formula", async () => {
    const { ledger } = await takenIn('"name, of group"\n"=1+""1"""\n');
    const message = "-1 is no name";
    ledger.rows.record({
      row: 2,
      outcome: "blocked",
      resourceName: null,
      blockedBy: 3,
      errors: [
        { ...errorOf("AdError.X"), message, advice: "Write rowmend resume <run>." },
        { ...errorOf("AdError.X"), column: null },
      ],
    });
    const row = { row: "2", line: "2", outcome: "blocked", blocked_by: "3", attempt: "0" };
    const place = { column: "name, of group", value: '=1+"1"' };
    const ours = { message: `'${message}`, advice: "Write rowmend resume a/b" };
    assert.deepEqual(read(ledger), [
      { ...row, ...place, ...reason, ...ours },
      { ...row, ...reason },
    ]);
  });

  test("has errors that name no row", async () => {
    const { ledger } = await takenIn("name\nA\n");
    const request = ledger.journal.open(firstCall);
    ledger.journal.close(
      request,
      { endedAt: "t", requestId: "id", status: 0, failure: null },
      [],
      [errorOf("AdError.X")],
    );
    assert.deepEqual(read(ledger), [reason]);
  });
});

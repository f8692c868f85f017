import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { errorTextsOf } from "../../src/report/error-text.ts";
import { errorOf, runOf } from "../support/ledger.ts";

/** What an error without a column is called, and whether the cells of its row were asked for. */
function labels(...fieldPaths: readonly string[]): readonly (readonly [string | null, boolean])[] {
  const texts = errorTextsOf(runOf({ headers: ["name"] }));
  return fieldPaths.map((fieldPath) => {
    let isAsked = false;
    const label = texts.labelOf({ ...errorOf("FieldError.X"), column: null, fieldPath }, () => {
      isAsked = true;
      return ["A"];
    });
    return [label, isAsked];
  });
}

suite("an error that has no column", () => {
  test("is called by its field, for which rows of the same kind are asked once", () => {
    const status = "status (your sheet has no such column)";
    assert.deepEqual(
      labels(
        "mutate_operations[0].ad_group_operation.create.status",
        "mutate_operations[1].ad_group_operation.create.status",
        "mutate_operations[2].campaign_operation.create.status",
      ),
      [
        [status, true],
        [status, false],
        [status, true],
      ],
    );
  });

  test("is called by what its row is about if its path does not say", () => {
    assert.deepEqual(labels("operations[0].create.name"), [["name (empty in this row)", true]]);
  });

  test("is about the row as a whole if it names no field", () => {
    assert.deepEqual(labels("", "mutate_operations[0].ad_group_operation.create"), [
      [null, false],
      [null, false],
    ]);
  });
});

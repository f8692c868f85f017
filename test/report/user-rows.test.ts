import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { surveyOf, userRows } from "../../src/report/user-rows.ts";
import { errorOf, recordAs, takenIn } from "../support/ledger.ts";
import { correctionLines, textsOf } from "../support/reports.ts";

/** The lines of the rejected rows, with one column of ours. */
async function linesOf(sheet: string, rejected: readonly number[]): Promise<string> {
  const { ledger } = await takenIn(sheet);
  for (const row of rejected) recordAs(ledger, row, "rejected");
  const { toCorrect } = surveyOf(ledger);
  const report = userRows(ledger.run, ["rejected"], toCorrect, ["_row"], ({ number }) => [
    `r${number}`,
  ]);
  return textsOf(ledger, report).join("");
}

suite("rows with columns of ours after the user's", () => {
  test("stand byte for byte, in their own dialect", async () => {
    const sheet = 'name;campaign\r\nA;" 1"\r\nB;2\r\n"C";3\r\n';
    assert.equal(await linesOf(sheet, [2, 4]), 'name;campaign;_row\r\nA;" 1";r2\r\n"C";3;r4\r\n');
  });

  test("are padded to the longest of them", async () => {
    const sheet = 'name,campaign\nA\nB,1,"x,y",z\nC,1\n';
    assert.equal(
      await linesOf(sheet, [2, 3, 4]),
      'name,campaign,,,_row\nA,,,,r2\nB,1,"x,y",z,r3\nC,1,,,r4\n',
    );
    assert.equal(await linesOf("name,campaign\nA\n", [2]), "name,campaign,_row\nA,,r2\n");
  });

  test("are none, and have no header, if there are none", async () => {
    assert.equal(await linesOf("name\nA\n", []), "");
  });
});

suite("corrections.csv", () => {
  test("has a column for exemptions if one alone can fix a row", async () => {
    const { ledger } = await takenIn("name\nA\nB\n");
    const details = JSON.stringify({
      policyFinding: { topics: [{ topic: "X", type: "LIMITED" }] },
    });
    const open = {
      ...errorOf("PolicyFindingError.POLICY_FINDING"),
      action: "exempt",
      details,
    } as const;
    const rejected = { outcome: "rejected", resourceName: null, blockedBy: null } as const;
    const header = (): string | undefined => correctionLines(ledger, "ads")[0]?.trim();
    ledger.rows.record({ ...rejected, row: 2, errors: [open, errorOf("AdError.X")] });
    assert.equal(header(), "name,_run,_row,_outcome,_errors");
    ledger.rows.record({ ...rejected, row: 3, errors: [open] });
    assert.equal(header(), "name,_run,_row,_outcome,_errors,_exempt");
  });
});

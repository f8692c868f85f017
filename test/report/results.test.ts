import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { acceptedRow } from "../../src/outcome/row-result.ts";
import { results } from "../../src/report/results.ts";
import { recordAs, takenIn } from "../support/ledger.ts";

const SHEET = `entity,operation,resource_name,name
label,create,,Summer
label,update,31,Summer sale
label,remove,32,
label,create,,Autumn
`;

function changes(ledger: Ledger): readonly (string | undefined)[] {
  const [header, ...rows] = [...results(ledger)].join("").trim().split("\n");
  assert.equal(header?.split(",").at(-1), "change");
  return rows.map((row) => row.split(",").at(-1));
}

suite("results.csv", () => {
  test("says what each accepted row did to its resource, and nothing of others", async () => {
    const { ledger } = await takenIn(SHEET);
    for (const row of [2, 3, 4])
      ledger.rows.record(acceptedRow(row, `customers/1234567890/labels/${row}`));
    recordAs(ledger, 5, "rejected");
    assert.deepEqual(changes(ledger), ["created", "updated", "removed", ""]);
  });

  test("claims no change where no resource is known", async () => {
    const { ledger } = await takenIn(SHEET);
    ledger.rows.record(acceptedRow(2, null));
    assert.deepEqual(changes(ledger), ["", "", "", ""]);
  });

  test("writes every row with its own account and name, however many there are", async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => ({
      number: index + 2,
      account: String(1234567890 + Math.floor(index / 7)),
      name: index % 5 === 0 ? `=,"${index}` : `customers/1/labels/${index}`,
      cell: index % 5 === 0 ? `"'=,""${index}"` : `customers/1/labels/${index}`,
    }));
    const text = rows.map(({ number, account }) => `label,create,${account},L${number}\n`);
    const { ledger } = await takenIn(`entity,operation,customer_id,name\n${text.join("")}`);
    ledger.transaction(() => {
      for (const { number, name } of rows) ledger.rows.record(acceptedRow(number, name));
    });
    assert.deepEqual(
      [...results(ledger)].join("").split("\n").slice(1, -1),
      rows.map(({ number, account, cell }) => `${number},accepted,${account},${cell},,0,,created`),
    );
  });
});

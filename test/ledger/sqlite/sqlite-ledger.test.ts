import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { createLedger, openLedger } from "../../../src/ledger/sqlite/sqlite-ledger.ts";
import {
  customerId,
  errorOf,
  newRow,
  recordAs,
  runOf,
  temporaryFolder,
} from "../../support/ledger.ts";
import { jobsConform } from "../jobs-conformance.ts";
import { ledgerConforms, type LedgerPlace } from "../ledger-conformance.ts";

function placeOf(): LedgerPlace {
  const path = join(temporaryFolder(), "ledger.sqlite");
  return { create: (run) => createLedger(path, run), reopen: () => openLedger(path) };
}

ledgerConforms(placeOf);
jobsConform(placeOf);

test("whoever only reads a ledger sees one state of it while another process writes", () => {
  const path = join(temporaryFolder(), "ledger.sqlite");
  const writer = createLedger(path, runOf());
  for (const number of [2, 3, 4]) writer.rows.add(newRow(number));
  writer.rows.endIntake({ ...writer.run, rowCount: 3 });
  const reader = openLedger(path, { readOnly: true });
  assert.equal(reader.rows.counts().unsent, 3);
  recordAs(writer, 3, "rejected");
  writer.rows.replace(
    newRow(4, { customerId, operation: null, errors: [errorOf("LocalError.A")] }),
  );
  const { unsent, rejected, invalid } = reader.rows.counts();
  assert.deepEqual([unsent, rejected, invalid], [3, 0, 0]);
  reader.close();
  const later = openLedger(path, { readOnly: true });
  assert.deepEqual([later.rows.counts().unsent, later.rows.counts().rejected], [1, 1]);
  later.close();
  writer.close();
});

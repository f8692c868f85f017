import { join } from "node:path";
import { createLedger, openLedger } from "../../../src/ledger/sqlite/sqlite-ledger.ts";
import { temporaryFolder } from "../../support/ledger.ts";
import { jobsConform } from "../jobs-conformance.ts";
import { ledgerConforms, type LedgerPlace } from "../ledger-conformance.ts";

function placeOf(): LedgerPlace {
  const path = join(temporaryFolder(), "ledger.sqlite");
  return { create: (run) => createLedger(path, run), reopen: () => openLedger(path) };
}

ledgerConforms(placeOf);
jobsConform(placeOf);

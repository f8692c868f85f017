import type { Ledger } from "../../src/ledger/ledger.ts";
import { corrections } from "../../src/report/corrections.ts";
import { readRows, type RowReport } from "../../src/report/row-report.ts";
import { surveyOf } from "../../src/report/user-rows.ts";

/** What a report says above the rows and of each row; what is empty is left out. */
export function textsOf(ledger: Ledger, report: RowReport): readonly string[] {
  const texts: string[] = [];
  readRows(ledger, [{ report, take: (text) => texts.push(text) }]);
  return texts.filter((text) => text !== "");
}

/** The lines of `corrections.csv`. */
export function correctionLines(ledger: Ledger, folder: string): readonly string[] {
  return textsOf(ledger, corrections(ledger.run, folder, surveyOf(ledger)));
}

import { applyCorrections, type Resubmission } from "../../../src/intake/corrections/apply.ts";
import { readCorrections } from "../../../src/intake/corrections/correction-file.ts";
import type { Unchanged } from "../../../src/intake/corrections/unchanged.ts";
import { builderOf } from "../../../src/operations/build.ts";
import type { ColumnMap } from "../../../src/operations/columns/column-map.ts";
import { readSheet } from "../../../src/sheet/csv/records.ts";
import { bytesOf, recordAs, type TakenIn, takenIn } from "../../support/ledger.ts";

/** Row 2 was accepted, row 3 rejected, row 4 is invalid, row 5 deferred, row 6 in doubt. */
export async function tried(): Promise<TakenIn> {
  const run = await takenIn("name,campaign,cpc_bid\nA,1,1\nB,1,2\nC,1,x\nD,1,4\nE,1,5\n");
  recordAs(run.ledger, 2, "accepted", { resourceName: "customers/1/adGroups/2" });
  recordAs(run.ledger, 3, "rejected");
  recordAs(run.ledger, 5, "deferred");
  recordAs(run.ledger, 6, "in_doubt");
  return run;
}

export async function resubmitted(
  { ledger }: TakenIn,
  text: string,
  map: ColumnMap | null = null,
  unchanged: Unchanged = "none",
): Promise<Resubmission> {
  const sheet = await readSheet(bytesOf(text), "corrections.csv");
  const corrections = await readCorrections(sheet, "corrections.csv", ledger);
  const builder = builderOf(corrections.headers, ledger.run.defaults, map);
  return applyCorrections(ledger, corrections, builder, unchanged);
}

export const HEADER = "name,campaign,cpc_bid,_run,_row,_outcome,_errors";

export const UNEDITED = ["B,1,2,ads,3,rejected,why", "C,1,x,ads,4,invalid,why"];

export function file(rows: readonly string[], header = HEADER): string {
  return [header, ...rows, ""].join("\n");
}

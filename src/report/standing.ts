import type { OpenRun } from "../ledger/run-folder.ts";
import { type RoundResult, writeReports } from "./folder.ts";
import { summaryOf } from "./summary.ts";

/** Writes the reports of a run again from its ledger, but for a correction file that the user has edited. */
export function writeAgain(opened: OpenRun): RoundResult {
  const result = standing(opened);
  return { ...result, ...writeReports(opened.folder, opened.ledger, result.summary) };
}

/** How a run stands, without doing anything to it. */
export function standing({ folder, ledger }: Pick<OpenRun, "folder" | "ledger">): RoundResult {
  const summary = summaryOf(ledger, { halts: [], interrupted: false, folder });
  return { folder, summary, keptEdited: false };
}

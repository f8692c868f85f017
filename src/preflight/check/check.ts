import { begin, type NewRun, type Source } from "../../intake/new-run.ts";
import { auditRun } from "../../ledger/audit.ts";
import { builderOf } from "../../operations/build.ts";
import { type RoundResult, writeReports } from "../../report/folder.ts";
import { summaryOf } from "../../report/summary.ts";
import { findMore } from "./findings.ts";
import { planOf } from "./send-plan.ts";

/**
 * Everything that can be known about a file without the network: the way of an upload up to the point
 * where it would send, and what shows only across rows or against Google's limits. The reports are those
 * of an upload; the run can never be sent.
 *
 * @throws RunError if the file cannot be read or the run cannot be made; nothing is left behind then.
 */
export async function check(
  source: Source,
  out: string,
  run: NewRun,
  now: () => Date,
): Promise<RoundResult> {
  const opened = await begin(source, out, { ...run, target: { kind: "none" } });
  const { ledger, folder } = opened;
  try {
    const round = ledger.startRound("check", now().toISOString());
    findMore(ledger, builderOf(ledger.run.headers, ledger.run.defaults, ledger.run.map ?? null));
    ledger.endRound(round, now().toISOString());
    auditRun(ledger, true);
    ledger.saveRun({ ...ledger.run, plan: planOf(ledger) });
    const summary = summaryOf(ledger, { stops: [], interrupted: false, folder, file: source.name });
    return { folder, summary, ...writeReports(folder, ledger, summary) };
  } finally {
    opened.close();
  }
}

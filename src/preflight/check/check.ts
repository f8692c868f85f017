import { begin, type NewRun, type Source } from "../../intake/new-run.ts";
import { auditRun } from "../../ledger/audit.ts";
import { builderOf } from "../../operations/build.ts";
import { type RoundResult, writeReports } from "../../report/folder.ts";
import { summaryOf } from "../../report/summary.ts";
import { checksOf } from "./checks.ts";
import { findMore } from "./findings.ts";
import { planOf } from "./send-plan.ts";

/**
 * Checks a file without the network. Runs the upload pipeline, stops before sending, and adds checks across
 * rows and against Google's limits. Writes the same reports as an upload. The run can never be sent.
 *
 * @throws RunError if the file cannot be read or the run cannot be created; leaves nothing behind.
 */
export async function check(
  source: Source,
  out: string,
  run: NewRun,
  now: () => Date,
): Promise<RoundResult> {
  const opened = await begin(
    source,
    out,
    {
      typed: [source.name],
      ...run,
      target: { kind: "none" },
    },
    checksOf,
  );
  const { ledger, folder } = opened;
  try {
    const round = ledger.startRound("check", now().toISOString());
    findMore(ledger, builderOf(ledger.run.headers, ledger.run.defaults, ledger.run.map ?? null));
    ledger.saveRun({ ...ledger.run, plan: planOf(ledger) });
    ledger.endRound(round, now().toISOString());
    auditRun(ledger, true);
    const summary = summaryOf(ledger, { stops: [], folder });
    return { folder, summary, ...writeReports(folder, ledger, summary) };
  } finally {
    opened.close();
  }
}

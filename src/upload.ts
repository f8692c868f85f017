import { abandonCalls } from "./delivery/calls.ts";
import { releaseRows, releaseSeekers } from "./delivery/relatives.ts";
import { lookUpDoubt, type RoundContext, sendAll } from "./delivery/session.ts";
import { applyCorrections, type Resubmission } from "./intake/corrections/apply.ts";
import { readCorrections, withEdits } from "./intake/corrections/correction-file.ts";
import type { Unchanged } from "./intake/corrections/unchanged.ts";
import {
  begin,
  type ChecksOf,
  chosen,
  type NewRun,
  noChecks,
  type Source,
} from "./intake/new-run.ts";
import { discardRun, type OpenRun } from "./ledger/run-folder.ts";
import type { RoundKind, Settings } from "./ledger/run.ts";
import { Declined, RunError } from "./messages/run-error.ts";
import { builderOf } from "./operations/build.ts";
import { checksOf } from "./preflight/check/checks.ts";
import { archiveReports, type RoundResult } from "./report/folder.ts";
import { writeAgain, writeBroken, writeRound } from "./report/standing.ts";
import { readSheet } from "./sheet/csv/records.ts";

/**
 * The main job. Reads the whole file into the ledger, sends every row that is valid, and writes the
 * reports. Bad rows are outcomes, not exceptions.
 *
 * @throws RunError if the file cannot be read, the run cannot be made, or the user does not want it sent;
 *   nothing is sent then, and nothing is left behind.
 */
export async function upload(
  source: Source,
  out: string,
  run: NewRun,
  context: RoundContext,
): Promise<RoundResult> {
  const opened = await begin(source, out, run, checksFor(run.settings));
  let end = (): void => opened.close();
  try {
    return await playRound(opened, "upload", context);
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    // A run that waits would keep the file from being uploaded with other options.
    end = () => discardRun(opened);
    throw new RunError(error.message, {
      wayOut: "To send the rows after all, upload the file again.",
      cause: error,
    });
  } finally {
    end();
  }
}

/**
 * Sends the corrected and added rows of a correction file, and what only had to wait.
 * @param unchanged rows that go again as they are, because their cure was outside the sheet.
 * @throws RunError if the file does not belong to the run, or one of those rows cannot go; nothing is changed
 *   or sent then.
 */
export async function resubmit(
  source: Source,
  sent: Uint8Array,
  opened: OpenRun,
  context: RoundContext,
  unchanged: Unchanged = "none",
): Promise<RoundResult & { readonly resubmission: Resubmission }> {
  const { ledger, folder } = opened;
  abandonCalls(ledger, context.now());
  const sheet = await readSheet(source.open(), source.name, chosen(source));
  const corrections = await readCorrections(sheet, source.name, ledger);
  const defaults = withEdits(ledger.run.defaults, sheet.dialect);
  const plain = builderOf(corrections.headers, defaults, ledger.run.map ?? null);
  const { builder } = checksFor(ledger.run.settings)(plain, ledger);
  const resubmission = ledger.transaction(() => {
    const applied = applyCorrections(ledger, corrections, builder, unchanged);
    if (defaults !== ledger.run.defaults) ledger.saveRun({ ...ledger.run, defaults });
    ledger.rows.forgetNames();
    return applied;
  });
  const { edited, added, dropped } = resubmission;
  const isChanged =
    edited.length + added.length + dropped.length + resubmission.unchanged.length > 0;
  if (!isChanged && ledger.rows.counts().unsent === 0)
    return { ...writeAgain(opened), resubmission };
  archiveReports(folder, ledger, sent);
  return { ...(await playRound(opened, "resubmit", context)), resubmission };
}

/**
 * Goes on where a run stopped: after a crash, an interruption, or a wait. Edits nothing. What rows name is
 * looked up anew.
 */
export async function resume(opened: OpenRun, context: RoundContext): Promise<RoundResult> {
  const { ledger, folder } = opened;
  abandonCalls(ledger, context.now());
  ledger.transaction(() => {
    releaseSeekers(ledger, new Set());
    releaseRows(ledger, false);
    ledger.rows.forgetNames();
  });
  const { unsent, in_doubt } = ledger.rows.counts();
  if (unsent + in_doubt === 0) return writeAgain(opened);
  archiveReports(folder, ledger, null);
  return playRound(opened, "resume", context);
}

/** Settles rows in doubt by looking up whether what they ask for is there. Sends nothing. */
export async function settleByLookUp(opened: OpenRun, context: RoundContext): Promise<RoundResult> {
  abandonCalls(opened.ledger, context.now());
  if (opened.ledger.rows.counts().in_doubt > 0) await lookUpDoubt(opened, context);
  return writeAgain(opened);
}

/** Writes the reports as the ledger has it, whatever became of the process that sent last. */
export function report(opened: OpenRun, { now }: Pick<RoundContext, "now">): RoundResult {
  abandonCalls(opened.ledger, now());
  return writeAgain(opened);
}

function checksFor({ check = true }: Settings): ChecksOf {
  return check ? checksOf : noChecks;
}

/** Sends what waits, and writes the reports. Every upload, resubmit and resume ends here. */
async function playRound(
  opened: OpenRun,
  kind: RoundKind,
  context: RoundContext,
): Promise<RoundResult> {
  const round = opened.ledger.startRound(kind, context.now().toISOString());
  const stops = await sendAll(opened, round, context).catch((error: unknown) => {
    writeBroken(opened);
    throw error;
  });
  return writeRound(opened, round, { stops, isAborted: context.signal.aborted }, context.now());
}

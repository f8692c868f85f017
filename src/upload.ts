import { takeWord, type Word } from "./delivery/doubt/by-hand.ts";
import { lookUpDoubt, type RoundContext, sendAll } from "./delivery/session.ts";
import { type Resubmission, resubmitRows } from "./intake/corrections/apply.ts";
import { readCorrections, withEdits } from "./intake/corrections/correction-file.ts";
import { begin, chosen, type NewRun, type Source } from "./intake/new-run.ts";
import { releaseRows } from "./intake/release.ts";
import { checkLaw } from "./ledger/audit.ts";
import type { OpenRun } from "./ledger/run-folder.ts";
import type { RoundKind } from "./ledger/run.ts";
import { command } from "./messages/command.ts";
import { builderOf } from "./operations/build.ts";
import { outcomeUnknown } from "./outcome/settlement.ts";
import { type Halt, withTime } from "./outcome/stop.ts";
import { archiveReports, type RoundResult, writeReports } from "./report/folder.ts";
import { writeAgain } from "./report/standing.ts";
import { summaryOf } from "./report/summary.ts";
import { readSheet } from "./sheet/csv/records.ts";

/** Sends what waits, checks that the ledger adds up, and writes the reports. Every command ends here. */
export async function runRound(
  run: OpenRun,
  kind: RoundKind,
  context: RoundContext,
): Promise<RoundResult> {
  const { folder, ledger } = run;
  const round = ledger.startRound(kind, context.now().toISOString());
  const total = ledger.counts().unsent;
  let halts: readonly Halt[] = [];
  try {
    const isIdle = total === 0 && (kind === "upload" || ledger.counts().in_doubt === 0);
    if (!isIdle && !context.signal.aborted) halts = await sendAll(run, round, context);
  } catch (error) {
    reportBreak(run);
    throw error;
  }
  ledger.endRound(round, context.now().toISOString());
  const { unsent, deferred } = ledger.counts();
  // A row whose pause was cut short would have gone again in this round.
  const interrupted = context.signal.aborted && unsent + deferred > 0;
  checkLaw(ledger, halts.length > 0 || interrupted);
  const timed = halts.map((halt) => withTime(halt, context.now(), command("resume", folder)));
  const summary = summaryOf(ledger, { halts: timed, interrupted, folder });
  const { keptEdited } = writeReports(folder, ledger, summary);
  return { folder, summary, keptEdited };
}

/** The reports of a round that broke off, as far as they can be written: what broke it comes first. */
function reportBreak({ folder, ledger }: OpenRun): void {
  try {
    writeReports(folder, ledger, summaryOf(ledger, { halts: [], interrupted: false, folder }));
  } catch {
    // Perhaps for the same reason. The ledger has everything.
  }
}

/**
 * The main job. Reads the whole file into the ledger, sends every row that is valid, and writes the
 * reports. Bad rows are outcomes, not exceptions.
 *
 * @throws RunError if the file cannot be read or the run cannot be made; nothing is sent then, and
 *   nothing is left behind.
 */
export async function upload(
  source: Source,
  out: string,
  run: NewRun,
  context: RoundContext,
): Promise<RoundResult> {
  const opened = await begin(source, out, run);
  return runRound(opened, "upload", context).finally(() => opened.close());
}

/**
 * Sends the mended rows of a correction file, and by itself what only had to wait.
 * @throws RunError if the file does not belong to the run; nothing is changed or sent then.
 */
export async function resubmit(
  source: Source,
  sent: Uint8Array,
  opened: OpenRun,
  context: RoundContext,
): Promise<RoundResult & { readonly resubmission: Resubmission }> {
  const { ledger, folder } = opened;
  abandon(opened, context);
  const sheet = await readSheet(source.open(), source.name, chosen(source));
  const corrections = await readCorrections(sheet, source.name, ledger);
  const defaults = withEdits(ledger.run.defaults, sheet.dialect);
  const builder = builderOf(corrections.headers, defaults, ledger.run.map ?? null);
  const resubmission = resubmitRows(ledger, corrections, builder);
  if (defaults !== ledger.run.defaults) ledger.saveRun({ ...ledger.run, defaults });
  if (resubmission.edited.length === 0 && ledger.counts().unsent === 0) {
    return { ...writeAgain(opened), resubmission };
  }
  archiveReports(folder, ledger, sent);
  return { ...(await runRound(opened, "resubmit", context)), resubmission };
}

/** Goes on where a run stopped: after a crash, an interruption, or a wait. Edits nothing. */
export async function resume(opened: OpenRun, context: RoundContext): Promise<RoundResult> {
  const { ledger, folder } = opened;
  abandon(opened, context);
  ledger.begin();
  releaseRows(ledger, false);
  ledger.commit();
  const { unsent, in_doubt } = ledger.counts();
  if (unsent + in_doubt === 0) return writeAgain(opened);
  archiveReports(folder, ledger, null);
  return runRound(opened, "resume", context);
}

/**
 * Settles rows in doubt by the user's word; `rows` null means all of them.
 * @param resourceName the name of what one accepted row created.
 * @throws RunError if one of the rows is not in doubt, or the name cannot be its own; none is settled then.
 */
export function settle(
  opened: OpenRun,
  rows: readonly number[] | null,
  as: Word,
  context: Pick<RoundContext, "now">,
  resourceName: string | null = null,
): void {
  abandon(opened, context);
  takeWord(opened.ledger, rows, as, resourceName);
}

/** Writes the reports as the ledger has it, whatever became of the process that sent last. */
export function report(opened: OpenRun, context: Pick<RoundContext, "now">): RoundResult {
  abandon(opened, context);
  return writeAgain(opened);
}

/** Settles rows in doubt by looking up whether what they ask for is there. Sends nothing. */
export async function settleByLookUp(opened: OpenRun, context: RoundContext): Promise<RoundResult> {
  abandon(opened, context);
  if (opened.ledger.counts().in_doubt > 0) await lookUpDoubt(opened, context);
  return writeAgain(opened);
}

/** Requests whose process died before their answer came: nobody knows what became of their rows. */
function abandon({ ledger }: OpenRun, { now }: Pick<RoundContext, "now">): void {
  ledger.abandonRequests(now().toISOString(), outcomeUnknown);
}

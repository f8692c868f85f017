import { type Dialect, hasDecimalCommas } from "./csv/dialect.ts";
import { checkFields, type MapChoice, withConstants } from "./columns/choose.ts";
import { tableIn } from "./columns/table.ts";
import { readSheet } from "./csv/read.ts";
import { takeWord, type Word } from "./doubt/word.ts";
import { takeIn } from "./intake.ts";
import { builderOf, type RowDefaults } from "./operations/build.ts";
import { archiveReports, writeReports } from "./report/folder.ts";
import { summaryOf } from "./report/summary.ts";
import { readCorrections, releaseRows, type Resubmission, resubmitRows } from "./resubmission.ts";
import type { Run } from "./run.ts";
import { createRun, discardRun, type OpenRun } from "./run-folder.ts";
import { lookUpDoubt, type RoundContext, type RoundResult, runRound } from "./round.ts";
import { checkHeaders, noRows } from "./sheet-check.ts";
import { outcomeUnknown } from "./settlement.ts";

/** A file to read. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  /** Its bytes, from the start. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** One of `,` `;` tab `|`, or nothing to have it detected. */
  readonly delimiter?: string;
  /** How its columns are to be read; left out, its headers are fields of the API. */
  readonly columns?: MapChoice;
}

/** What a run is, but for what its file says. */
export type NewRun = Omit<
  Run,
  "map" | "dialect" | "headers" | "headerRaw" | "rowCount" | "correctionsSha256"
>;

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
 * Reads a whole file into the ledger of a new run, and sends nothing.
 * @throws RunError as `upload`.
 */
export async function begin(source: Source, out: string, run: NewRun): Promise<OpenRun> {
  const whole = await readSheet(source.open(), source.name, chosen(source));
  const { sheet, map, skipped } = await tableIn(whole, source.columns ?? { kind: "none" });
  checkHeaders(sheet.header.cells, source.name, sheet.header.raw);
  const headers = sheet.header.cells;
  const { dialect } = sheet;
  const defaults = withConstants(
    hasDecimalCommas(dialect) ? { ...run.defaults, decimalComma: true } : run.defaults,
    map,
  );
  checkFields(map, headers, defaults.entity);
  const opened = createRun(out, {
    ...run,
    defaults,
    map,
    dialect,
    headers,
    headerRaw: sheet.header.raw,
    rowCount: 0,
    correctionsSha256: null,
  });
  try {
    const count = await takeIn(sheet, builderOf(headers, defaults, map), opened.ledger);
    if (count === 0) throw noRows(source.name);
    if (skipped.length > 0) opened.ledger.saveRun({ ...opened.ledger.run, skippedRows: skipped });
  } catch (error) {
    discardRun(opened);
    throw error;
  }
  return opened;
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

/** Requests whose process died before their answer came: nobody knows what became of their rows. */
function abandon({ ledger }: OpenRun, { now }: Pick<RoundContext, "now">): void {
  ledger.abandonRequests(now().toISOString(), outcomeUnknown);
}

/** What holds for the rows of a run once a file in this dialect has brought edits. */
function withEdits(defaults: RowDefaults, dialect: Dialect): RowDefaults {
  const isNews = hasDecimalCommas(dialect) && (defaults.decimalComma ?? false) === false;
  return isNews ? { ...defaults, decimalComma: "in-edits" } : defaults;
}

function chosen({ delimiter }: Source): { readonly delimiter?: string } {
  return delimiter === undefined ? {} : { delimiter };
}

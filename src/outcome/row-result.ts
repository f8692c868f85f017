import { type FailureError, formatPath } from "../failure/failure.ts";
import { blamedFields, fieldPath, parsePath } from "../failure/location.ts";
import { type OwnCode, ownError } from "../failure/own-error.ts";
import { adviseOn, type Gap } from "../knowledge/advice.ts";
import { redact } from "../messages/redact.ts";
import { oneLine, shortened } from "../messages/visible.ts";
import type { Builder, Exemptions } from "../operations/build.ts";
import type { Fault } from "../operations/cells/fault.ts";
import { exemptionWay } from "./exemption.ts";
import type { Outcome, RowError } from "./outcome.ts";
import type { Verdict } from "./verdict.ts";

/** A row that was sent, as far as its result depends on it. */
export interface SentRow {
  readonly number: number;
  /** Policies that the user asks to be exempted from; null if none. */
  readonly exemptions: Exemptions | null;
}

/** Puts verdicts into the user's terms: each error with its column and what to do about it. */
export interface RowResults<Row extends SentRow> {
  resultOf(row: Row, verdict: Verdict, grpcCode: number | null): RowResult;
  /** An error that names no row. */
  unplacedError(error: FailureError, grpcCode: number | null): RowError;
}

/**
 * @param headers the user's.
 * @param cellsOf the cells of a row.
 * @param blockerOf the row that a blocked one waits for; null if that is not known.
 */
export function rowResultsOf<Row extends SentRow>(
  headers: readonly string[],
  cellsOf: (row: number) => readonly string[],
  builder: Builder,
  blockerOf: (row: Row) => number | null,
): RowResults<Row> {
  return {
    resultOf(row, verdict, grpcCode) {
      const { outcome, resourceName } = verdict;
      if (verdict.errors.length === 0) {
        return { row: row.number, outcome, resourceName, blockedBy: null, errors: [] };
      }
      const cells = cellsOf(row.number);
      const entity = builder.layoutOf(cells)?.entity ?? null;
      const columns = new Map(
        verdict.errors.map((error) => [error, locate(error, cells, builder)] as const),
      );
      const nameOf = (error: FailureError): string | null =>
        headers[columns.get(error) ?? -1] ?? null;
      const way = exemptionWay(verdict.errors, grpcCode, entity, row.exemptions, nameOf);
      const blockedBy = outcome === "blocked" ? blockerOf(row) : null;
      const errors = verdict.errors.map((error): RowError => {
        const column = columns.get(error) ?? null;
        if (outcome === "in_doubt") return rowError(error, column, IN_DOUBT);
        const place = {
          column: nameOf(error),
          value: column === null ? "" : (cells[column] ?? ""),
          entity: entity?.name ?? null,
          ...(column === null ? { gap: gapOf(error, cells, builder) } : {}),
        };
        const advice = adviseOn(error, place, grpcCode, way);
        const isNamed = advice.action === "blocked" && blockedBy !== null;
        return rowError(error, column, isNamed ? waitFor(blockedBy) : advice);
      });
      return { row: row.number, outcome, resourceName, blockedBy, errors };
    },
    unplacedError: (error, grpcCode) =>
      rowError(error, null, adviseOn(error, { column: null, value: "" }, grpcCode)),
  };
}

const IN_DOUBT = {
  action: "settle",
  advice: "Check in the account whether the change is there before anything is sent again.",
} as const;

/** Google does not say which row it is, and its own words speak of temporary ids, which the sheet may not have. */
function waitFor(row: number): Pick<RowError, "action" | "advice"> {
  return { action: "blocked", advice: waitsForRow(row) };
}

/** What to do about a row that is blocked by another one. */
export function waitsForRow(blocker: number): string {
  return `Correct row ${blocker}; this row will then be sent again automatically.`;
}

/** An error of ours, as the ledger keeps it. It is about the row as a whole unless it names a column. */
export function ownRowError(code: OwnCode, text: OwnErrorText): RowError {
  const whole = { action: "fix", column: null, fieldPath: "" } as const;
  return clean({ ...whole, ...text, code: `LocalError.${code}`, details: null });
}

type OwnErrorText = Pick<RowError, "message" | "advice"> &
  Partial<Pick<RowError, "action" | "column" | "fieldPath">>;

/** What our own check found, as the ledger keeps it. */
export function faultError(fault: Fault): RowError {
  return ownRowError(fault.code, fault);
}

/** The record of a row that our own check refuses. */
export function invalidRow(row: number, errors: readonly RowError[]): RowResult {
  return { row, outcome: "invalid", resourceName: null, blockedBy: null, errors };
}

/** The record of a row that cannot go before another one was accepted. */
export function blockedRow(blocker: number, row: number, error: RowError): RowResult {
  return { row, outcome: "blocked", resourceName: null, blockedBy: blocker, errors: [error] };
}

/** The record of a row whose change is in the account; the name of what it made may not be known. */
export function acceptedRow(row: number, resourceName: string | null): RowResult {
  return { row, outcome: "accepted", resourceName, blockedBy: null, errors: [] };
}

/** The record of a row that its owner gives up; `resourceName` is what it made before, if anything. */
export function droppedRow(row: number, resourceName: string | null): RowResult {
  return { row, outcome: "dropped", resourceName, blockedBy: null, errors: [] };
}

function rowError(
  error: FailureError,
  column: number | null,
  { action, advice }: Pick<RowError, "action" | "advice">,
): RowError {
  return clean({
    code: error.code ?? "",
    message: error.message ?? "",
    advice,
    action,
    column,
    fieldPath: formatPath(error.path),
    details: error.details === null ? null : JSON.stringify(error.details),
  });
}

/** A cell of a spreadsheet holds 32,767 characters. requests.ndjson has what is cut off. */
const LONGEST_TEXT = 30_000;

/** Without secrets, and with each text on one line. The details are for a machine, and have none. */
function clean(error: RowError): RowError {
  return {
    ...error,
    code: oneLine(redact(error.code)),
    message: shortened(oneLine(redact(error.message)), LONGEST_TEXT),
    advice: shortened(oneLine(redact(error.advice)), LONGEST_TEXT),
    fieldPath: oneLine(redact(error.fieldPath)),
    details: error.details === null ? null : redact(error.details),
  };
}

/**
 * The column that an error of Google's is about, as an index into the sheet, or null if it is about the
 * row as a whole. `cells` are those of the row, and `builder` that of its sheet.
 */
export function locate(
  error: FailureError,
  cells: readonly string[],
  builder: Builder,
): number | null {
  const fields = blamedFields(error);
  const isRemoval = fieldPath(error.path).verb === "remove" && fields.length === 0;
  return builder.columnOf(cells, isRemoval ? parsePath("resource_name") : fields);
}

/** How the sheet has the field of an error for which `locate` finds no column. */
export function gapOf(
  error: Pick<FailureError, "path" | "message">,
  cells: readonly string[],
  builder: Builder,
): Gap {
  return builder.hasColumn(cells, blamedFields(error)) ? "empty" : "lacking";
}

/** What a look-up by content came to that found none; `where` is the name of the parent. */
export function notSeen(where: string, at: Date): RowError {
  const time = at.toISOString();
  const message = `${where} has nothing with the content of this row: looked up at ${time.slice(0, 10)} ${time.slice(11, 16)} UTC.`;
  return rowError(ownError("NOT_SEEN", message), null, {
    action: "settle",
    advice:
      "Look it up again in a few minutes. If it is still not there, send the row again: rowmend settle <run> --row <row> --as resend.",
  });
}

/** Why a row is in doubt whose process ended between sending it and its answer. */
export const outcomeUnknown: RowError = rowError(
  ownError(
    "PROCESS_ENDED",
    "It is not known whether the row was carried out: rowmend ended while it waited for the answer.",
  ),
  null,
  IN_DOUBT,
);

/** What a request changes about one of its rows. */
export interface RowResult {
  readonly row: number;
  readonly outcome: Outcome;
  readonly resourceName: string | null;
  readonly blockedBy: number | null;
  readonly errors: readonly RowError[];
}

import { parsePath } from "../failure/location.ts";
import { formatPath } from "../failure/failure.ts";
import { fieldLabel } from "../knowledge/particulars.ts";
import { subjectOf } from "../knowledge/subject.ts";
import type { LedgerRow } from "../ledger/rows.ts";
import type { Run } from "../ledger/run.ts";
import { type Builder, builderOf } from "../operations/build.ts";
import type { RowError } from "../outcome/outcome.ts";
import { gapOf } from "../outcome/row-result.ts";
import { parseRecord } from "../sheet/csv/records.ts";

/** Words for the errors of a run, the same in all reports. */
export interface ErrorTexts {
  /**
   * The column, else the field that has none; null if the error is about the row as a whole.
   * @param cellsOf the cells of the row, which most errors do not take.
   */
  labelOf(error: RowError, cellsOf: () => readonly string[]): string | null;
  /** One error as text for a cell: the column, what is wrong, what to do. */
  textOf(error: RowError, row: LedgerRow): string;
}

export function errorTextsOf({ headers, defaults, map, dialect }: Run): ErrorTexts {
  let builder: Builder | undefined;
  const labels = new Map<string, string | null>();
  const labelOf: ErrorTexts["labelOf"] = (error, cellsOf) => {
    if (error.column !== null) return headers[error.column] ?? "";
    // Our own messages name the field themselves.
    if (error.fieldPath === "" || error.code.startsWith("LocalError.")) return null;
    const named = { path: parsePath(error.fieldPath), message: error.message };
    const { entity, fields } = subjectOf(named);
    if (fields.length === 0) return null;
    builder ??= builderOf(headers, defaults, map ?? null);
    const about = entity ?? builder.layoutOf(cellsOf())?.entity.name ?? null;
    const key = `${about} ${formatPath(fields)}`;
    let label = labels.get(key);
    if (label === undefined) {
      label = fieldLabel(subjectOf(named, about), gapOf(named, cellsOf(), builder));
      labels.set(key, label);
    }
    return label;
  };
  return {
    labelOf,
    textOf(error, row) {
      const label = labelOf(error, () => parseRecord(row.raw, dialect));
      const parts = [error.message || error.code, adviceWithId(error, row.requestId)];
      return `${label === null ? "" : `${label}: `}${parts.filter((part) => part !== "").join(" ")}`;
    },
  };
}

/** The advice with the request id, where somebody is to be told of it. */
export function adviceWithId(
  { action, advice }: Pick<RowError, "action" | "advice">,
  requestId: string | null | undefined,
): string {
  return action === "report" && requestId != null && requestId !== ""
    ? `${advice} Request id: ${requestId}.`
    : advice;
}

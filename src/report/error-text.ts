import { blamedFields, parsePath } from "../failure/location.ts";
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
  /** The column, else the field that has none; null if the error is about the row as a whole. */
  labelOf(error: RowError, row: Pick<LedgerRow, "raw"> | null): string | null;
  /** One error as text for a cell: the column, what is wrong, what to do. */
  textOf(error: RowError, row: LedgerRow): string;
}

export function errorTextsOf({ headers, defaults, map, dialect }: Run): ErrorTexts {
  let builder: Builder | undefined;
  const labels = new Map<string, string | null>();
  const labelOf: ErrorTexts["labelOf"] = (error, row) => {
    if (error.column !== null) return headers[error.column] ?? "";
    // Our own messages name the field themselves.
    if (row === null || error.code.startsWith("LocalError.")) return null;
    const named = { path: parsePath(error.fieldPath), message: error.message };
    builder ??= builderOf(headers, defaults, map ?? null);
    const cells = parseRecord(row.raw, dialect);
    const entity = builder.layoutOf(cells)?.entity.name ?? null;
    const key = `${entity} ${formatPath(blamedFields(named))}`;
    let label = labels.get(key);
    if (label === undefined) {
      label = fieldLabel(subjectOf(named, entity), gapOf(named, cells, builder));
      labels.set(key, label);
    }
    return label;
  };
  return {
    labelOf,
    textOf(error, row) {
      const label = labelOf(error, row);
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

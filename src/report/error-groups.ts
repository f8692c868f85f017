import type { Action } from "../knowledge/action.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { withCommands } from "../messages/command.ts";
import type { RowError } from "../outcome/outcome.ts";
import { adviceWithId, errorTextsOf } from "./error-text.ts";

/** The errors of a run with the same code. */
export interface ErrorGroup {
  readonly code: string;
  /** The user's header, if all of these errors are in one column. */
  readonly column: string | null;
  readonly count: number;
  readonly rows: readonly number[];
  readonly action: Action;
  /** Of the first row; after the fields that the errors are about, if these have no column. */
  readonly message: string;
  readonly advice: string;
}

/** First rows named for each code. */
const ROWS_NAMED = 10;

/** Fields without a column named for each code. */
const FIELDS_NAMED = 3;

/** The reasons of the rows that are left, by code, most frequent first. `folder` is the run's. */
export function errorGroups(ledger: Ledger, folder: string): readonly ErrorGroup[] {
  const { headers } = ledger.run;
  const texts = errorTextsOf(ledger.run);
  const found = new Map<
    string,
    {
      count: number;
      rows: number[];
      columns: Set<number | null>;
      fields: Set<string>;
      first: RowError;
    }
  >();
  for (const { row, error } of ledger.rows.errors()) {
    let group = found.get(error.code);
    if (group === undefined) {
      group = { count: 0, rows: [], columns: new Set(), fields: new Set(), first: error };
      found.set(error.code, group);
    }
    group.count += 1;
    group.columns.add(error.column);
    if (row === null) continue;
    if (group.rows.length < ROWS_NAMED && group.rows.at(-1) !== row) group.rows.push(row);
    if (error.column !== null || group.fields.size > FIELDS_NAMED) continue;
    const label = texts.labelOf(error, () => ledger.rows.cellsOf(row));
    if (label !== null) group.fields.add(label);
  }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ count, rows, columns, fields, first }): ErrorGroup => {
      const { code, action, message, column } = first;
      const [row] = rows;
      const requestId = row === undefined ? null : ledger.rows.find(row)?.requestId;
      return {
        code,
        column: columns.size > 1 || column === null ? null : (headers[column] ?? null),
        action,
        message: `${fieldsText([...fields])}${message}`,
        advice: withCommands(adviceWithId(first, requestId), {
          folder,
          row: rows.length === 1 ? (row ?? null) : null,
        }),
        count,
        rows,
      };
    });
}

function fieldsText(labels: readonly string[]): string {
  if (labels.length === 0) return "";
  const more = labels.length > FIELDS_NAMED ? ", ..." : "";
  return `${labels.slice(0, FIELDS_NAMED).join(", ")}${more}: `;
}

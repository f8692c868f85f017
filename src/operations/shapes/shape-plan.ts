import { columnUse } from "../column-use.ts";
import type { ColumnView } from "../columns/view.ts";
import { fieldGaps, type ShapedRow } from "./field-gaps.ts";
import type { Gap } from "./gap.ts";
import { nameGaps, type RowNames } from "./name-gaps.ts";
import { isPlainKeyword } from "./plain-cell.ts";
import type { ValueContext } from "./plain-value.ts";

/** How rows with the same filled cells differ, and what else has to be the same for one shape. */
export interface ShapePlan {
  readonly gaps: readonly Gap[];
  /** What a row looks up by name; null if its cells are not plain. */
  readonly namesOf: (cells: readonly string[]) => RowNames | null;
  /** Whether the cells without consequence are plain. */
  readonly isIdle: (cells: readonly string[]) => boolean;
  /** Columns whose exact texts decide something. */
  readonly deciding: readonly number[];
}

/**
 * The plan for the shape of a plain row; null if that cannot be told by this row.
 * @param filled columns that the row fills, and that mean nothing but their values.
 * @param compared those whose texts count for other columns too.
 */
export function shapePlan(
  row: ShapedRow,
  filled: readonly number[],
  compared: ReadonlySet<number>,
  { view, headers }: { readonly view: ColumnView; readonly headers: readonly string[] },
  context: ValueContext,
): ShapePlan | null {
  const { layout, verb } = row;
  const doubled = new Set(layout.doubled.flatMap(({ column, first }) => [column, first]));
  const open = new Set(filled.filter((column) => !compared.has(column) && !doubled.has(column)));
  const names = nameGaps(row, open, context, (column) =>
    column === null ? null : (view.columns[column]?.source ?? null),
  );
  if (names === null) return null;
  const fields = fieldGaps(
    row,
    new Set([...open].filter((column) => !names.columns.has(column))),
    context,
  );
  const references = new Set(
    layout.references.flatMap(({ parts }) => parts.map(({ column }) => column)),
  );
  // A name beside an id is read, and nothing is done with it.
  const isPassed = (column: number): boolean =>
    references.has(column) ||
    columnUse(view, layout, verb, column, headers[column] ?? "").kind === "passed";
  const others = [...open].filter((column) => !names.columns.has(column) && !fields.has(column));
  const idle = others.filter(isPassed);
  return {
    gaps: [...names.gaps, ...fields.values()],
    namesOf: names.namesOf,
    isIdle:
      idle.length === 0
        ? () => true
        : (cells) => idle.every((column) => isPlainKeyword(cells[column] ?? "")),
    deciding: filled.filter(
      (column) => !names.columns.has(column) && !fields.has(column) && !idle.includes(column),
    ),
  };
}

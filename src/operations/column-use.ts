import type { SeenColumn } from "./columns/view.ts";
import { leavesOf } from "./fields/field-kind.ts";
import { normalHeader } from "./fields/header.ts";
import type { Layout } from "./fields/layout.ts";

/**
 * How a row uses the cell of a column:
 *
 * - `read`: it says something about the row or the change that it asks for;
 * - `refused`: it only causes a fault, which disappears when the cell is emptied;
 * - `ignored`: it is not used.
 */
export type ColumnUse = "read" | "refused" | "ignored";

const CONTROL: ReadonlySet<string> = new Set(["entity", "operation", "customer_id"]);

/** `layout` is the row's; null if the row does not name an entity, and then any cell may matter. */
export function columnUse(
  columns: readonly SeenColumn[],
  layout: Layout | null,
  column: number,
): ColumnUse {
  const seen = columns[column];
  if (seen === undefined) return "read";
  if (seen.fields === null) return seen.isOtherThing === true ? "read" : "ignored";
  const fillsOthers = columns.some(({ source }, at) => source === column && at !== column);
  if (fillsOthers || layout === null) return "read";
  const leaf = leavesOf(layout.root).find((one) => one.column === column);
  if (leaf !== undefined) return leaf.behaviors.has("OUTPUT_ONLY") ? "refused" : "read";
  if (layout.unknown.some((one) => one.column === column)) return "refused";
  const isReference = layout.references.some(({ parts }) =>
    parts.some((part) => part.column === column),
  );
  const isControl = CONTROL.has(normalHeader(seen.fields[0] ?? ""));
  return seen.isContext && !isReference && !isControl ? "ignored" : "read";
}

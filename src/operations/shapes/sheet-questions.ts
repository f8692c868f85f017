import { isAbout } from "../column-use.ts";
import { type ColumnRule, type FieldRule, headerKey } from "../columns/column-map.ts";
import { isStatusColumn } from "../columns/status-column.ts";
import type { ColumnView } from "../columns/view.ts";
import { isStateHeader } from "../removed-row.ts";
import type { Question } from "./shape-tree.ts";

/**
 * What decides how the rows of a sheet are read, before it is known what a row is about. Texts of columns that
 * say it decide, and those that a map translates; of any other column, whether it is filled.
 */
export function sheetQuestions(view: ColumnView, headers: readonly string[]): readonly Question[] {
  return view.rules.map((rule, column): Question => {
    const isByFill =
      rule.kind === "field"
        ? isSimple(rule)
        : rule.kind === "foreign" ||
          (rule.kind === "ignored" && isIdle(rule.field, headers[column] ?? ""));
    return { column, by: isByFill ? "fill" : "text" };
  });
}

/** Whether the cells of a column mean what they say, one by one. */
function isSimple(rule: FieldRule): boolean {
  return (
    !isAbout(rule.fields[0] ?? "") &&
    Object.keys(rule.values).length === 0 &&
    rule.idle === undefined &&
    rule.below === undefined &&
    rule.ofStrategy === undefined &&
    rule.isPercent !== true &&
    rule.isParameters !== true &&
    rule.mayBeName !== true
  );
}

/** Whether the texts of an ignored column have no consequence at all. An account or a state has one. */
function isIdle(field: string | undefined, header: string): boolean {
  return field === undefined && !isStateHeader(header) && !isStatusColumn(header);
}

/**
 * Columns whose texts count for another column too, in rows that fill that one: an id is completed by them, or
 * what a cell was before is compared with them.
 */
export function comparedColumns(
  rules: readonly ColumnRule[],
  headers: readonly string[],
  isFilled: (column: number) => boolean,
): ReadonlySet<number> {
  const compared = rules.flatMap((rule, column) => {
    if (!isFilled(column)) return [];
    if (rule.kind === "original")
      return headers.flatMap((header, at) => (headerKey(header) === rule.of ? [at] : []));
    const above = rule.kind === "field" ? (rule.below ?? []) : [];
    return rules.flatMap((other, at) =>
      other.kind === "field" && other.fields.some((field) => above.includes(field)) ? [at] : [],
    );
  });
  return new Set(compared);
}

import type { Builder, RowDefaults } from "../build.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { viewOf } from "../columns/view.ts";
import { subjectsOf } from "../row-subject.ts";
import { fieldGaps } from "./field-gaps.ts";
import type { Gap } from "./gap.ts";
import { filledBy } from "./plain-cell.ts";
import { comparedColumns, sheetQuestions } from "./sheet-questions.ts";
import { type Question, ShapeTree } from "./shape-tree.ts";

/** Shapes of a sheet that are kept. In a sheet with more, hardly two rows have one in common. */
const SHAPES_KEPT = 2_000;

/**
 * Finds the shapes of the rows of a sheet: rows have the same if all that decides how they are read is the same
 * in both, so that they differ at most in the values of gaps. Null if there are too many.
 * @param make makes a shape when the first row has it.
 */
export function shapesOf<Shape>(
  builder: Builder,
  headers: readonly string[],
  defaults: RowDefaults,
  map: ColumnMap | null,
  make: (gaps: readonly Gap[]) => Shape,
): (cells: readonly string[]) => Shape | null {
  const view = viewOf(headers, map, defaults);
  const subjects = subjectsOf(view.columns, defaults);
  const isFilled = filledBy(map?.blanks ?? []);
  const questions = sheetQuestions(view, headers);
  const tree = new ShapeTree<Shape>(isFilled);

  /** The gaps of a row by column; null if a row like it can never be sent. */
  const gapsIn = (
    cells: readonly string[],
    columns: readonly number[],
  ): ReadonlyMap<number, Gap> | null => {
    const seen = view.see(cells);
    const { customerId, verb } = subjects(seen);
    const layout = builder.layoutOf(cells);
    if (layout === null || verb === null || customerId === null) return null;
    const context = { customerId, decimalComma: defaults.decimalComma ?? false };
    const compared = comparedColumns(view.rules, headers, (column) =>
      isFilled(cells[column] ?? ""),
    );
    return fieldGaps(
      { layout, verb, seen },
      new Set(columns.filter((column) => !compared.has(column))),
      context,
    );
  };

  return (cells) => {
    const known = tree.find(cells);
    if (known !== undefined || tree.size === SHAPES_KEPT) return known ?? null;
    const open = questions.flatMap(({ column, by }) =>
      by === "fill" && view.rules[column]?.kind === "field" && isFilled(cells[column] ?? "")
        ? [column]
        : [],
    );
    const gaps = gapsIn(cells, open);
    const asked = gaps === null ? [] : open.filter((column) => !gaps.has(column));
    const further = asked.map((column): Question => ({ column, by: "text" }));
    const shape = make([...(gaps?.values() ?? [])]);
    tree.add(cells, [...questions, ...further], shape);
    return shape;
  };
}

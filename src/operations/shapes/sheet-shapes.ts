import type { Builder, RowDefaults } from "../build.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { viewOf } from "../columns/view.ts";
import { subjectsOf } from "../row-subject.ts";
import { filledBy, isPlain } from "./plain-cell.ts";
import { type ShapePlan, shapePlan } from "./shape-plan.ts";
import { comparedColumns, sheetQuestions } from "./sheet-questions.ts";
import { type Question, ShapeTree } from "./shape-tree.ts";

/** Shapes of a sheet that are kept. In a sheet with more, hardly two rows have one in common. */
const SHAPES_KEPT = 2_000;

/**
 * Finds the shapes of the rows of a sheet. Rows have the same if all that decides how they are read is the same in
 * both, so that they differ at most in plain values. Null if a row is not plain, or if there are too many shapes.
 * @param make makes a shape when the first row has it.
 */
export function shapesOf<Shape>(
  builder: Builder,
  headers: readonly string[],
  defaults: RowDefaults,
  map: ColumnMap | null,
  make: (plan: ShapePlan) => Shape,
): (cells: readonly string[]) => Shape | null {
  const view = viewOf(headers, map, defaults);
  const subjects = subjectsOf(view.columns, defaults);
  const isFilled = filledBy(map?.blanks ?? []);
  const questions = sheetQuestions(view, headers);
  const tree = new ShapeTree<Shape>(isFilled);

  const planFor = (cells: readonly string[], filled: readonly number[]): ShapePlan | null => {
    const seen = view.see(cells);
    const { customerId, verb } = subjects(seen);
    const layout = builder.layoutOf(cells);
    if (layout === null || verb === null || customerId === null) return null;
    const context = { customerId, decimalComma: defaults.decimalComma ?? false };
    const compared = comparedColumns(view.rules, headers, (column) =>
      isFilled(cells[column] ?? ""),
    );
    return shapePlan({ layout, verb, seen }, filled, compared, { view, headers }, context);
  };

  return (cells) => {
    const known = tree.find(cells);
    if (known !== undefined || tree.size === SHAPES_KEPT) return known ?? null;
    const filled = questions.flatMap(({ column, by }) =>
      by === "fill" && view.rules[column]?.kind === "field" && isFilled(cells[column] ?? "")
        ? [column]
        : [],
    );
    if (!filled.every((column) => isPlain(cells[column] ?? ""))) return null;
    const plan = planFor(cells, filled);
    if (plan === null || !isPlainRow(plan, cells)) return null;
    const further = plan.deciding.map((column): Question => ({ column, by: "text" }));
    const shape = make(plan);
    tree.add(cells, [...questions, ...further], shape);
    return shape;
  };
}

function isPlainRow({ gaps, namesOf, isIdle }: ShapePlan, cells: readonly string[]): boolean {
  return (
    isIdle(cells) && namesOf(cells) !== null && gaps.every(({ restOf }) => restOf(cells) !== null)
  );
}

import type { Operation } from "../build.ts";
import { leavesOf } from "../fields/field-kind.ts";
import { fillNaturalName, fillReferences } from "../natural-name.ts";
import { RowDraft } from "../row-draft.ts";
import { readSought } from "../sought-name.ts";
import type { Gap } from "./gap.ts";
import { start, type ShapedRow } from "./field-gaps.ts";
import { isPlainKeyword } from "./plain-cell.ts";
import { type ValueContext, wireOf } from "./plain-value.ts";

/** The resources that a row identifies by something other than their resource names, as its operation has them. */
export type RowNames = Pick<Operation, "uses" | "sought">;

interface FilledNames extends RowNames {
  /** The fields that hold them. */
  readonly given: ReadonlyMap<string, string>;
}

/** How the rows of one shape name resources. */
export interface NameGaps {
  readonly gaps: readonly Gap[];
  /** Columns whose texts are parts of the names, and nothing else. */
  readonly columns: ReadonlySet<number>;
  /** The names of a row; null if its cells are not plain. */
  readonly namesOf: (cells: readonly string[]) => RowNames | null;
}

const NOTHING: RowNames = { uses: [], sought: [] };

const NO_NAMES: NameGaps = { gaps: [], columns: new Set(), namesOf: () => NOTHING };

/**
 * The gaps for the names by which a row looks resources up; null if it does not name them rightly.
 * @param open columns of which it only matters otherwise whether they are filled.
 * @param sourceOf the user's column for one of the view.
 */
export function nameGaps(
  row: ShapedRow,
  open: ReadonlySet<number>,
  context: ValueContext,
  sourceOf: (column: number | null) => number | null,
): NameGaps | null {
  const { layout, verb, seen } = row;
  const drafted = (cells: readonly string[]): RowDraft => {
    const { customerId, decimalComma } = context;
    const draft = new RowDraft(
      cells,
      layout.entity.name,
      verb,
      customerId,
      new Map(),
      [],
      decimalComma,
    );
    fillNaturalName(layout, draft);
    fillReferences(layout, draft);
    return draft;
  };
  const first = drafted(seen);
  if (first.faults.length > 0) return null;
  if (first.sought.length === 0 || layout.root === null) return NO_NAMES;
  const paths = new Set(
    first.sought.flatMap(({ text }) => readSought(text)?.parts.map(([path]) => path) ?? []),
  );
  const parts = layout.references.flatMap((reference) => reference.parts);
  const used = parts.flatMap(({ path, column }) => (paths.has(path) ? [column] : []));
  const choices = new Set(
    leavesOf(layout.root).flatMap((leaf) => (wireOf(leaf) === null ? [leaf.column] : [])),
  );
  const columns = [...new Set([...first.inKey, ...used])].filter(
    (column) => open.has(column) && !choices.has(column),
  );

  const namedBy = (texts: readonly string[]): FilledNames | null => {
    if (!texts.every(isPlainKeyword)) return null;
    const cells = seen.slice();
    for (const [at, column] of columns.entries()) cells[column] = texts[at] ?? "";
    const { faults, given, uses, sought } = drafted(cells);
    const ofUsers = sought.map(({ text, column }) => ({ text, column: sourceOf(column) }));
    return faults.length > 0 ? null : { given, uses, sought: ofUsers };
  };
  let last: { readonly texts: readonly string[]; readonly names: FilledNames | null } | null = null;
  /** Rows that follow each other often have the same names. */
  const namesOf = (cells: readonly string[]): FilledNames | null => {
    const known = last;
    if (known !== null && columns.every((column, at) => known.texts[at] === cells[column]))
      return known.names;
    const texts = columns.map((column) => cells[column] ?? "");
    last = { texts, names: namedBy(texts) };
    return last.names;
  };
  const { resource } = layout.entity;
  const gaps = [...first.given.keys()].map((field): Gap => {
    const place = { id: resource?.fields[field]?.id ?? 0, index: 0 };
    return {
      names: field,
      wire: "text",
      places: verb === "remove" ? start(row) : [...start(row), place],
      prefix: "",
      restOf: (cells) => namesOf(cells)?.given.get(field) ?? null,
    };
  });
  return { gaps, columns: new Set(columns), namesOf };
}

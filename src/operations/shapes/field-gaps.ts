import { isSent } from "../fields/find-column.ts";
import type { Branch, Layout, Leaf } from "../fields/layout.ts";
import type { Verb } from "../schema/entity.ts";
import type { Gap, Place } from "./gap.ts";
import { plainReader, type ValueContext, wireOf } from "./plain-value.ts";

/** A row whose shape is to be compiled. */
export interface ShapedRow {
  readonly layout: Layout;
  readonly verb: Verb;
  /** Its cells by column of the view, of which the user's own come first. */
  readonly seen: readonly string[];
}

/**
 * The gaps that columns of a row fill with nothing but their values, by column.
 * @param open columns of which it only matters otherwise whether they are filled.
 */
export function fieldGaps(
  row: ShapedRow,
  open: ReadonlySet<number>,
  context: ValueContext,
): ReadonlyMap<number, Gap> {
  const { layout, verb, seen } = row;
  const gaps = new Map<number, Gap>();
  if (layout.root === null) return gaps;
  for (const { leaf, places } of placedLeaves(layout.root, [], seen)) {
    const { column, path, behaviors } = leaf;
    const wire = wireOf(leaf);
    const isLeft = behaviors.has("OUTPUT_ONLY") || (verb === "remove" && path !== "resource_name");
    if (!open.has(column) || wire === null || isLeft) continue;
    const { prefix, read } = plainReader(leaf, wire, context);
    gaps.set(column, {
      names: path.replaceAll(/\[\d+\]/g, ""),
      wire,
      places: verb === "remove" ? start(row) : [...start(row), ...places],
      prefix,
      restOf: (cells) => read(cells[column] ?? ""),
    });
  }
  return gaps;
}

/** Where the resource of an operation is, or the name of the one to remove. */
export function start({ layout, verb }: ShapedRow): readonly Place[] {
  const { number, operation } = layout.entity;
  return [only(number), only(operation.fields[verb]?.id ?? 0)];
}

interface PlacedLeaf {
  readonly leaf: Leaf;
  /** From the resource. */
  readonly places: readonly Place[];
}

function only(id: number): Place {
  return { id, index: 0 };
}

/** The leaves that a row may fill, with the places that their values then have. */
function placedLeaves(
  branch: Branch,
  above: readonly Place[],
  seen: readonly string[],
): readonly PlacedLeaf[] {
  return branch.children.flatMap((child) => {
    const id = branch.type.fields[child.name ?? ""]?.id ?? 0;
    if (child.kind !== "list") return below(child, [...above, only(id)], seen);
    const sent = child.items.filter((item) => isSent(item.node, seen));
    return sent.flatMap(({ node }, index) => below(node, [...above, { id, index }], seen));
  });
}

function below(
  node: Branch | Leaf,
  places: readonly Place[],
  seen: readonly string[],
): readonly PlacedLeaf[] {
  return node.kind === "leaf" ? [{ leaf: node, places }] : placedLeaves(node, places, seen);
}

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
 * The gaps that some columns of a row fill with nothing but their values.
 * @param columns those of which it only matters otherwise whether they are filled.
 */
export function fieldGaps(
  row: ShapedRow,
  columns: ReadonlySet<number>,
  context: ValueContext,
): ReadonlyMap<number, Gap> {
  const { layout, verb, seen } = row;
  const { entity, root } = layout;
  const doubled = new Set(layout.doubled.flatMap(({ column, first }) => [column, first]));
  const start = [entity.number, entity.operation.fields[verb]?.id ?? 0].map(only);
  const gaps = new Map<number, Gap>();
  if (root === null) return gaps;
  for (const { leaf, places } of placedLeaves(root, [], seen)) {
    const { column, path } = leaf;
    const wire = wireOf(leaf);
    const isSentAlone = verb !== "remove" || path === "resource_name";
    if (!columns.has(column) || doubled.has(column) || wire === null || !isSentAlone) continue;
    const read = plainReader(leaf, wire, context);
    gaps.set(column, {
      names: path.replaceAll(/\[\d+\]/g, ""),
      wire,
      places: verb === "remove" ? start : [...start, ...places],
      valueOf: (cells) => read(cells[column] ?? ""),
    });
  }
  return gaps;
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

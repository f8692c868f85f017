import { dateFormOf } from "../cells/date.ts";
import { enumOf, messageOf, referenceOf } from "../schema/entity.ts";
import { normalHeader } from "./header.ts";
import type { Branch, Layout, Leaf, Node } from "./layout.ts";

const kinds = new WeakMap<Layout, ReadonlyMap<number, FieldKind>>();

/** What the cells of a column hold in rows of this layout; null for a row that names no entity. */
export function fieldKindAt(layout: Layout | null, column: number, header: string): FieldKind {
  switch (normalHeader(header)) {
    case "customer_id":
      return "name";
    case "entity":
    case "operation":
      return "choice";
    default:
      return (layout === null ? undefined : kindsOf(layout).get(column)) ?? "text";
  }
}

function kindsOf(layout: Layout): ReadonlyMap<number, FieldKind> {
  let found = kinds.get(layout);
  if (found === undefined) {
    found = new Map(leavesOf(layout.root).map((leaf) => [leaf.column, kindOfLeaf(leaf)]));
    kinds.set(layout, found);
  }
  return found;
}

const leaves = new WeakMap<Node, readonly Leaf[]>();

/** The leaves below a node; gathered once, since rows are read by them. */
export function leavesOf(node: Node | null): readonly Leaf[] {
  if (node === null) return [];
  let found = leaves.get(node);
  if (found === undefined) {
    found = gathered(node);
    leaves.set(node, found);
  }
  return found;
}

function gathered(node: Node): readonly Leaf[] {
  switch (node.kind) {
    case "leaf":
      return [node];
    case "branch":
      return node.children.flatMap(leavesOf);
    case "list":
      return node.items.flatMap((item) => leavesOf(item.node));
  }
}

/** A list in one cell, and JSON, are text. */
export function kindOfLeaf({ field, name }: Leaf): FieldKind {
  const isWholeList = field.repeated && name !== null;
  if (isWholeList || messageOf(field) !== null) return "text";
  if (enumOf(field) !== null) return "choice";
  switch (field.type) {
    case "string":
      if (dateFormOf(field) !== null) return "date";
      return referenceOf(field) === null ? "text" : "name";
    case "bytes":
      return "text";
    case "bool":
      return "boolean";
    default:
      return "number";
  }
}

/** The kind of value in a cell, as far as it matters to a spreadsheet program. */
export type FieldKind = "text" | "number" | "boolean" | "choice" | "name" | "date";

/** The field of that name at the top of a row, if one column gives it. */
export function leafNamed(root: Branch | null, name: string): Leaf | null {
  const found = root?.children.find((child) => child.name === name);
  return found?.kind === "leaf" ? found : null;
}

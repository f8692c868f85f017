import type { PathElement } from "../../failure/failure.ts";
import { isClearing } from "../cells/clearing.ts";
import type { Branch, Layout, Leaf, List, Node } from "./layout.ts";

/**
 * The column that an error is about, as an index into the sheet, or null if it is about the row as a
 * whole: the column of exactly that field, else the nearest ancestor or descendant that the row filled.
 * `path` holds the resource's own fields only (no operation, no verb). Indexes in it count the elements
 * that were sent, which are fewer than the columns where the row left gaps.
 */
export function columnOf(
  layout: Layout,
  cells: readonly string[],
  path: readonly PathElement[],
): number | null {
  if (layout.root === null || path.length === 0) return null;
  let node: Node = layout.root;
  for (const [depth, element] of path.entries()) {
    const child: Node | undefined = childOf(node, element.name);
    if (child === undefined) return null;
    node = child;
    if (node.kind === "list") {
      if (element.index === null) return nearestFilled(node, cells);
      const item = sentItems(node, cells)[element.index];
      if (item === undefined) return nearestFilled(node, cells);
      node = item;
    }
    if (node.kind === "leaf")
      return depth === path.length - 1 || isFilled(node, cells) ? node.column : null;
  }
  return nearestFilled(node, cells);
}

/** The columns of a field, of its parts, or of what it is a part of, filled or not. */
export function columnsFor({ root }: Layout, path: readonly PathElement[]): readonly number[] {
  let nodes: readonly Node[] = root === null ? [] : [root];
  for (const { name } of path) {
    nodes = nodes.flatMap((node): readonly Node[] => {
      if (node.kind === "leaf") return [node];
      const child = childOf(node, name);
      return child?.kind === "list" ? childrenOf(child) : child === undefined ? [] : [child];
    });
  }
  const leaves: number[] = [];
  for (let level = nodes; level.length > 0; level = level.flatMap(childrenOf))
    for (const node of level) if (node.kind === "leaf") leaves.push(node.column);
  return leaves;
}

/** The elements of a list that the row fills, in the order in which they are sent. */
function sentItems(list: List, cells: readonly string[]): readonly (Branch | Leaf)[] {
  return list.items.map((item) => item.node).filter((node) => isSent(node, cells));
}

/** Whether a row fills a node. A cell that clears its field adds nothing to the message. */
export function isSent(node: Node, cells: readonly string[]): boolean {
  return node.kind === "leaf"
    ? isFilled(node, cells) && !isClearing(cells[node.column])
    : childrenOf(node).some((child) => isSent(child, cells));
}

function childOf(node: Node, name: string): Node | undefined {
  return node.kind === "branch" ? node.children.find((child) => child.name === name) : undefined;
}

/** Breadth first, so that the nearest is found first; among equally near ones, the leftmost column. */
function nearestFilled(node: Node, cells: readonly string[]): number | null {
  let level: readonly Node[] = [node];
  while (level.length > 0) {
    const filled = level.filter((n): n is Leaf => n.kind === "leaf" && isFilled(n, cells));
    if (filled.length > 0) return Math.min(...filled.map((leaf) => leaf.column));
    level = level.flatMap(childrenOf);
  }
  return null;
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "leaf":
      return [];
    case "branch":
      return node.children;
    case "list":
      return node.items.map((item) => item.node);
  }
}

function isFilled(leaf: Leaf, cells: readonly string[]): boolean {
  return (cells[leaf.column] ?? "").trim() !== "";
}

import { isClearing } from "./cells/clearing.ts";
import { CellFault } from "./cells/fault.ts";
import { sampleCell } from "./cells/sample-cell.ts";
import { leavesOf } from "./fields/field-kind.ts";
import type { Branch, Leaf, List, Node } from "./fields/layout.ts";
import { leafValueOf } from "./leaf-value.ts";
import { isJsonRefused, isLocked } from "./locked-field.ts";
import type { RowDraft } from "./row-draft.ts";
import { behaviorsOf, messageOf, type Verb } from "./schema/entity.ts";
import { isTemporary } from "./schema/name-pattern.ts";
import { maskPaths } from "./update-mask.ts";

/** A removal needs only the name; the other cells of the row are ignored. */
export function onlyFor(verb: Verb, root: Branch): Branch {
  if (verb !== "remove") return root;
  return { ...root, children: root.children.filter((child) => child.name === "resource_name") };
}

/** The value of a node from the cells of a row, or undefined if none of them is filled. */
export function assemble(node: Branch, row: RowDraft): Record<string, unknown> | undefined {
  const isRoot = node.name === null && node.prefix === "";
  let value: Record<string, unknown> | undefined =
    isRoot && row.given.size > 0 ? Object.fromEntries(row.given) : undefined;
  for (const child of node.children) {
    const part = valueOf(child, node, row);
    if (part === undefined || child.name === null) continue;
    value ??= {};
    value[child.name] = part;
  }
  if (value !== undefined || node.name === null) {
    checkUnions(node, value ?? {}, row);
    if (row.verb === "create") checkRequired(node, value ?? {}, row);
  }
  return value;
}

/** @param within the message whose field it is. */
function valueOf(node: Node, within: Branch, row: RowDraft): unknown {
  switch (node.kind) {
    case "leaf":
      return leafValue(node, within, row);
    case "branch":
      return assemble(node, row);
    case "list": {
      if (row.verb === "update") return refuseElements(node, within, row);
      const items = node.items
        .map((item) => valueOf(item.node, within, row))
        .filter((item) => item !== undefined);
      return items.length === 0 ? undefined : items;
    }
  }
}

/**
 * An update replaces a list as a whole. A row that gives single elements does not mean that, and what is
 * in the list is not known.
 */
function refuseElements(list: List, within: Branch, row: RowDraft): undefined {
  const filled = leavesOf(list).filter(({ column }) => !row.isEmpty(column));
  const [leaf] = filled;
  // Each of them has to be emptied.
  const locked = filled.filter((one) => isLocked(one, within, row));
  if (leaf === undefined || locked.length > 0) return undefined;
  return row.fault(
    "PART_OF_LIST",
    `${leaf.path} is one element of a list, and an update replaces the whole list.`,
    `Empty the cells of single elements, and write the whole list, with all that is to stay, into a column ${leaf.mask}, as in ${sampleCell(list.field)}.`,
    leaf.column,
    leaf.path,
  );
}

function leafValue(leaf: Leaf, within: Branch, row: RowDraft): unknown {
  const cell = row.text(leaf.column);
  const text = cell.trim();
  if (text === "" || row.inKey.has(leaf.column) || isLocked(leaf, within, row)) return undefined;
  if (isClearing(text)) {
    const isMissed = row.verb === "create" && behaviorsOf(leaf.field).has("REQUIRED");
    if (isAlwaysSet(leaf) && !isMissed) {
      return row.fault(
        "CANNOT_CLEAR",
        `${leaf.path} must always have a value.`,
        row.verb === "create"
          ? "Write one."
          : "Write one, or leave the cell empty to keep the present one.",
        leaf.column,
        leaf.path,
      );
    }
    row.mask.add(leaf.mask);
    return undefined;
  }
  const value = leafValueOf(leaf, cell, row.customerId, row.decimalComma);
  if (value instanceof CellFault) {
    const advice = columnsInstead(leaf, text, row.verb) ?? value.advice;
    return row.fault(value.code, value.message, advice, leaf.column, leaf.path);
  }
  if (isJsonRefused(leaf, value, row)) return undefined;
  addMask(leaf, value, row);
  return withRealNames(leaf, value, row);
}

/** Whether a field cannot be cleared. The API does not mark names and statuses, but takes no resource without them. */
function isAlwaysSet({ field, path, isInList }: Leaf): boolean {
  if (isInList) return false;
  const isName = path === "name" && !/^\s*optional\b/i.test(field.comment ?? "");
  return behaviorsOf(field).has("REQUIRED") || isName || path === "status";
}

/** Advice for plain text in a cell for a list of messages: plain text needs one column for each element. */
function columnsInstead({ field, name, path }: Leaf, text: string, verb: Verb): string | null {
  const message = field.repeated && name !== null ? messageOf(field) : null;
  if (message === null || verb === "update" || /^[[{]/.test(text)) return null;
  const texts = message.fieldsArray.filter(({ type, repeated }) => type === "string" && !repeated);
  const first = texts.find((one) => one.name === "text") ?? texts[0];
  if (first === undefined) return null;
  return `Fill a column for each of them: ${path}[0].${first.name}, ${path}[1].${first.name}, and so on. In one cell they have to be written as JSON, as in ${sampleCell(field)}.`;
}

/** Replaces temporary names wherever a cell may hold one, including in lists and JSON. */
function withRealNames(leaf: Leaf, value: unknown, row: RowDraft): unknown {
  if (typeof value === "string") return isTemporary(value) ? realName(leaf, value, row) : value;
  if (Array.isArray(value)) return value.map((item) => withRealNames(leaf, item, row));
  if (!isMessage(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withRealNames(leaf, part, row)]),
  );
}

/** True for a message read from a cell's JSON; false for bytes and lists. */
function isMessage(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function realName(leaf: Leaf, name: string, row: RowDraft): string {
  if (leaf.path === "resource_name" && row.verb === "create") {
    row.defines = name;
    return name;
  }
  const real = row.names.get(name);
  if (real === undefined) row.uses.push(name);
  return real ?? name;
}

function addMask(leaf: Leaf, value: unknown, row: RowDraft): void {
  if (row.verb !== "update") return;
  for (const path of maskPaths(leaf.field, leaf.mask, value, row.entity)) row.mask.add(path);
}

function checkUnions(node: Branch, value: Readonly<Record<string, unknown>>, row: RowDraft): void {
  for (const union of node.unions) {
    const [first, second] = union.filter((name) => value[name] !== undefined);
    if (first === undefined || second === undefined) continue;
    row.fault(
      "CONFLICTING_COLUMNS",
      `${node.prefix}${first} and ${node.prefix}${second} cannot both be filled.`,
      "A resource has only one of them; empty the other.",
      columnBelow(node.children.find((child) => child.name === second)),
      `${node.prefix}${second}`,
    );
  }
}

function checkRequired(
  node: Branch,
  value: Readonly<Record<string, unknown>>,
  row: RowDraft,
): void {
  for (const name of node.required) {
    if (value[name] !== undefined) continue;
    const fieldPath = `${node.prefix}${name}`;
    if (row.faults.some((fault) => fault.fieldPath === fieldPath)) continue;
    const column = columnBelow(node.children.find((child) => child.name === name));
    row.fault(
      "REQUIRED_FIELD",
      `${fieldPath} is required, but the row leaves it empty.`,
      column === null ? `Add a column ${fieldPath} and fill it.` : "Fill the cell.",
      column,
      fieldPath,
    );
  }
}

function columnBelow(node: Node | undefined): number | null {
  if (node === undefined) return null;
  if (node.kind === "leaf") return node.column;
  return columnBelow(node.kind === "branch" ? node.children[0] : node.items[0]?.node);
}

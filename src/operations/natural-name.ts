import { isClearing } from "./cells/clearing.ts";
import { CellFault } from "./cells/fault.ts";
import type { Branch, Layout, Leaf, Node } from "./fields/layout.ts";
import type { Reference } from "./fields/reference.ts";
import type { RowDraft } from "./row-draft.ts";
import { enumOf } from "./schema/entity.ts";
import { IF_ABSENT, keyRuleOf } from "./schema/natural-key.ts";
import { type SoughtName, soughtText, temporaryNameOf } from "./sought-name.ts";

/** Fills the fields that refer to other resources by their names. */
export function fillReferences(layout: Layout, row: RowDraft): void {
  if (row.verb === "remove") return;
  for (const reference of layout.references) {
    if (isLeafFilled(layout, reference.field, row)) continue;
    const parts = partsOf(reference, row);
    if (parts === null) {
      clearReference(reference, row);
      continue;
    }
    if (row.verb === "update" && (reference.isImmutable || row.inKey.has(nameColumn(reference))))
      continue;
    const name = row.lookUp({ entity: reference.entity, parts }, nameColumn(reference));
    row.given.set(reference.field, name);
    if (row.verb === "update") row.mask.add(reference.field);
  }
}

/** Clears a field that refers to another resource, where its name is `[]`. */
function clearReference(reference: Reference, row: RowDraft): void {
  const column = nameColumn(reference);
  if (row.isEmpty(column) || row.verb !== "update") return;
  if (reference.isRequired || reference.isImmutable) {
    row.fault(
      "CANNOT_CLEAR",
      `${reference.field} must always have a value.`,
      "Write a name, or leave the cell empty to keep the present one.",
      column,
      reference.field,
    );
  } else row.mask.add(reference.field);
}

/**
 * Identifies the resource that a row updates or removes by its natural key, if the row does not give its
 * resource name. The fields of the key are then not changed.
 */
export function fillNaturalName(layout: Layout, row: RowDraft): void {
  if (row.verb === "create" || isLeafFilled(layout, "resource_name", row)) return;
  const entity = layout.entity.name;
  const parts: (readonly [string, string])[] = [];
  const columns: number[] = [];
  let missing: { readonly field: string; readonly column: number | null } | null = null;
  for (const field of keyRuleOf(entity)?.fields ?? []) {
    const leaf = leafAt(layout.root, field);
    const reference = layout.references.find((candidate) => candidate.field === field);
    const named = reference === undefined ? null : partsOf(reference, row);
    if (leaf !== null && isWritten(row.text(leaf.column))) {
      const value = leaf.convert(row.text(leaf.column), row.customerId);
      columns.push(leaf.column);
      if (value instanceof CellFault)
        row.fault(value.code, value.message, value.advice, leaf.column, leaf.path);
      else parts.push([`${entity}.${field}`, textOf(leaf, value)]);
    } else if (reference !== undefined && named !== null) {
      parts.push(...named);
      columns.push(nameColumn(reference));
    } else {
      const absent = IF_ABSENT[field];
      const empty = leaf?.column ?? (reference === undefined ? null : nameColumn(reference));
      if (absent === undefined) missing ??= { field, column: empty };
      else parts.push([`${entity}.${field}`, absent]);
    }
  }
  if (columns.length === 0) return;
  for (const column of columns) row.inKey.add(column);
  // An id that nothing can be found by has been told already.
  const isTold = row.faults.some(({ code }) => code === "MISSING_RESOURCE_NAME");
  if (missing !== null && !isTold) {
    row.fault(
      "MISSING_RESOURCE_NAME",
      `To ${row.verb} a resource, the row has to name it, but ${ofIts(missing.field)} is missing.`,
      `Fill all the fields it is looked up by (${keyText(entity) ?? ""}), or a column resource_name.`,
      missing.column,
      "resource_name",
    );
  }
  // Nothing is looked up for a row that is refused.
  if (row.faults.length > 0) return;
  const own = leafAt(layout.root, "name") ?? leafAt(layout.root, "keyword.text");
  row.given.set("resource_name", row.lookUp({ entity, parts }, own?.column ?? columns[0] ?? null));
}

/** A field of a key, as `its match type (keyword.match_type)`: sheets of Google's tools do not have the path. */
function ofIts(field: string): string {
  const words = field.slice(field.lastIndexOf(".") + 1).replaceAll("_", " ");
  return words === field ? `its ${words}` : `its ${words} (${field})`;
}

/**
 * Gives the resource that a row creates a temporary name by which other rows of the file find it. This
 * needs a column such as `campaign.name`, which the other rows use too.
 */
export function tieByName(layout: Layout, row: RowDraft): void {
  if (row.verb !== "create" || !layout.isNamedByEntity) return;
  if (isLeafFilled(layout, "resource_name", row)) return;
  const name = naturalName(layout, row);
  const temporary = name === null ? null : temporaryNameOf(soughtText(name), row.customerId);
  if (temporary === null) return;
  row.given.set("resource_name", temporary);
  row.defines = temporary;
}

function naturalName(layout: Layout, row: RowDraft): SoughtName | null {
  const entity = layout.entity.name;
  const leaf = leafAt(layout.root, "name");
  if (leaf === null || !isWritten(row.text(leaf.column))) return null;
  const parts: (readonly [string, string])[] = [[`${entity}.name`, row.text(leaf.column).trim()]];
  for (const field of keyRuleOf(entity)?.fields ?? []) {
    if (field === "name") continue;
    const reference = layout.references.find((candidate) => candidate.field === field);
    const above = reference === undefined ? null : partsOf(reference, row);
    if (above === null) return null;
    parts.push(...above);
  }
  return { entity, parts };
}

/** The fields by which an entity can be found, for a message; null if there are none. */
export function keyText(entity: string): string | null {
  const fields = (keyRuleOf(entity)?.fields ?? []).filter(
    (field) => IF_ABSENT[field] === undefined,
  );
  if (fields.length < 2) return fields[0] ?? null;
  return `${fields.slice(0, -1).join(", ")} and ${fields.at(-1) ?? ""}`;
}

function partsOf(reference: Reference, row: RowDraft): SoughtName["parts"] | null {
  const [own, ...above] = reference.parts.map(
    ({ path, column }) => [path, row.text(column).trim()] as const,
  );
  if (own === undefined || !isWritten(own[1])) return null;
  const written = above.filter(([, value]) => isWritten(value));
  // An id counts more than the name beside it.
  const hasId = (path: string): boolean =>
    written.some(([other]) => other === path.replace(/\.name$/, ".id"));
  return [own, ...written.filter(([path]) => !path.endsWith(".name") || !hasId(path))];
}

/** The column that holds the name itself. */
export function nameColumn(reference: Reference): number {
  const [own] = reference.parts;
  if (own === undefined) throw new Error("a reference has at least one part");
  return own.column;
}

function isLeafFilled(layout: Layout, field: string, row: RowDraft): boolean {
  const leaf = leafAt(layout.root, field);
  return leaf !== null && !row.isEmpty(leaf.column);
}

function isWritten(text: string): boolean {
  return text.trim() !== "" && !isClearing(text);
}

function leafAt(root: Branch | null, path: string): Leaf | null {
  let node: Node | undefined = root ?? undefined;
  for (const name of path.split(".")) {
    node = node?.kind === "branch" ? node.children.find((child) => child.name === name) : undefined;
  }
  return node?.kind === "leaf" ? node : null;
}

/** A value as a query shows it: enums by name. */
function textOf({ field }: Leaf, value: unknown): string {
  const values = enumOf(field);
  const text = values === null ? value : values.valuesById[Number(value)];
  return String(text).trim();
}

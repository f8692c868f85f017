import protobuf from "protobufjs";
import { quoted } from "./cells/fault.ts";
import { isChoice, sampleCell } from "./cells/sample-cell.ts";
import { kindOfLeaf, leavesOf } from "./fields/field-kind.ts";
import type { Branch, Leaf } from "./fields/layout.ts";
import type { RowDraft } from "./row-draft.ts";
import { behaviorsOf, entityOf, fieldNamed, messageOf } from "./schema/entity.ts";
import { maskPaths } from "./update-mask.ts";

/**
 * Notes why a filled cell cannot be written, because only Google sets its field, or because an update
 * cannot change it. False if it can be written. A cell that only names what its neighbours fill
 * (`type` = KEYWORD beside `keyword.text`) is not at fault, and is not written either.
 */
export function isLocked(leaf: Leaf, siblings: Branch, row: RowDraft): boolean {
  if (leaf.behaviors.has("OUTPUT_ONLY")) {
    if (!isTold(leaf, siblings, row)) noteOutputOnly(leaf, siblings, row);
    return true;
  }
  if (row.verb !== "update" || !leaf.behaviors.has("IMMUTABLE") || leaf.path === "resource_name")
    return false;
  row.fault(
    "IMMUTABLE_FIELD",
    `${leaf.path} cannot be changed once the resource exists.`,
    changedElsewhere(leaf, row.entity) ??
      "Empty the cell, leave the column out with --ignore, or remove the resource and create it again.",
    leaf.column,
    leaf.path,
  );
  return true;
}

function noteOutputOnly(leaf: Leaf, siblings: Branch, row: RowDraft): void {
  const text = row.text(leaf.column).trim();
  const meant = fieldToldBy(leaf, text);
  const rival = (meant?.partOf?.oneof ?? []).find((name) => isFilled(name, siblings, row));
  if (meant !== null && rival !== undefined) {
    row.fault(
      "CONFLICTING_COLUMNS",
      `${leaf.path} says ${text}, but the row fills ${siblings.prefix}${rival}.`,
      `Empty this cell to keep ${siblings.prefix}${rival}, or fill ${siblings.prefix}${meant.name} in its place.`,
      leaf.column,
      leaf.path,
    );
    return;
  }
  row.fault(
    "OUTPUT_ONLY_FIELD",
    `${leaf.path} is set by Google and cannot be written.`,
    meant === null
      ? "Empty the cell, or remove the column."
      : `Empty the cell, and ${instead(meant, `${siblings.prefix}${meant.name}`, row.entity)}.`,
    leaf.column,
    leaf.path,
  );
}

/** What to fill so that Google sets a type: `maximize_conversions` for MAXIMIZE_CONVERSIONS. */
function instead(field: protobuf.Field, path: string, entity: string): string {
  const [inner] = maskPaths(field, path, {}, entity);
  if (inner === undefined || inner === path)
    return `write ${sampleCell(field)} into a column ${path}`;
  const columns = `columns of its fields, such as ${inner.replace(/_micros$/, "")}`;
  return isChoice(field)
    ? `write {} into a column ${path}, or fill ${columns}`
    : `fill ${columns}, instead`;
}

/** Whether the row fills the very field that the cell tells of. */
function isTold(leaf: Leaf, siblings: Branch, row: RowDraft): boolean {
  const meant = fieldToldBy(leaf, row.text(leaf.column).trim());
  return meant !== null && isFilled(meant.name, siblings, row);
}

/**
 * Some fields only tell which of their neighbours is set: a `bidding_strategy_type` of TARGET_ROAS comes
 * from a filled `target_roas`, and an asset of the type TEXT has a `text_asset`.
 */
function fieldToldBy(leaf: Leaf, text: string): protobuf.Field | null {
  const { parent } = leaf.field;
  if (kindOfLeaf(leaf) !== "choice" || !(parent instanceof protobuf.Type)) return null;
  const name = text.toLowerCase().replace(/[\s-]+/g, "_");
  return fieldNamed(parent, name) ?? fieldNamed(parent, `${name}_asset`) ?? null;
}

function isFilled(name: string, { children }: Branch, row: RowDraft): boolean {
  if (row.given.has(name)) return true;
  const child = children.find((one) => one.name === name);
  return leavesOf(child ?? null).some(({ column }) => !row.isEmpty(column));
}

/**
 * The way to a field that cannot be changed through this entity, but through another one: the texts of
 * an `ad_group_ad` belong to its ad, which is an entity of its own.
 */
function changedElsewhere({ fields }: Leaf, entity: string): string | null {
  for (const [depth, field] of fields.entries()) {
    const name = messageOf(field)?.name.toLowerCase() ?? "";
    const other = name === entity || name === "" ? undefined : entityOf(name);
    const inner = fields.slice(depth + 1);
    if (other?.verbs.has("update") !== true || other.resource?.name !== messageOf(field)?.name)
      continue;
    if (inner.length === 0 || inner.some((one) => behaviorsOf(one).has("IMMUTABLE"))) continue;
    return `Give the row the entity ${name}, and in resource_name the id of that ${name}: it can be changed there.`;
  }
  return null;
}

/**
 * Notes what a value written as JSON cannot hold: fields that only Google sets, and those that an update
 * cannot change. Notes too what the messages in it lack.
 */
export function isJsonRefused(leaf: Leaf, value: unknown, row: RowDraft): boolean {
  const before = row.faults.length;
  inspect(leaf.field, { value, path: leaf.path, isNew: row.verb === "create" }, leaf, row);
  return row.faults.length > before;
}

/** A part of what a cell has as JSON. */
interface JsonPart {
  readonly value: unknown;
  readonly path: string;
  /** Whether the row makes the message, which then needs all that is required in it. */
  readonly isNew: boolean;
}

function inspect(field: protobuf.Field, part: JsonPart, leaf: Leaf, row: RowDraft): void {
  const message = messageOf(field);
  if (message === null) return;
  const { value, path } = part;
  const parts: readonly JsonPart[] = Array.isArray(value)
    ? value.map((item, index) => ({ value: item, path: `${path}[${index}]`, isNew: true }))
    : [part];
  for (const one of parts) inspectMessage(message, one, leaf, row);
}

function inspectMessage(
  message: protobuf.Type,
  { value, path, isNew }: JsonPart,
  leaf: Leaf,
  row: RowDraft,
): void {
  const given = value as Readonly<Record<string, unknown>>;
  for (const inner of message.fieldsArray) {
    const innerPath = `${path}.${inner.name}`;
    const behaviors = behaviorsOf(inner);
    const part = given[inner.name];
    const isOfGoogle =
      behaviors.has("OUTPUT_ONLY") && !/\bmutate\s+only\b/i.test(inner.comment ?? "");
    if (part === undefined) {
      if (!isNew || isOfGoogle || !behaviors.has("REQUIRED")) continue;
      row.fault(
        "REQUIRED_FIELD",
        `${innerPath} is required, but the JSON leaves it out.`,
        `Add "${inner.name}" to the JSON.`,
        leaf.column,
        innerPath,
      );
    } else if (isOfGoogle) {
      row.fault(
        "OUTPUT_ONLY_FIELD",
        `${innerPath} is set by Google and cannot be written.`,
        `Take ${quoted(inner.name)} out of the JSON.`,
        leaf.column,
        innerPath,
      );
    } else if (!isNew && behaviors.has("IMMUTABLE")) {
      row.fault(
        "IMMUTABLE_FIELD",
        `${innerPath} cannot be changed once the resource exists.`,
        `Take ${quoted(inner.name)} out of the JSON.`,
        leaf.column,
        innerPath,
      );
    } else inspect(inner, { value: part, path: innerPath, isNew }, leaf, row);
  }
}

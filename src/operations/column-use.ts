import type { IgnoredReason, OtherThingRule } from "./columns/column-map.ts";
import { isStatistic } from "./columns/statistics.ts";
import type { ColumnView } from "./columns/view.ts";
import { leavesOf } from "./fields/field-kind.ts";
import { normalHeader } from "./fields/header.ts";
import type { Layout } from "./fields/layout.ts";
import type { Entity, Verb } from "./schema/entity.ts";
import { fieldNamed } from "./schema/entity.ts";
import { keyRuleOf } from "./schema/natural-key.ts";

/** How the rows about an entity use a column that one of them fills. */
export type ColumnUse =
  /** It says something about the row, or about the change that it asks for. */
  | { readonly kind: "read" }
  /** It is known to have no consequence. */
  | { readonly kind: "passed"; readonly reason: IgnoredReason }
  /** It shows that the row is about something that no map reads. */
  | { readonly kind: "other"; readonly rule: OtherThingRule }
  /** It means something that rows about this entity do not carry out: the row is refused. */
  | { readonly kind: "unread" };

const READ: ColumnUse = { kind: "read" };

const UNREAD: ColumnUse = { kind: "unread" };

function passed(reason: IgnoredReason): ColumnUse {
  return { kind: "passed", reason };
}

/**
 * How rows of that layout use one of the user's columns. Some texts are exceptions; see `row-reading.ts`.
 * @param header the column's header, verbatim.
 */
export function columnUse(
  view: ColumnView,
  layout: Layout,
  verb: Verb,
  column: number,
  header: string,
): ColumnUse {
  const rule = view.rules[column];
  if (rule === undefined) return READ;
  if (rule.kind === "ignored") return passed(rule.reason);
  if (rule.kind === "foreign") return { kind: "other", rule };
  if (rule.kind !== "field") return UNREAD;
  const fields = view.columns.flatMap(({ source, fields: some }, at) =>
    source === column ? [{ at, fields: some ?? [] }] : [],
  );
  if (isAbout(rule.fields[0] ?? "")) return READ;
  const own = leavesOf(layout.root).filter((leaf) => fields.some(({ at }) => at === leaf.column));
  const inReference = layout.references.some(({ parts }) =>
    parts.some((part) => fields.some(({ at }) => at === part.column)),
  );
  const isDoubled = layout.doubled.some((one) => fields.some(({ at }) => at === one.column));
  if (own.length > 0 || inReference || isDoubled) {
    if (rule.createOnly && verb !== "create") return passed("fixed");
    const isKey = inReference || own.some(({ path }) => isInKey(layout.entity, path));
    return verb !== "remove" || isKey ? READ : passed("removal");
  }
  const paths = fields.flatMap((one) => one.fields);
  const mayRepeat = view.isExport || view.columns[column]?.isContext === true;
  if (mayRepeat && paths.length > 0 && paths.every((path) => isContext(path, layout.entity)))
    return passed(paths.some(isIdentity) ? "identity" : "context");
  if (isStatistic(header)) return passed("report");
  // Where the row itself says what it is about, nothing can be mistaken for it.
  return verb === "remove" && !view.isExport ? passed("removal") : UNREAD;
}

/** The fields that say what a row is about, and are not fields of its resource. */
export function isAbout(field: string): boolean {
  return field.startsWith("(") || CONTROL.has(normalHeader(field));
}

const CONTROL: ReadonlySet<string> = new Set(["entity", "operation", "customer_id"]);

function isInKey(entity: Entity, path: string): boolean {
  return path === "resource_name" || keyRuleOf(entity.name)?.fields.includes(path) === true;
}

/**
 * What reports and exports repeat in the rows below a campaign or an ad group: its name, its status, and its
 * type, which nobody can change. All else about a campaign is refused in a row about one of its keywords.
 */
const REPEATED: ReadonlySet<string> = new Set([
  "name",
  "id",
  "resource_name",
  "status",
  "advertising_channel_type",
  "type",
]);

function isContext(path: string, entity: Entity): boolean {
  const [above = "", field, ...more] = path.split(".");
  if (more.length > 0 || !(field === undefined || REPEATED.has(field))) return false;
  return isBelow(entity, above);
}

function isIdentity(path: string): boolean {
  return !path.includes(".") || /\.(name|id|resource_name)$/.test(path);
}

/** Whether resources of the entity are in a campaign or in an ad group. */
function isBelow({ name, resource }: Entity, above: string): boolean {
  if (resource === null || name === above) return false;
  const isInGroup = fieldNamed(resource, "ad_group") !== undefined;
  if (above === "ad_group") return isInGroup;
  return above === "campaign" && (isInGroup || fieldNamed(resource, "campaign") !== undefined);
}

import type protobuf from "protobufjs";
import { type ReadOperation, valueAt } from "../../operations/schema/encoded-operation.ts";
import { behaviorsOf, fieldNamed, messageOf } from "../../operations/schema/entity.ts";

/** All that a row says about a resource without a natural key. */
export interface Content {
  readonly entity: string;
  /** The field of its parent, and the parent's name: the resource is sought among its siblings. */
  readonly within: readonly [field: string, parent: string];
  /** The field that says whether a resource is removed; a removed one does not count. */
  readonly status: string | null;
  /** By the path of the field, as queries have it; lists and the messages of asset texts whole. */
  readonly said: ReadonlyMap<string, unknown>;
  /**
   * The texts and lists of the messages that it fills, by their paths: what a row does not say there is
   * empty. Google gives a status, but no text.
   */
  readonly texts: ReadonlySet<string>;
}

/**
 * What can stand several times below one parent, so that only all of its content tells it from its
 * siblings: ads, criteria other than keywords, bid modifiers. Assets have no parent to be sought under.
 */
const PARENTS: Readonly<
  Record<string, { readonly field: string; readonly status: string | null }>
> = {
  ad_group_ad: { field: "ad_group", status: "status" },
  ad_group_criterion: { field: "ad_group", status: "status" },
  campaign_criterion: { field: "campaign", status: "status" },
  shared_criterion: { field: "shared_set", status: null },
  ad_group_bid_modifier: { field: "ad_group", status: null },
  campaign_bid_modifier: { field: "campaign", status: null },
};

/** What a row that creates something says about it; null if that cannot be compared with what is there. */
export function contentOf({ entity, verb, resource }: ReadOperation): Content | null {
  const parent = Object.hasOwn(PARENTS, entity.name) ? PARENTS[entity.name] : undefined;
  if (parent === undefined || verb !== "create" || resource === null) return null;
  const name = resource[parent.field];
  if (entity.resource === null || typeof name !== "string") return null;
  const { [parent.field]: _parent, resource_name: _name, ...rest } = resource;
  const content = { said: new Map<string, unknown>(), texts: new Set<string>() };
  // A parent alone is nothing to tell siblings by.
  if (!collect(entity.resource, rest, "", content) || content.said.size === 0) return null;
  content.texts.delete(parent.field);
  // What does not exclude targets: the same place may be both.
  if (fieldNamed(entity.resource, "negative") !== undefined && !content.said.has("negative"))
    content.said.set("negative", false);
  return { entity: entity.name, within: [parent.field, name], status: parent.status, ...content };
}

/** Notes the fields that queries can select; false if one of them cannot be read back. */
function collect(
  type: protobuf.Type,
  message: Readonly<Record<string, unknown>>,
  prefix: string,
  into: { readonly said: Map<string, unknown>; readonly texts: Set<string> },
): boolean {
  for (const field of type.fieldsArray) {
    const isText = field.type === "string" || field.repeated || isAdAsset(field);
    if (isText && isReadable(field)) into.texts.add(`${prefix}${field.name}`);
  }
  return Object.entries(message).every(([name, value]) => {
    const field = fieldNamed(type, name);
    if (field === undefined || field.type === "bytes" || behaviorsOf(field).has("INPUT_ONLY"))
      return false;
    const nested = field.repeated || isAdAsset(field) ? null : messageOf(field);
    if (nested !== null) {
      const inner = value as Readonly<Record<string, unknown>>;
      return collect(nested, inner, `${prefix}${name}.`, into);
    }
    into.said.set(`${prefix}${name}`, value);
    return true;
  });
}

/** Queries select the texts and images of ads whole (common/ad_asset.proto). */
function isAdAsset(field: protobuf.Field): boolean {
  return /^Ad\w*Asset$/.test(messageOf(field)?.name ?? "");
}

/** Set by whoever makes the resource, and shown by queries. */
function isReadable(field: protobuf.Field): boolean {
  const behaviors = behaviorsOf(field);
  const isWritten = !behaviors.has("OUTPUT_ONLY") && !behaviors.has("INPUT_ONLY");
  return isWritten && field.name !== "resource_name";
}

/** Whether a resource that a query found is as the row says, and has no text beyond that. */
export function isAsSaid(
  { said, texts }: Content,
  resource: Readonly<Record<string, unknown>>,
): boolean {
  for (const [path, value] of said) if (!isEqual(valueAt(resource, path), value)) return false;
  for (const path of texts)
    if (!said.has(path) && !isNothing(valueAt(resource, path))) return false;
  return true;
}

/** What Google adds to the texts of an ad: how each of them does, and what its policies say of it. */
const ADDED: ReadonlySet<string> = new Set(["asset_performance_label", "policy_summary_info"]);

/** Lists may be shown in another order. */
function isEqual(found: unknown, said: unknown): boolean {
  if (Array.isArray(said)) {
    const left: unknown[] = Array.isArray(found) ? [...(found as readonly unknown[])] : [];
    if (left.length !== said.length) return false;
    return said.every((element) => {
      const at = left.findIndex((candidate) => isEqual(candidate, element));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (isMessage(said)) {
    if (!isMessage(found)) return false;
    const names = new Set([...Object.keys(said), ...Object.keys(found)]);
    return [...names].every((name) => {
      if (ADDED.has(name) || (said[name] === undefined && isChoice(found, name))) return true;
      return isEqual(found[name], said[name]);
    });
  }
  return isNothing(said) ? isNothing(found) : String(found) === String(said);
}

/** Beside each group of alternatives the stub tells which of them is there: `_text: "text"`. */
function isChoice(message: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = message[name];
  return typeof value === "string" && value !== name && Object.hasOwn(message, value);
}

function isMessage(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that is not set, or has the default of its type. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return [undefined, null, "", false, 0, "0", "UNSPECIFIED"].includes(value as string);
}

import protobuf from "protobufjs";
import { type Entity, entityNumberOf, entityNumbers, entityOf, type Verb } from "./entity.ts";
import { FieldScan } from "./field-scan.ts";
import { isTemporary } from "./name-pattern.ts";
import { operationKindOf, verbOfKind } from "./operation-kind.ts";

// Facts about an operation that a batch job needs, read from its encoded `MutateOperation`.

const LENGTH_DELIMITED = 2;

/** `AdvertisingChannelType.PERFORMANCE_MAX`. */
const PERFORMANCE_MAX = 10;

/**
 * The key of the group of operations that a batch job applies as a whole or not at all, or null: the
 * listing groups of an ad group, the listing group filters of an asset group, a new asset group with its
 * first assets, a new Performance Max campaign with its first assets (Google's guide to batch
 * processing). Operations with the same key have to be next to each other.
 */
export function groupKeyOf(operation: Uint8Array): string | null {
  if (isOfNoGroup(operation)) return null;
  const part = partOf(operation);
  if (part === null) return null;
  const { entity, verb, bytes } = part;
  const name = (field: string): string => textIn(bytes, entity.resource, field);
  const isNew = verb === "create";
  switch (entity.name) {
    case "ad_group_criterion": {
      if (!isNew || fieldIn(bytes, entity.resource, "listing_group") === undefined) return null;
      return `listing_group ${name("ad_group")}`;
    }
    case "asset_group_listing_group_filter":
      return `filter ${isNew ? name("asset_group") : parentOf(part, "assetGroups")}`;
    case "asset_group":
      return isNew ? keyIfNew("asset_group", name("resource_name")) : null;
    case "asset_group_asset":
      return isNew ? keyIfNew("asset_group", name("asset_group")) : null;
    case "campaign": {
      // The bytes of a removal are a name, not a resource.
      if (!isNew) return null;
      const channel = fieldIn(bytes, entity.resource, "advertising_channel_type");
      return channel === PERFORMANCE_MAX ? keyIfNew("campaign", name("resource_name")) : null;
    }
    case "campaign_asset":
      return isNew ? keyIfNew("campaign", name("campaign")) : null;
    default:
      return null;
  }
}

const GROUPED: ReadonlySet<string> = new Set([
  "ad_group_criterion",
  "asset_group_listing_group_filter",
  "asset_group",
  "asset_group_asset",
  "campaign",
  "campaign_asset",
]);

let groupedNumbers: ReadonlySet<number> | undefined;

const scan = new FieldScan();

/** Whether an operation is surely of no group, as most are: told without reading more of it than need be. */
function isOfNoGroup(operation: Uint8Array): boolean {
  groupedNumbers ??= new Set([...GROUPED].map((name) => entityNumbers().get(name) ?? Number.NaN));
  if (!groupedNumbers.has(entityNumberOf(operation))) return true;
  const criterion = entityOf("ad_group_criterion");
  if (entityNumberOf(operation) !== criterion?.number) return false;
  // Not a removal, whose value is a name.
  if (verbOfKind(operationKindOf(operation)) === "remove") return true;
  const field = criterion.resource?.fields["listing_group"]?.id;
  scan.start(operation);
  if (!scan.next() || !scan.enter() || !scan.next() || !scan.enter()) return false;
  while (scan.next()) if (scan.field === field) return false;
  return true;
}

/**
 * The same for an operation that failed because of others. A removal does not say whether it removes a
 * listing group, so any change to a criterion may belong to the listing groups of its ad group.
 */
export function looseGroupKeyOf(operation: Uint8Array): string | null {
  const key = groupKeyOf(operation);
  const part = key === null ? partOf(operation) : null;
  if (part?.entity.name !== "ad_group_criterion" || part.verb === "create") return key;
  return `listing_group ${parentOf(part, "adGroups")}`;
}

/** The name of the resource that an operation updates or removes; null if it creates one. */
export function targetOf(operation: Uint8Array): string | null {
  // Most rows create something, and every one is asked.
  if (verbOfKind(operationKindOf(operation)) === "create") return null;
  const part = partOf(operation);
  return part === null || part.verb === "create" ? null : nameOf(part) || null;
}

/** What an operation does to what; null if it cannot be read. */
export function kindOf(
  operation: Uint8Array,
): { readonly entity: string; readonly verb: Verb } | null {
  const part = partOf(operation);
  return part === null ? null : { entity: part.entity.name, verb: part.verb };
}

interface Part {
  readonly entity: Entity;
  readonly verb: "create" | "update" | "remove";
  /** The resource, or the name of the one to remove. */
  readonly bytes: Uint8Array;
}

let namesByNumber: ReadonlyMap<number, string> | undefined;

function partOf(operation: Uint8Array): Part | null {
  namesByNumber ??= new Map([...entityNumbers()].map(([name, number]) => [number, name]));
  const reader = protobuf.Reader.create(operation);
  if (reader.len === 0) return null;
  const tag = reader.uint32();
  const name = namesByNumber.get(tag >>> 3);
  if (name === undefined || (tag & 7) !== LENGTH_DELIMITED) return null;
  const entity = entityOf(name);
  if (entity === undefined) return null;
  const inner = reader.bytes();
  for (const verb of entity.verbs) {
    const bytes = fieldIn(inner, entity.operation, verb);
    if (bytes instanceof Uint8Array) return { entity, verb, bytes };
  }
  return null;
}

function nameOf({ entity, verb, bytes }: Part): string {
  return verb === "remove"
    ? Buffer.from(bytes).toString()
    : textIn(bytes, entity.resource, "resource_name");
}

/** `customers/1/adGroups/2` from `customers/1/adGroupCriteria/2~3`. */
function parentOf(part: Part, collection: string): string {
  const [customers = "", id = "", , parts = ""] = nameOf(part).split("/");
  return [customers, id, collection, parts.split("~")[0] ?? ""].join("/");
}

function keyIfNew(kind: string, name: string): string | null {
  return isTemporary(name) ? `${kind} ${name}` : null;
}

function textIn(bytes: Uint8Array, type: protobuf.Type | null, field: string): string {
  const value = fieldIn(bytes, type, field);
  return value instanceof Uint8Array ? Buffer.from(value).toString() : "";
}

/** A field of an encoded message: bytes, or a number; undefined if it is not there. */
function fieldIn(
  bytes: Uint8Array,
  type: protobuf.Type | null,
  field: string,
): Uint8Array | number | undefined {
  const id = type?.fields[field]?.id;
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 !== id) reader.skipType(tag & 7);
    else return (tag & 7) === LENGTH_DELIMITED ? reader.bytes() : reader.int32();
  }
  return undefined;
}

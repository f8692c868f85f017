import protobuf from "protobufjs";
import type { State, StoredResource } from "./account-state.ts";
import { child, decode, has, type Message, text } from "./message.ts";
import { parseName } from "./parsed-name.ts";
import type { ResourceType } from "./resource-type.ts";
import { accountFacts } from "./special-accounts.ts";

/** A stored resource as a query sees it: with its name, its ids, its status and its type. */
export function present(type: ResourceType, stored: StoredResource, customerId: string): Message {
  const resource: Message = {
    ...(type.entity === "customer" && accountFacts(customerId)),
    ...decode(type.message, stored.bytes),
    resource_name: stored.name,
  };
  const parsed = parseName(type.pattern, stored.name, customerId);
  const parts = parsed.kind === "name" ? parsed.parts : [];
  const { fields } = type.rules;
  for (const [index, placeholder] of type.pattern.placeholders.entries()) {
    if (fields.has(placeholder) && !has(resource, placeholder)) {
      if (placeholder.endsWith("_id")) resource[placeholder] = Number(parts[index]);
    }
  }
  const id = type.entity === "customer" ? customerId : parts.at(-1);
  if (fields.has("id")) resource["id"] = Number(id);
  if (type.entity === "ad_group_ad") {
    const resourceName = `customers/${customerId}/ads/${String(id)}`;
    resource["ad"] = { ...child(resource, "ad"), id: Number(id), resource_name: resourceName };
  }
  setStatus(type, resource, stored.removed);
  setType(type, resource);
  return resource;
}

function setStatus(type: ResourceType, resource: Message, removed: boolean): void {
  const values = type.rules.fields.get("status")?.values;
  if (values === undefined) return;
  const numberOf = (name: string) =>
    Object.entries(values).find(([, value]) => value === name)?.[0];
  const number = removed ? numberOf("REMOVED") : numberOf("ENABLED");
  if (number !== undefined && (removed || !has(resource, "status"))) {
    resource["status"] = Number(number);
  }
}

/** The `type` that the API derives from which of its forms a resource has: KEYWORD, TEXT. */
function setType(type: ResourceType, resource: Message): void {
  const rule = type.rules.fields.get("type");
  if (rule?.values === undefined || !rule.outputOnly) return;
  const forms = new Set(
    Object.keys(resource).map((field) => field.replace(/_asset$/, "").toUpperCase()),
  );
  const number = Object.entries(rule.values).find(([, name]) => forms.has(name))?.[0];
  if (number !== undefined) resource["type"] = Number(number);
}

/** Whether a query shows a resource: removed ones only if they have a status to tell it by. */
export function isShown(type: ResourceType, stored: StoredResource): boolean {
  const values = type.rules.fields.get("status")?.values ?? {};
  return !stored.removed || Object.values(values).includes("REMOVED");
}

/** A field of a resource, as a query names it. */
export interface Column {
  /** As written: `campaign.network_settings.target_google_search`. */
  readonly written: string;
  readonly entity: string;
  readonly steps: readonly string[];
  readonly leaf: protobuf.Field;
}

/** Finds the field that a query names; undefined if there is none. */
export function columnOf(rowType: protobuf.Type, written: string): Column | undefined {
  const [entity = "", ...steps] = written.split(".");
  let leaf = rowType.fields[entity]?.resolve();
  for (const step of steps) {
    const holder = leaf?.resolvedType;
    leaf =
      holder instanceof protobuf.Type && !leaf?.repeated
        ? holder.fields[step]?.resolve()
        : undefined;
  }
  if (leaf === undefined || steps.length === 0) return undefined;
  return { written, entity, steps, leaf };
}

/** A value the way a condition compares it; undefined if it is not set. */
export function comparable(column: Column, resource: Message): string | undefined {
  let holder: Message | undefined = resource;
  for (const step of column.steps.slice(0, -1)) holder = holder && child(holder, step);
  const last = column.steps.at(-1) ?? "";
  if (holder === undefined || !has(holder, last)) return undefined;
  const value = holder[last];
  const values = column.leaf.resolvedType;
  return values instanceof protobuf.Enum ? values.valuesById[Number(value)] : String(value);
}

/** Copies the field of a column from a resource to its place in a row. */
export function select(column: Column, resource: Message, row: Message): void {
  let from: Message | undefined = resource;
  let to = row;
  for (const step of [column.entity, ...column.steps.slice(0, -1)]) {
    if (to !== row) from = from && child(from, step);
    const next: Message = child(to, step) ?? {};
    to[step] = next;
    to = next;
  }
  const last = column.steps.at(-1) ?? "";
  if (from !== undefined && has(from, last)) to[last] = from[last];
}

/** The fields that lead from one kind of resource to another through references. */
export function joinPath(
  from: ResourceType,
  target: string,
  kinds: ReadonlyMap<string, ResourceType>,
  depth = 3,
): readonly string[] | undefined {
  if (from.entity === target) return [];
  if (depth === 0) return undefined;
  for (const rule of from.rules.fields.values()) {
    if (rule.reference === undefined || rule.repeated || rule.outputOnly) continue;
    const next = kinds.get(rule.name);
    if (next === undefined || next === from || next.pattern !== rule.reference) continue;
    const rest = joinPath(next, target, kinds, depth - 1);
    if (rest !== undefined) return [rule.name, ...rest];
  }
  return undefined;
}

/** Follows references from a resource; what the sandbox does not know shows only its name and ids. */
export function follow(
  state: State,
  resource: Message,
  path: readonly string[],
  kinds: ReadonlyMap<string, ResourceType>,
  customerId: string,
): Message | undefined {
  let found: Message = resource;
  for (const field of path) {
    const name = text(found, field);
    const type = kinds.get(field);
    if (name === undefined || type === undefined) return undefined;
    const stored = state.find(name) ?? { name, removed: false, bytes: new Uint8Array() };
    found = present(type, stored, customerId);
  }
  return found;
}

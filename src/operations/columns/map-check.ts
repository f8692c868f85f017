import { customerIdOf } from "../../api/customer-id.ts";
import { isClearing } from "../cells/clearing.ts";
import { CellFault } from "../cells/fault.ts";
import { kindOfLeaf, leavesOf } from "../fields/field-kind.ts";
import { customerFault, entityFault, normalHeader, verbOf } from "../fields/header.ts";
import { fieldPaths, layoutOf, type Leaf } from "../fields/layout.ts";
import { type Entity, entityNumbers, entityOf, fieldNamed } from "../schema/entity.ts";
import { nearest } from "../schema/suggestion.ts";
import { namesEntity } from "./view.ts";

/** An entry of a map about a field: that it exists, and perhaps a text for it. */
export interface MapEntry {
  readonly field: string;
  readonly text: string | null;
  /** It applies to every row that does not give its own value. */
  readonly isConstant: boolean;
}

/** What is known about the rows' entity before they are read. */
interface Scope {
  /** Null if each row names its own, or nothing is known. */
  readonly entity: Entity | null;
  /** The map is for this entity alone; otherwise it may hold columns for sheets about others. */
  readonly isMapsOwn: boolean;
}

type EntryFault =
  /** The field does not exist. */
  | { readonly kind: "unknown"; readonly message: string }
  /** The field does not accept the text. */
  | { readonly kind: "text"; readonly message: string };

/**
 * What is wrong with the entries of a map, as far as it can be known without the sheet. Most checks need
 * the entity: from the command line, from the map's own constants, or from a path that names it.
 * @param entityName the entity that the command line gives for all rows, or null.
 */
export function mapFaults<T extends MapEntry>(
  entries: readonly T[],
  entityName: string | null,
): readonly { readonly entry: T; readonly message: string }[] {
  const scope = scopeOf(entries, entityName);
  const unknown = new Set<string>();
  return entries.flatMap((entry) => {
    const fault = faultOf(entry, scope);
    if (fault === null) return [];
    if (fault.kind === "unknown") {
      // If the column's field does not exist, its texts are not reported as well.
      if (entry.text !== null && unknown.has(entry.field)) return [];
      unknown.add(entry.field);
    }
    return [{ entry, message: fault.message }];
  });
}

/** If a column names the entity, it differs from row to row and is not known here. */
function scopeOf(entries: readonly MapEntry[], entityName: string | null): Scope {
  const entities = entries.filter(({ field }) => normalHeader(field) === "entity");
  if (entities.some(({ isConstant }) => !isConstant)) return { entity: null, isMapsOwn: false };
  const constant = normalHeader(entities[0]?.text ?? "").replace(/_operation$/, "");
  const entity = entityOf(entityName ?? constant) ?? null;
  return { entity, isMapsOwn: entityName === null && entity !== null };
}

/** Null if nothing is wrong, or if only the rows can tell. */
function faultOf({ field, text }: MapEntry, scope: Scope): EntryFault | null {
  if (CONTROL.has(normalHeader(field))) {
    const message = text === null ? null : controlFault(normalHeader(field), text.trim(), scope);
    return message === null ? null : { kind: "text", message };
  }
  const home = homeOf(field, scope);
  switch (home.kind) {
    case "nowhere":
      return { kind: "unknown", message: noField(home.entity, field) };
    case "elsewhere":
      return null;
    case "here": {
      const message = text === null || home.leaf === null ? null : textFault(home.leaf, text);
      return message === null ? null : { kind: "text", message };
    }
  }
}

/** The columns that say what a row is about and what to do. */
export const CONTROL: ReadonlySet<string> = new Set(["entity", "operation", "customer_id"]);

function controlFault(field: string, text: string, scope: Scope): string | null {
  if (text === "") return null;
  switch (field) {
    case "entity": {
      const name = normalHeader(text).replace(/_operation$/, "");
      return entityNumbers().has(name) ? null : told(entityFault(name, null));
    }
    case "operation": {
      // A campaign supports every operation. If the entity is not known, only the word is checked.
      const entity = (scope.isMapsOwn ? scope.entity : null) ?? entityOf("campaign");
      const verb = entity === undefined ? text : verbOf(text, entity);
      return typeof verb === "string" ? null : told(verb);
    }
    default:
      return customerIdOf(text) === null ? told(customerFault(text, null)) : null;
  }
}

type Home =
  /** `leaf` is null if it is the name of a resource that a field refers to. */
  | { readonly kind: "here"; readonly leaf: Leaf | null }
  | { readonly kind: "elsewhere" }
  /** `entity` is where it was looked for, or null if everywhere. */
  | { readonly kind: "nowhere"; readonly entity: Entity | null };

function homeOf(field: string, { entity, isMapsOwn }: Scope): Home {
  const first = normalHeader(field).split(/[.[]/)[0] ?? "";
  const named = namesEntity(normalHeader(field)) ? (entityOf(first) ?? null) : null;
  for (const candidate of [entity, named]) {
    const found = candidate === null ? null : leafIn(candidate, field);
    if (found !== null) return { kind: "here", leaf: found.leaf };
  }
  if (isMapsOwn || !isAnywhere(field)) {
    const resource = entity?.resource ?? null;
    const isBegun = resource !== null && fieldNamed(resource, first) !== undefined;
    return { kind: "nowhere", entity: isBegun ? entity : (named ?? entity) };
  }
  return { kind: "elsewhere" };
}

function leafIn(entity: Entity, field: string): { readonly leaf: Leaf | null } | null {
  if (entity.resource === null) return null;
  const { root, unknown } = layoutOf(entity, [field]);
  return unknown.length > 0 ? null : { leaf: leavesOf(root)[0] ?? null };
}

function isAnywhere(field: string): boolean {
  return [...entityNumbers().keys()].some((name) => {
    const entity = entityOf(name);
    return entity !== undefined && leafIn(entity, field) !== null;
  });
}

/** A decimal comma is not a fault here: whether it is right depends on the sheet. */
function textFault(leaf: Leaf, text: string): string | null {
  const cell = text.trim();
  if (cell === "" || isClearing(cell)) return null;
  if (cell.includes(",") && kindOfLeaf(leaf) === "number") return null;
  const value = leaf.convert(text, "");
  return value instanceof CellFault ? told(value) : null;
}

function told({ message, advice }: { readonly message: string; readonly advice: string }): string {
  return `${message} ${advice}`;
}

/** Where to look for a field that no entity has. */
const COMMONEST = [
  "campaign",
  "ad_group",
  "ad_group_criterion",
  "ad_group_ad",
  "campaign_criterion",
  "campaign_budget",
];

/** A message that an entity, or any entity, does not have a field, with a suggestion. */
export function noField(entity: Entity | null, field: string): string {
  const path = normalHeader(field);
  const prefix = entity !== null && path.startsWith(`${entity.name}.`) ? `${entity.name}.` : "";
  const meant = nearest(path.slice(prefix.length), new Set(pathsOf(entity)));
  const message =
    entity === null ? `No entity has a field ${field}.` : `${entity.name} has no field ${field}.`;
  return meant === null ? message : `${message} Did you mean ${prefix}${meant}?`;
}

function pathsOf(entity: Entity | null): readonly string[] {
  if (entity !== null) return entity.resource === null ? [] : fieldPaths(entity.resource);
  return COMMONEST.flatMap((name) => pathsOf(entityOf(name) ?? null));
}

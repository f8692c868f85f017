import { pascalCase } from "../api/protos.ts";
import { leavesOf } from "./fields/field-kind.ts";
import type { Layout } from "./fields/layout.ts";
import { isBlank } from "./row-draft.ts";
import { entityNumbers, referenceOf } from "./schema/entity.ts";

/** The kinds of resources that a row is about. */
export interface RowKinds {
  /** Whether the row is about this entity: creates or changes one, names one, or is for a part of one. */
  has(entity: string): boolean;
}

/** A row that does not say what it is about may be about anything. */
export const anyKind: RowKinds = { has: () => true };

/** What a row that creates or changes something is about, by the cells that it fills. */
export function kindsOf(layout: Layout, cells: readonly string[]): RowKinds {
  const kinds = new Set([layout.entity.name]);
  for (const { column, field } of leavesOf(layout.root)) {
    const type = isBlank(cells[column]) ? null : referenceOf(field);
    const entity = type === null ? null : entityOfType(type);
    if (entity !== null) kinds.add(entity);
  }
  for (const { entity, parts } of layout.references)
    if (parts.some(({ column }) => !isBlank(cells[column]))) kinds.add(entity);
  const holders = [...kinds].flatMap(holdersOf);
  for (const holder of holders) kinds.add(holder);
  return kinds;
}

/** What goes when a resource of a kind is removed with what it is a part of. */
function holdersOf(kind: string): readonly string[] {
  if (kind === "ad") return ["ad_group_ad", "ad_group", "campaign"];
  if (kind.startsWith("ad_group_")) return ["ad_group", "campaign"];
  if (kind.startsWith("asset_group_")) return ["asset_group", "campaign"];
  if (kind === "ad_group" || kind === "asset_group" || kind.startsWith("campaign_"))
    return ["campaign"];
  return kind === "shared_criterion" ? ["shared_set"] : [];
}

const entities = new Map<string, string | null>();

function entityOfType(type: string): string | null {
  let found = entities.get(type);
  if (found === undefined) {
    const name = type.slice(type.lastIndexOf("/") + 1);
    found = [...entityNumbers().keys()].find((entity) => pascalCase(entity) === name) ?? null;
    entities.set(type, found);
  }
  return found;
}

import type { Query } from "./query.ts";
import type { ResourceType } from "./resource-type.ts";

/** The names from `from` (inclusive) to `to` (exclusive). */
export interface NameRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Narrows a query to ranges of names. No name starts with another, and every character in a name sorts
 * after "!" and before DEL, which therefore serve as bounds.
 */
export function namesOf(query: Query, type: ResourceType, base: string): readonly NameRange[] {
  const [first] = type.idSources;
  const isSingle = type.pattern.placeholders.length === 1;
  for (const { field, operator, values } of query.conditions) {
    if (operator !== "=" && operator !== "IN") continue;
    const distinct = [...new Set(values)];
    if (field === `${type.entity}.resource_name`) {
      return distinct.filter((name) => name.startsWith(base)).map(exactly);
    }
    if (field === `${type.entity}.id` && isSingle) {
      return distinct.map((id) => exactly(base + id));
    }
    if (first?.kind === "reference" && field === `${type.entity}.${first.field}`) {
      return distinct.map((name) => {
        const id = name.slice(name.lastIndexOf("/") + 1).split("~")[first.part] ?? "";
        return isSingle ? exactly(base + id) : { from: `${base}${id}~`, to: `${base}${id}\u007F` };
      });
    }
  }
  return [{ from: base, to: `${base}\u007F` }];
}

function exactly(name: string): NameRange {
  return { from: name, to: `${name}!` };
}

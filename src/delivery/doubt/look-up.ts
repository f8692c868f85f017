import { valueAt } from "../../operations/schema/encoded-operation.ts";
import { type NaturalKey, textOf } from "../../operations/schema/natural-key.ts";
import type { SearchAnswer, SearchRow } from "../../transport/transport.ts";
import { quote } from "../gaql.ts";
import { type Content, isAsSaid } from "./content.ts";

/** Keys asked for in one query: a query may be some 100 kB long, and a key takes about 200 bytes. */
const KEYS_IN_QUERY = 200;

/** Parents whose children are asked for in one query: each may have dozens of ads with dozens of texts. */
const PARENTS_IN_QUERY = 50;

/** What look-ups found. */
export type LookedUp =
  | {
      readonly kind: "known";
      /** For each key or content, in order: the names of the resources that have it. */
      readonly names: readonly (readonly string[])[];
    }
  /** A query failed, so nothing is known. */
  | { readonly kind: "unknown"; readonly message: string };

type Search = (query: string) => Promise<SearchAnswer>;

/** Asks which of these resources are in the account. */
export async function lookUpKeys(keys: readonly NaturalKey[], search: Search): Promise<LookedUp> {
  const found = new Map<string, string>();
  for (const group of Map.groupBy(keys, (key) => key.entity).values()) {
    for (let start = 0; start < group.length; start += KEYS_IN_QUERY) {
      const part = group.slice(start, start + KEYS_IN_QUERY);
      const answer = await search(queryFor(part));
      if (answer.kind === "failed") return { kind: "unknown", message: answer.message };
      for (const row of answer.rows) note(row, part[0], found);
    }
  }
  return {
    kind: "known",
    names: keys.map((key) => {
      const name = found.get(identity(key, key.values));
      return name === undefined ? [] : [name];
    }),
  };
}

/** Asks which resources with this content are in the account. There may be several that are equal. */
export async function lookUpContents(
  contents: readonly Content[],
  search: Search,
): Promise<LookedUp> {
  const names = new Map<Content, readonly string[]>();
  for (const group of Map.groupBy(contents, ({ entity }) => entity).values()) {
    const families = [...Map.groupBy(group, ({ within }) => within[1]).values()];
    for (let start = 0; start < families.length; start += PARENTS_IN_QUERY) {
      const part = families.slice(start, start + PARENTS_IN_QUERY);
      const answer = await search(siblingsQuery(part.flat()));
      if (answer.kind === "failed") return { kind: "unknown", message: answer.message };
      const siblings = Map.groupBy(resourcesIn(answer.rows, part), ({ parent }) => parent);
      for (const content of part.flat()) {
        const alike = (siblings.get(content.within[1]) ?? []).filter(({ resource }) =>
          isAsSaid(content, resource),
        );
        names.set(
          content,
          alike.map(({ name }) => name),
        );
      }
    }
  }
  return { kind: "known", names: contents.map((content) => names.get(content) ?? []) };
}

/** One query for the siblings of resources of one entity, with all that any of those says. */
export function siblingsQuery(contents: readonly Content[]): string {
  const [first] = contents;
  if (first === undefined) throw new Error("a query needs at least one content");
  const { entity, within, status } = first;
  const parents = new Set(contents.map((content) => content.within[1]));
  const conditions = [`${entity}.${within[0]} IN (${[...parents].map(quote).join(", ")})`];
  if (status !== null) conditions.push(`${entity}.${status} != 'REMOVED'`);
  const paths = new Set(contents.flatMap(({ said, texts }) => [...said.keys(), ...texts]));
  const selected = ["resource_name", within[0], ...paths].map((field) => `${entity}.${field}`);
  return `SELECT ${selected.join(", ")} FROM ${entity} WHERE ${conditions.join(" AND ")}`;
}

interface Sibling {
  readonly name: string;
  readonly parent: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

function resourcesIn(
  rows: readonly SearchRow[],
  [family]: readonly (readonly Content[])[],
): readonly Sibling[] {
  const [content] = family ?? [];
  if (content === undefined) return [];
  const { entity, within } = content;
  return rows.flatMap((row) => {
    const name = valueAt(row, `${entity}.resource_name`);
    const parent = valueAt(row, `${entity}.${within[0]}`);
    if (typeof name !== "string" || typeof parent !== "string") return [];
    return [{ name, parent, resource: row[entity] as Readonly<Record<string, unknown>> }];
  });
}

/** One query for keys of one entity. Enums and booleans are compared afterwards. */
export function queryFor(keys: readonly NaturalKey[]): string {
  const [first] = keys;
  if (first === undefined) throw new Error("a query needs at least one key");
  const { entity, fields, status } = first;
  const conditions = fields.flatMap((field, position) => {
    const values = [
      ...new Set(keys.flatMap((key) => spellings(field, key.values[position] ?? ""))),
    ];
    return isText(field) ? [`${entity}.${field} IN (${values.map(quote).join(", ")})`] : [];
  });
  if (status !== null) conditions.push(`${entity}.${status} != 'REMOVED'`);
  const selected = ["resource_name", ...fields].map((field) => `${entity}.${field}`);
  return `SELECT ${selected.join(", ")} FROM ${entity} WHERE ${conditions.join(" AND ")}`;
}

const NOT_TEXT: ReadonlySet<string> = new Set([
  "keyword.match_type",
  "negative",
  "field_type",
  "type",
]);

/** Google takes keywords that differ in capitals only for one, and may show either spelling. */
const WITHOUT_CAPITALS: ReadonlySet<string> = new Set(["keyword.text"]);

function spellings(field: string, value: string): readonly string[] {
  return WITHOUT_CAPITALS.has(field) ? [value, value.toLowerCase()] : [value];
}

function isText(field: string): boolean {
  return !NOT_TEXT.has(field);
}

function note(row: SearchRow, key: NaturalKey | undefined, found: Map<string, string>): void {
  const resource = key === undefined ? undefined : row[key.entity];
  if (key === undefined || typeof resource !== "object" || resource === null) return;
  const fields = resource as Readonly<Record<string, unknown>>;
  const name = fields["resource_name"];
  const values = key.fields.map((field) => textOf(fields, field) ?? "");
  if (typeof name === "string") found.set(identity(key, values), name);
}

function identity({ entity, fields }: NaturalKey, values: readonly string[]): string {
  const compared = values.map((value, position) =>
    WITHOUT_CAPITALS.has(fields[position] ?? "") ? value.toLowerCase() : value,
  );
  return JSON.stringify([entity, ...compared]);
}

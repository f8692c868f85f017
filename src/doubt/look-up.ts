import type { SearchAnswer, SearchRow } from "../transport/transport.ts";
import { type NaturalKey, textOf } from "./natural-key.ts";

/** Keys asked for in one query: a query may be some 100 kB long, and a key takes about 200 bytes. */
const KEYS_IN_QUERY = 200;

/** What look-ups found. */
export type LookedUp =
  | {
      readonly kind: "known";
      /** For each key, in order: the resource's name, or null if there is surely none. */
      readonly names: readonly (string | null)[];
    }
  /** A query failed, so nothing is known. */
  | { readonly kind: "unknown"; readonly message: string };

/** Asks which of these resources are in the account. */
export async function lookUp(
  keys: readonly NaturalKey[],
  search: (query: string) => Promise<SearchAnswer>,
): Promise<LookedUp> {
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
    names: keys.map((key) => found.get(identity(key, key.values)) ?? null),
  };
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

/** A text as a query has it. */
export function quote(value: string): string {
  return `'${value.replace(/[\\']/g, "\\$&")}'`;
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

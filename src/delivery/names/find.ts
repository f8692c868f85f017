import { valueAt } from "../../operations/schema/encoded-operation.ts";
import { IF_ABSENT, keyRuleOf } from "../../operations/schema/natural-key.ts";
import type { SoughtName } from "../../operations/sought-name.ts";
import type { SearchRow } from "../../transport/transport.ts";
import { quote } from "../gaql.ts";

/** Names asked for in one query: a query may be some 100 kB long, and a name up to 250 bytes. */
const NAMES_IN_QUERY = 200;

/** Names of one kind that one query asks for. */
export interface NameQuery {
  readonly query: string;
  readonly names: readonly SoughtName[];
}

/** The queries that find all these names, as few as possible. */
export function nameQueries(names: readonly SoughtName[]): readonly NameQuery[] {
  const kinds = Map.groupBy(names, ({ entity, parts }) =>
    [entity, ...parts.map(([path]) => path)].join(),
  );
  return [...kinds.values()].flatMap((kind) =>
    Array.from({ length: Math.ceil(kind.length / NAMES_IN_QUERY) }, (_, part) => {
      const some = kind.slice(part * NAMES_IN_QUERY, (part + 1) * NAMES_IN_QUERY);
      return { query: queryFor(some), names: some };
    }),
  );
}

/** The resource names of each name's resources among the rows that its query found. */
export function matchNames(
  { names }: NameQuery,
  rows: readonly SearchRow[],
): readonly (readonly string[])[] {
  const [first] = names;
  if (first === undefined) return [];
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const resourceName = valueAt(row, `${first.entity}.resource_name`);
    if (typeof resourceName !== "string") continue;
    const key = JSON.stringify(first.parts.map(([path]) => textAt(row, path)));
    found.set(key, [...(found.get(key) ?? []), resourceName]);
  }
  return names.map(({ parts }) => found.get(JSON.stringify(parts.map(([, value]) => value))) ?? []);
}

/** Removed resources do not count, nor what stands below removed ones. */
function queryFor(names: readonly SoughtName[]): string {
  const [first] = names;
  if (first === undefined) throw new Error("a query needs at least one name");
  const { entity, parts } = first;
  const conditions = parts.flatMap(([path], position) => {
    if (!isText(path)) return [];
    const values = new Set(names.map((name) => name.parts[position]?.[1] ?? ""));
    return [`${path} IN (${[...values].map(quote).join(", ")})`];
  });
  const resources = new Set([entity, ...parts.map(([path]) => path.split(".")[0] ?? "")]);
  for (const resource of resources) {
    const status = keyRuleOf(resource)?.status ?? null;
    if (status !== null) conditions.push(`${resource}.${status} != 'REMOVED'`);
  }
  const selected = new Set([`${entity}.resource_name`, ...parts.map(([path]) => path)]);
  return `SELECT ${[...selected].join(", ")} FROM ${entity} WHERE ${conditions.join(" AND ")}`;
}

/** Enums, booleans and numbers are compared once the rows are there. */
function isText(path: string): boolean {
  return !/\.(match_type|negative|field_type|type|id)$/.test(path);
}

function textAt(row: SearchRow, path: string): string {
  const value = valueAt(row, path) ?? IF_ABSENT[path.slice(path.indexOf(".") + 1)];
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number"
    ? String(value)
    : "";
}

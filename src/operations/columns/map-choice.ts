import { customerIdOf } from "../../api/customer-id.ts";
import { RunError } from "../../messages/run-error.ts";
import type { RowDefaults } from "../build.ts";
import { layoutOf } from "../fields/layout.ts";
import { entityOf } from "../schema/entity.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { builtInMaps } from "./google-exports.ts";
import { CONTROL, noField } from "./map-check.ts";
import { parseMap } from "./map-file.ts";
import { recognise } from "./recognise.ts";
import { namesEntity } from "./view.ts";

/** How the columns of a sheet are to be read. */
export type MapChoice =
  /** By a built-in map if the headers are those of one of Google's tools. */
  | { readonly kind: "auto" }
  /** As fields of the API. */
  | { readonly kind: "none" }
  | { readonly kind: "given"; readonly map: ColumnMap };

/**
 * The choice that the options --map and --no-auto-map make. `map` is the path of a file, or the name of a
 * built-in map; `entity` is the entity that the command line gives for all rows; `isOther` as for
 * `parseMap`.
 * @throws RunError if both are given, or if the map cannot be read.
 */
export function mapChoice(
  map: string | undefined,
  isAuto: boolean,
  readText: (path: string) => string,
  entity: string | null = null,
  isOther?: (field: string) => boolean,
): MapChoice {
  if (map === undefined) return isAuto ? { kind: "auto" } : { kind: "none" };
  if (map === "") throw new RunError("--map needs a file.", { wayOut: "Give its path." });
  const builtIn = Object.hasOwn(builtInMaps, map) ? builtInMaps[map] : undefined;
  return { kind: "given", map: builtIn ?? parseMap(readText(map), map, entity, isOther) };
}

/** The map for a sheet with these headers; null if its headers are fields of the API. */
export function mapFor(choice: MapChoice, headers: readonly string[]): ColumnMap | null {
  switch (choice.kind) {
    case "none":
      return null;
    case "given":
      return choice.map;
    case "auto":
      return recognise(headers);
  }
}

/** Adds a map's entity, operation and account where the command line does not give them. */
export function withConstants(defaults: RowDefaults, map: ColumnMap | null): RowDefaults {
  const { entity, operation, customer_id: customer } = map?.constants ?? {};
  return {
    ...defaults,
    entity: defaults.entity ?? entity ?? null,
    operation: defaults.operation ?? operation ?? null,
    customerId: defaults.customerId ?? (customer === undefined ? null : customerIdOf(customer)),
  };
}

/**
 * Checks that the columns of a sheet are mapped to existing fields, if every row is about the same entity.
 * Otherwise this depends on the rows.
 * @throws RunError that names each column whose field does not exist.
 */
export function checkFields(
  map: ColumnMap | null,
  headers: readonly string[],
  entityName: string | null,
): void {
  const entity = entityName === null ? undefined : entityOf(entityName);
  if (map === null || entity === undefined) return;
  const named = headers.flatMap((header) => {
    const rule = map.columns[headerKey(header)];
    const fields = rule?.kind === "field" ? rule.fields : [];
    const [field] = fields;
    const isOne = field !== undefined && fields.length === 1 && !CONTROL.has(field);
    return isOne ? [{ header, field }] : [];
  });
  const constants = Object.keys(map.constants)
    .filter((field) => !CONTROL.has(field))
    .map((field) => ({ header: "constants", field }));
  const all = [...named, ...constants];
  const context = all.flatMap(({ field }, at) => (namesEntity(field) ? [at] : []));
  const { unknown } = layoutOf(
    entity,
    all.map(({ field }) => field),
    new Set(context),
  );
  if (unknown.length === 0) return;
  const lines = unknown.map(({ column }) => {
    const { header = "", field = "" } = all[column] ?? {};
    const line = map.own?.[headerKey(header)]?.line;
    return `${line === undefined ? "" : `line ${line}: `}${header}: ${noField(entity, field)}`;
  });
  throw new RunError(`The map ${map.name} does not match the entity ${entity.name}.`, {
    list: lines,
    wayOut: "Nothing was sent. Correct the map.",
  });
}

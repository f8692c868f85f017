import type protobuf from "protobufjs";
import type { PathElement } from "../../failure/failure.ts";
import { parsePath } from "../../failure/location.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import { type ReadOperation, valueAt } from "../../operations/schema/encoded-operation.ts";
import { fieldNamed, messageOf } from "../../operations/schema/entity.ts";
import { type Condition, type Demand, demands } from "./demands.ts";

/**
 * Empty fields that a new resource needs according to Google's documents and examples. Building a row
 * finds only those that the API's annotations require.
 * @param isTold whether the row fills a field with what it cannot hold, so that it is not missing.
 */
export function requiredFaults(
  { entity, resource, verb }: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
  isTold: (field: string) => boolean = () => false,
): readonly Fault[] {
  const { resource: type } = entity;
  if (verb !== "create" || resource === null || type === null) return [];
  const isFilled = (path: string): boolean =>
    knownFieldsAt(type, path).some((field) => hasValue(valueAt(resource, field)) || isTold(field));
  const holds = (where: Condition): boolean =>
    where.kind === "filled"
      ? isFilled(where.field)
      : !isTold(where.field) && !where.values.includes(valueAt(resource, where.field));
  const missing = (demands[entity.name] ?? []).filter(
    ({ field, or, where }) =>
      (where === undefined || holds(where)) &&
      ![field, ...(or === undefined ? [] : [or])].some(isFilled),
  );
  return missing.map((demand) => faultOf(demand, columnOf));
}

function faultOf(
  { field, words }: Demand,
  columnOf: (path: readonly PathElement[]) => number | null,
): Fault {
  const column = columnOf(parsePath(words?.column ?? field));
  return {
    code: "REQUIRED_FIELD",
    message: words?.missing ?? `${field} is required, but empty in this row.`,
    advice:
      words?.advice ?? (column === null ? `Add a column ${field} and fill it.` : "Fill this cell."),
    column,
    fieldPath: field,
  };
}

const known = new WeakMap<protobuf.Type, Map<string, readonly string[]>>();

function knownFieldsAt(root: protobuf.Type, path: string): readonly string[] {
  let ofRoot = known.get(root);
  if (ofRoot === undefined) known.set(root, (ofRoot = new Map()));
  let fields = ofRoot.get(path);
  if (fields === undefined) ofRoot.set(path, (fields = fieldsAt(root, path)));
  return fields;
}

/** The path itself, or the paths of all members if it names a oneof. */
function fieldsAt(root: protobuf.Type, path: string): readonly string[] {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let type: protobuf.Type | null = root;
  for (const name of names) {
    const field: protobuf.Field | undefined = type === null ? undefined : fieldNamed(type, name);
    type = field === undefined ? null : messageOf(field);
  }
  const members = type?.oneofsArray.find((union) => union.name === last)?.oneof;
  return members === undefined ? [path] : members.map((name) => [...names, name].join("."));
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
}

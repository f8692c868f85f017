import protobuf from "protobufjs";
import { type Entity, entityNumbers, entityOf, type Verb } from "./entity.ts";
import { operationKindOf, verbOfKind } from "./operation-kind.ts";

/** What an encoded operation asks for. */
export interface ReadOperation {
  readonly entity: Entity;
  readonly verb: Verb;
  /** The resource that is created or updated: enums by name, int64 as text; null for a removal. */
  readonly resource: Readonly<Record<string, unknown>> | null;
  /** The name of the resource to remove; null unless it is a removal. */
  readonly removes: string | null;
}

/** Decodes a `MutateOperation` that we encoded: the inverse of building it. */
export function readOperation(bytes: Uint8Array): ReadOperation {
  const reader = protobuf.Reader.create(bytes);
  const entity = entityNumbered(reader.uint32() >>> 3);
  const operation = entity.operation.toObject(entity.operation.decode(reader.bytes()), {
    enums: String,
    longs: String,
  });
  const verb = ["create", "update", "remove"].find((word) => operation[word] !== undefined) as Verb;
  const resource: unknown = operation[verb];
  return {
    entity,
    verb,
    resource: typeof resource === "object" ? (resource as Record<string, unknown>) : null,
    removes: typeof resource === "string" ? resource : null,
  };
}

/** The value at a path of field names, `keyword.text`; undefined if there is none. */
export function valueAt(resource: Readonly<Record<string, unknown>>, path: string): unknown {
  // Most paths are a single name.
  if (!path.includes(".")) return resource[path];
  let value: unknown = resource;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** Whether an encoded operation removes a resource. */
export function isRemoval(bytes: Uint8Array): boolean {
  return verbOfKind(operationKindOf(bytes)) === "remove";
}

/**
 * The same operation without the name that it gives to what it creates. Google makes a name of its own;
 * a temporary one is of use only to operations that refer to it in the same request.
 */
export function withoutOwnName(bytes: Uint8Array): Uint8Array {
  const reader = protobuf.Reader.create(bytes);
  const tag = reader.uint32();
  const entity = entityNumbered(tag >>> 3);
  const operation = entity.operation.decode(reader.bytes()) as protobuf.Message & {
    create?: { resource_name?: string };
  };
  if (operation.create === undefined) return bytes;
  delete operation.create.resource_name;
  const writer = protobuf.Writer.create().uint32(tag).fork();
  return entity.operation.encode(operation, writer).ldelim().finish();
}

const numbered = new Map<number, Entity>();

function entityNumbered(number: number): Entity {
  // Every row of a file comes by here.
  const known = numbered.get(number);
  if (known !== undefined) return known;
  const name = [...entityNumbers()].find(([, value]) => value === number)?.[0];
  const entity = name === undefined ? undefined : entityOf(name);
  if (entity === undefined) throw new Error(`no entity has the number ${number}`);
  numbered.set(number, entity);
  return entity;
}

import type protobuf from "protobufjs";
import { behaviorsOf, fieldNamed, messageOf } from "./schema/entity.ts";

/**
 * The paths of an update mask for a field that is given as a whole. Google refuses a mask that names a
 * message with fields (`FieldMaskError.FIELD_HAS_SUBFIELDS`): it names those of its fields that are given,
 * and all that can be changed if none is given, as in `{}`. Lists are named as a whole.
 *
 * @param entity the entity of the row, because some fields can be changed in one entity only.
 */
export function maskPaths(
  field: protobuf.Field,
  path: string,
  value: unknown,
  entity: string,
): readonly string[] {
  const message = field.repeated ? null : messageOf(field);
  if (message === null) return [path];
  const given = Object.entries(value as Readonly<Record<string, unknown>>);
  if (given.length === 0) return mutablePaths(message, path, entity, []);
  return given.flatMap(([name, inner]) => {
    const part = fieldNamed(message, name);
    return part === undefined ? [] : maskPaths(part, `${path}.${name}`, inner, entity);
  });
}

/** All fields of a message that an update can change, down to plain values; itself if there are none. */
function mutablePaths(
  message: protobuf.Type,
  path: string,
  entity: string,
  above: readonly protobuf.Type[],
): readonly string[] {
  const paths = message.fieldsArray
    .filter((field) => isMutable(field, entity))
    .flatMap((field) => {
      const inner = field.repeated ? null : messageOf(field);
      const innerPath = `${path}.${field.name}`;
      if (inner === null || inner === message || above.includes(inner)) return [innerPath];
      return mutablePaths(inner, innerPath, entity, [...above, message]);
    });
  return paths.length === 0 ? [path] : paths;
}

/**
 * The bounds of a bidding strategy can be set in a portfolio strategy only, which no annotation shows
 * (common/bidding.proto: "Mutable for portfolio bidding strategies only").
 */
function isMutable(field: protobuf.Field, entity: string): boolean {
  const behaviors = behaviorsOf(field);
  if (behaviors.has("OUTPUT_ONLY") || behaviors.has("IMMUTABLE")) return false;
  const isOfPortfolios = /mutable\s+for\s+portfolio/i.test(field.comment ?? "");
  return !isOfPortfolios || entity === "bidding_strategy";
}

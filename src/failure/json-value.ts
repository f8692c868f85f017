/** An object of unknown origin: parsed JSON, or a protobufjs message. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A member by its name in the .proto file, spelled that way (protobufjs) or in camelCase (REST JSON).
 * Only own members count, and null counts as absent, as in proto JSON.
 */
export function member(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name] ?? undefined;
  const camel = camelCaseOf(name);
  return Object.hasOwn(object, camel) ? (object[camel] ?? undefined) : undefined;
}

const camelCases = new Map<string, string>();

/** Each name is spelled once: all of them are in our source, and most are sought in vain in every error. */
function camelCaseOf(name: string): string {
  let camel = camelCases.get(name);
  if (camel === undefined) {
    camel = name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelCases.set(name, camel);
  }
  return camel;
}

export function objectMember(object: JsonObject, name: string): JsonObject | null {
  const value = member(object, name);
  return isObject(value) ? value : null;
}

/** The objects of a list; anything else in it, or instead of it, is ignored. */
export function objectsMember(object: JsonObject, name: string): readonly JsonObject[] {
  const value = member(object, name);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textMember(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return typeof value === "string" ? value : null;
}

export function textsMember(object: JsonObject, name: string): readonly string[] {
  const value = member(object, name);
  return Array.isArray(value) ? value.map(wrapped).filter((text) => typeof text === "string") : [];
}

/** A text that older API versions wrap in a message: `{"value": "…"}`. */
export function wrapped(value: unknown): unknown {
  return isObject(value) && Object.hasOwn(value, "value") ? value["value"] : value;
}

/**
 * A whole number as decimal text, from any of the forms in which JSON and protobufjs hold an int64: a
 * number, a bigint, decimal text, or a Long (two 32-bit halves). Null for everything else.
 */
export function integerText(value: unknown): string | null {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value === "string") return /^-?\d{1,20}$/.test(value) ? String(BigInt(value)) : null;
  if (!isObject(value)) return null;
  const { low, high } = value;
  if (typeof low !== "number" || typeof high !== "number") return null;
  if (!Number.isInteger(low) || !Number.isInteger(high)) return null;
  const bits = (BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(low));
  return String(value["unsigned"] === true ? bits : BigInt.asIntN(64, bits));
}

/** A whole number that a number holds exactly, in any form of `integerText`; null for everything else. */
export function integer(value: unknown): number | null {
  const text = integerText(value);
  const number = Number(text);
  return text !== null && Number.isSafeInteger(number) ? number : null;
}

/**
 * Bytes from any of the forms in which JSON holds them: base64 (also the URL-safe kind), a list of
 * numbers, or a Buffer as `JSON.stringify` writes it; or bytes as they are. Null for everything else.
 */
export function bytesOfJson(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") {
    return /^[\w+/-]*={0,2}$/.test(value) ? Buffer.from(value, "base64") : null;
  }
  const list = isObject(value) && value["type"] === "Buffer" ? value["data"] : value;
  if (!Array.isArray(list)) return null;
  return list.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)
    ? Uint8Array.from(list)
    : null;
}

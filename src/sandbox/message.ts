import type protobuf from "protobufjs";

/**
 * A decoded message: the fields that were on the wire are its own properties, under their proto
 * names; what was not sent is a default on its prototype, or an empty list. So presence is `has`, and
 * a field is read by the functions below rather than by property access, which cannot tell the two
 * apart.
 */
export type Message = Record<string, unknown>;

export function decode(type: protobuf.Type, bytes: Uint8Array): Message {
  // A decoded message is a plain record of its fields; the library's class adds only methods.
  return type.decode(bytes) as unknown as Message;
}

export function has(message: Message, field: string): boolean {
  if (!Object.hasOwn(message, field)) return false;
  const value = message[field];
  return value != null && !(Array.isArray(value) && value.length === 0);
}

/** The text of a set string field; undefined if it is not set. */
export function text(message: Message, field: string): string | undefined {
  const value = has(message, field) ? message[field] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The number in a set number field, 64-bit ones included; undefined if it is not set. */
export function number(message: Message, field: string): number | undefined {
  return has(message, field) ? Number(message[field]) : undefined;
}

export function flag(message: Message, field: string): boolean {
  return has(message, field) && message[field] === true;
}

/** A set message field; undefined if it is not set. */
export function child(message: Message, field: string): Message | undefined {
  // The caller names a field that its descriptor declares as a message.
  return has(message, field) ? (message[field] as Message) : undefined;
}

/** The messages in a repeated field; none if it is not set. */
export function children(message: Message, field: string): readonly Message[] {
  // The caller names a field that its descriptor declares as a repeated message.
  return has(message, field) ? (message[field] as Message[]) : [];
}

/** The strings in a repeated field; none if it is not set. */
export function texts(message: Message, field: string): readonly string[] {
  // The caller names a field that its descriptor declares as a repeated string.
  return has(message, field) ? (message[field] as string[]) : [];
}

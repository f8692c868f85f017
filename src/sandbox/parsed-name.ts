import type protobuf from "protobufjs";
import type { Api } from "./api.ts";

/** The form of a resource's name, such as `customers/{customer_id}/adGroups/{ad_group_id}`. */
export interface NamePattern {
  /** The pattern as the descriptors have it. */
  readonly text: string;
  /** The resource type that it names, such as `googleads.googleapis.com/AdGroup`. */
  readonly type: string;
  readonly collection: string;
  /** The collection between slashes. */
  readonly marker: string;
  /** False for constants such as `geoTargetConstants/2840`, which no account owns. */
  readonly ofCustomer: boolean;
  /** What stands after the collection, in order: `["ad_group_id", "criterion_id"]`. */
  readonly placeholders: readonly string[];
}

export type ParsedName =
  | { readonly kind: "name"; readonly parts: readonly string[] }
  | { readonly kind: "malformed" }
  | { readonly kind: "bad-id"; readonly part: string }
  | { readonly kind: "other-customer" };

/** The patterns of every resource of the API, by resource type. */
export function namePatterns(api: Api): ReadonlyMap<string, NamePattern> {
  const patterns = new Map<string, NamePattern>();
  for (const message of api.messages()) {
    const pattern = patternOf(message);
    if (pattern !== undefined) patterns.set(pattern.type, pattern);
  }
  return patterns;
}

function patternOf(message: protobuf.Type): NamePattern | undefined {
  const resource = option(message, "(google.api.resource)") as
    | { readonly type: string; readonly pattern?: string }
    | undefined;
  if (resource?.pattern === undefined) return undefined;
  const pieces = resource.pattern.split("/");
  const ofCustomer = pieces[0] === "customers";
  const own = ofCustomer ? pieces.slice(2) : pieces;
  const collection = own[0] ?? "customers";
  return {
    text: resource.pattern,
    type: resource.type,
    collection,
    marker: `/${collection}/`,
    ofCustomer,
    placeholders: (own[1] ?? "").split("~").flatMap((piece) => /^\{(.+)\}$/.exec(piece)?.[1] ?? []),
  };
}

/** The value of an option as the descriptor file has it; undefined if it does not set it. */
export function option(subject: protobuf.ReflectionObject, name: string): unknown {
  return options(subject, name)[0];
}

/** All values of an option that may be given several times. */
export function options(subject: protobuf.ReflectionObject, name: string): readonly unknown[] {
  // The library types parsed options as `any`: a list of one-entry objects.
  const parsed = (subject.parsedOptions ?? []) as readonly Readonly<Record<string, unknown>>[];
  return parsed.flatMap((entry) => (name in entry ? [entry[name]] : []));
}

/** Takes a name apart. Ids must be whole numbers, negative ones included. */
export function parseName(pattern: NamePattern, name: string, customerId: string): ParsedName {
  const pieces = name.split("/");
  if (pattern.ofCustomer) {
    if (pieces[0] !== "customers") return { kind: "malformed" };
    const customer = pieces[1] ?? "";
    if (pieces.length !== (pattern.placeholders.length === 0 ? 2 : 4)) return { kind: "malformed" };
    if (pieces.length === 4 && pieces[2] !== pattern.collection) return { kind: "malformed" };
    if (!/^\d+$/.test(customer)) return { kind: "bad-id", part: customer };
    if (pieces.length === 4) return parseParts(pattern, pieces[3] ?? "", customer === customerId);
    return customer === customerId ? { kind: "name", parts: [] } : { kind: "other-customer" };
  }
  if (pieces.length !== 2 || pieces[0] !== pattern.collection) return { kind: "malformed" };
  return parseParts(pattern, pieces[1] ?? "", true);
}

function parseParts(pattern: NamePattern, written: string, ownCustomer: boolean): ParsedName {
  const parts = written.split("~");
  if (parts.length !== pattern.placeholders.length) return { kind: "malformed" };
  for (const [index, part] of parts.entries()) {
    const isId = pattern.ofCustomer && (pattern.placeholders[index]?.endsWith("_id") ?? false);
    if (isId ? !/^-?\d+$/.test(part) : part === "") return { kind: "bad-id", part };
  }
  return ownCustomer ? { kind: "name", parts } : { kind: "other-customer" };
}

/** Puts a name together. */
export function writeName(
  pattern: NamePattern,
  customerId: string,
  parts: readonly string[],
): string {
  const own = pattern.placeholders.length === 0 ? "" : `/${pattern.collection}/${parts.join("~")}`;
  return pattern.ofCustomer ? `customers/${customerId}${own}` : own.slice(1);
}

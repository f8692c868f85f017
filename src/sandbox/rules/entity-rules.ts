import type { ErrorCode } from "../error-code.ts";
import { has, type Message, text } from "../message.ts";
import { below, type Path, type Refusal } from "../refusal.ts";

/** A resource about to be written, as the rules of its kind see it. */
export interface Draft {
  readonly verb: "create" | "update";
  /** The fields that were sent; on an update only those in the mask count. */
  readonly resource: Message;
  /** The operation around it, which may carry exemptions. */
  readonly operation: Message;
  /** The listing groups for which the request makes a child for everything else. */
  readonly divided: ReadonlySet<string>;
  /** The place of the resource in the request. */
  readonly path: Path;
  /** Whether a field is being written: always on a create, by the mask on an update. */
  touches(field: string): boolean;
  refuse(code: ErrorCode, path: Path, more?: Omit<Refusal, "code" | "path">): void;
}

/** A value that no two resources of an account may share. */
export interface UniqueKey {
  /** Distinct for every combination of kind and values. */
  readonly key: string;
  readonly code: ErrorCode;
  /** The field to be named in the error, with dots. */
  readonly field: string;
}

/** The requirements of a kind of resource beyond its descriptors. */
export interface EntityRules {
  readonly check?: (draft: Draft) => void;
  /** The keys of a whole resource; undefined where it lacks what they are made of. */
  readonly keys?: (resource: Message) => readonly UniqueKey[];
}

/** Refuses a field that a create leaves out. */
export function requireField(draft: Draft, code: ErrorCode, field: string): void {
  if (draft.verb === "create" && !has(draft.resource, field)) {
    draft.refuse(code, below(draft.path, field));
  }
}

/** Refuses a text that is empty or longer than `limit` characters, if it is being written. */
export function checkLength(
  draft: Draft,
  field: string,
  limit: number,
  codes: { readonly tooShort: ErrorCode; readonly tooLong: ErrorCode },
): void {
  const value = text(draft.resource, field);
  if (value === undefined || !draft.touches(field)) return;
  const path = below(draft.path, field);
  if (value.trim() === "") draft.refuse(codes.tooShort, path, { trigger: value });
  if (characters(value) > limit) draft.refuse(codes.tooLong, path, { trigger: value });
}

/** The length of a text in characters, not in UTF-16 units. */
export function characters(value: string): number {
  let count = 0;
  for (let at = 0; at < value.length; count += 1) {
    at += (value.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
  }
  return count;
}

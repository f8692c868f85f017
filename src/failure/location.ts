import type { FailureError, PathElement } from "./failure.ts";

/** The repeated fields of requests that hold the operations. */
const operationLists: ReadonlySet<string> = new Set([
  "operations",
  "mutate_operations",
  "conversions",
  "conversion_adjustments",
  "conversations",
  // Requests that take one operation name it in the singular.
  "operation",
]);

/**
 * The position in the request, from 0, of the operation that a path names; null if it names none.
 * Only the first element counts: a later `operations[0]` belongs to something else.
 *
 * For a batch job's result, use the result's own `operation_index` instead: it is not documented what the
 * index inside its path counts from.
 */
export function operationIndex(path: readonly PathElement[]): number | null {
  const [first] = path;
  if (first === undefined || !operationLists.has(first.name)) return null;
  return first.index !== null && first.index >= 0 ? first.index : null;
}

/** The verb of an operation, or the update mask beside it. */
export type Verb = "create" | "update" | "remove" | "update_mask";

const verbs: readonly string[] = ["create", "update", "remove", "update_mask"] satisfies Verb[];

function isVerb(name: string | undefined): name is Verb {
  return name !== undefined && verbs.includes(name);
}

/** A path as seen from the resource. */
export interface FieldPath {
  /** null if the path has none: conversions do not have verbs, and some paths stop before it. */
  readonly verb: Verb | null;
  /** From the resource down to the field; empty if the resource as a whole is meant. */
  readonly fields: readonly PathElement[];
}

/**
 * Removes from a path the elements that belong to the request: the element of the list of operations, the
 * `<resource>_operation` that GoogleAdsService puts around an operation, and the verb. Paths that stop
 * early, or start at a field, are left as they are.
 */
export function fieldPath(path: readonly PathElement[]): FieldPath {
  let at = 0;
  const inList = operationLists.has(path[0]?.name ?? "");
  if (inList) at++;
  // Without the list before it, only a verb after it distinguishes it from a field with that name.
  const wrapped = path[at]?.name.endsWith("_operation") === true;
  if (wrapped && (inList || isVerb(path[at + 1]?.name))) at++;
  const verb = path[at]?.name;
  if (!isVerb(verb)) return { verb: null, fields: path.slice(at) };
  return { verb, fields: path.slice(at + 1) };
}

/**
 * The field that an error is about, from the resource down; empty if it is about the resource as a whole.
 * An error about an update mask names its field only in the text: "... invalid field: 'keyword/matchtype'".
 */
export function blamedFields({
  path,
  message,
}: Pick<FailureError, "path" | "message">): readonly PathElement[] {
  const { verb, fields } = fieldPath(path);
  if (verb !== "update_mask" || fields.length > 0) return fields;
  const name = /'([\w/.]+)'/.exec(message ?? "")?.[1];
  return name === undefined ? [] : parsePath(name.replaceAll("/", "."));
}

/**
 * The path at the end of a Status text: "Too short., at operations[1].create.name", also after
 * "Multiple errors in ‘details’. First error: ". Empty if there is none.
 *
 * The text is about the first error only, so use it only if details are missing.
 */
export function textPath(message: string): readonly PathElement[] {
  const text = /, at ((?:\w+(?:\[\d+\])?|\[\d+\])(?:\.\w+(?:\[\d+\])?|\[\d+\])*)\s*$/.exec(
    message,
  )?.[1];
  return text === undefined ? [] : parsePath(text);
}

/**
 * The position of the operation that a Status text names, from 0: ", at mutate_operations[3]…", or
 * ", in operation 3" as early versions wrote. Null if it names none. See `textPath` for when to use it.
 */
export function textIndex(message: string): number | null {
  const inOperation = /\bin operation (\d{1,9})(?:, at [\w.[\]]+)?\s*$/.exec(message)?.[1];
  return inOperation === undefined ? operationIndex(textPath(message)) : Number(inOperation);
}

/** The inverse of `formatPath`. */
export function parsePath(text: string): readonly PathElement[] {
  return Array.from(text.matchAll(/([^.[\]]+)(?:\[(\d+)\])?|\[(\d+)\]/g), (match) => {
    const index = match[2] ?? match[3];
    return { name: match[1] ?? "", index: index === undefined ? null : Number(index) };
  });
}

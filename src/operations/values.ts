import type { PathElement } from "../failure/failure.ts";

/** A value in a resource, and its place. */
export interface Found {
  readonly path: readonly PathElement[];
  /** A text, or how many elements a list has. */
  readonly value: string | number;
}

/** The texts and the lists of a resource, in the order of its fields. */
export function* valuesIn(
  message: Readonly<Record<string, unknown>>,
  above: readonly PathElement[],
): Generator<Found> {
  for (const [name, value] of Object.entries(message)) {
    if (!Array.isArray(value)) {
      yield* valueAt(value, [...above, { name, index: null }]);
      continue;
    }
    yield { path: [...above, { name, index: null }], value: value.length };
    for (const [index, item] of value.entries()) yield* valueAt(item, [...above, { name, index }]);
  }
}

function* valueAt(value: unknown, path: readonly PathElement[]): Generator<Found> {
  if (typeof value === "string") yield { path, value };
  // A message, as `toObject` gives it.
  else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array))
    yield* valuesIn(value as Readonly<Record<string, unknown>>, path);
}

/** The place of a text in a resource, except in its own name; null if it is not there. */
export function pathOfText(
  resource: Readonly<Record<string, unknown>>,
  text: string,
): readonly PathElement[] | null {
  const { resource_name: _, ...fields } = resource;
  for (const { path, value } of valuesIn(fields, [])) if (value === text) return path;
  return null;
}

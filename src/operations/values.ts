import type { PathElement } from "../failure/failure.ts";

/**
 * Sees a value of a resource: a text, or how many elements a list has.
 * @param names the names of its path, joined by dots, without indexes.
 * @param path its place. It is reused for the next value: copy it to keep it.
 */
export type Visit = (value: string | number, names: string, path: readonly PathElement[]) => void;

/** Shows the texts and the lists of a resource, in the order of its fields. Every row of a file comes by here. */
export function visitValues(resource: Readonly<Record<string, unknown>>, visit: Visit): void {
  const path: PathElement[] = [];
  const look = (value: unknown, names: string): void => {
    if (typeof value === "string") visit(value, names, path);
    // A message, as `toObject` gives it.
    else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array))
      lookInto(value as Readonly<Record<string, unknown>>, `${names}.`);
  };
  const lookInto = (message: Readonly<Record<string, unknown>>, above: string): void => {
    for (const name of Object.keys(message)) {
      const value = message[name];
      const names = above + name;
      path.push({ name, index: null });
      if (Array.isArray(value)) {
        visit(value.length, names, path);
        for (const [index, item] of value.entries()) {
          path[path.length - 1] = { name, index };
          look(item, names);
        }
      } else look(value, names);
      path.pop();
    }
  };
  lookInto(resource, "");
}

/** The place of a text in a resource, except in its own name; null if it is not there. */
export function pathOfText(
  resource: Readonly<Record<string, unknown>>,
  text: string,
): readonly PathElement[] | null {
  const { resource_name: _, ...fields } = resource;
  const places: (readonly PathElement[])[] = [];
  visitValues(fields, (value, _names, path) => {
    if (value === text) places.push(path.slice());
  });
  return places[0] ?? null;
}

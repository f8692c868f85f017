import type { Verb } from "./entity.ts";

/** The words of Google's spreadsheets and of their users for what to do with a row. */
const SPOKEN: Readonly<Record<string, Verb>> = {
  create: "create",
  add: "create",
  update: "update",
  set: "update",
  edit: "update",
  remove: "remove",
  delete: "remove",
};

/** The verb that a word asks for, in any case; undefined if it is not known. */
export function verbMeant(word: string): Verb | undefined {
  const key = word.trim().toLowerCase();
  return Object.hasOwn(SPOKEN, key) ? SPOKEN[key] : undefined;
}

import type { FailureError, PathElement } from "../failure/failure.ts";
import { fieldPath, parsePath } from "../failure/location.ts";

/** Where an error was found in the user's sheet. */
export interface Place {
  /** The user's header, or null if the error is about the row as a whole. */
  readonly column: string | null;
  /** The user's cell. */
  readonly value: string;
}

/** What an error is about, as far as its path tells. */
export interface Subject {
  /** From the resource down, without indexes: "ad.responsive_search_ad.headlines.text". */
  readonly path: string;
  readonly fields: readonly PathElement[];
  /** The resource, if the path names it. */
  readonly entity: string | null;
}

const wrapper = "_operation";

export function subjectOf(error: FailureError): Subject {
  const { fields } = fieldPath(error.path);
  const entity = error.path.slice(0, 2).find(({ name }) => name.endsWith(wrapper))?.name;
  return {
    path: fields.map(({ name }) => name).join("."),
    fields,
    entity: entity?.slice(0, -wrapper.length) ?? null,
  };
}

// The form of rowmend's own headers: lower-case letters, dots, underscores, indexes.
const apiHeader = /^\s*[a-z0-9_]+(?:\[\d+\])?(?:\.[a-z0-9_]+(?:\[\d+\])?)*\s*$/;

/**
 * What to call the field that `label` names: the user's header if it is in the user's own words, else the
 * label, with the number of the element if there are several. The number comes from the header if it has
 * one, since Google counts only the cells that were filled.
 */
export function nameOf(label: string, subject: Subject, { column }: Place): string {
  if (column !== null && !apiHeader.test(column) && column.trim() !== "") return column.trim();
  const element = subject.fields.findLast(({ index }) => index !== null);
  if (element === undefined) return label;
  const inHeader =
    column === null
      ? undefined
      : parsePath(column.trim()).findLast(
          ({ name, index }) => name === element.name && index !== null,
        );
  return `${label} ${(inHeader?.index ?? element.index ?? 0) + 1}`;
}

/**
 * The text that the error is about: the trigger that Google names, else the cell. Null if that is not known,
 * because the cell holds several elements or an object.
 */
export function textOf(error: FailureError, { value }: Place, subject: Subject): string | null {
  if (error.trigger !== null && error.trigger !== "") return error.trigger;
  const isList = subject.fields.some(({ index }) => index !== null) && value.includes("|");
  if (value.trim() === "" || isList || /^\s*[{[]/.test(value)) return null;
  return value;
}

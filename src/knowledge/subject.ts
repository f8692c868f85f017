import type { FailureError, PathElement } from "../failure/failure.ts";
import { blamedFields, parsePath } from "../failure/location.ts";

/** Where an error was found in the user's sheet. */
export interface Place {
  /** The user's header, or null if the error is about the row as a whole, or about a field without a column. */
  readonly column: string | null;
  /** The user's cell. */
  readonly value: string;
  /** What the row is about; taken from the path of the error if left out. */
  readonly entity?: string | null;
  /** How the sheet has the field if `column` is null; left out if no sheet is known. */
  readonly gap?: Gap;
  /** False for a saved response, which belongs to no run: nothing can be settled or resubmitted. */
  readonly hasRun?: boolean;
}

/** The sheet lacks a column for the field, or the row leaves its columns empty. */
export type Gap = "lacking" | "empty";

/** What an error is about, as far as its path tells. */
export interface Subject {
  /** From the resource down, without indexes: "ad.responsive_search_ad.headlines.text". */
  readonly path: string;
  readonly fields: readonly PathElement[];
  /** The resource, if it is known. */
  readonly entity: string | null;
}

const wrapper = "_operation";

/** @param entity what the row is about, if the sheet says so. */
export function subjectOf(
  error: Pick<FailureError, "path" | "message">,
  entity: string | null = null,
): Subject {
  const fields = blamedFields(error);
  const named = error.path.slice(0, 2).find(({ name }) => name.endsWith(wrapper))?.name;
  return {
    path: fields.map(({ name }) => name).join("."),
    fields,
    entity: named?.slice(0, -wrapper.length) ?? entity,
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
 * The text that the error is about: the trigger that Google names, else the cell or the element of its list.
 * Null if that is not known, because the cell holds an object, or elements of which none is named.
 */
export function textOf(error: FailureError, place: Place, subject: Subject): string | null {
  if (error.trigger !== null && error.trigger !== "") return error.trigger;
  const { value } = place;
  const isList = subject.fields.some(({ index }) => index !== null) && value.includes("|");
  if (isList || /^\s*[{[]/.test(value)) return elementOf(place, subject)?.text ?? null;
  return value.trim() === "" ? null : value;
}

/** An element of a list that one cell holds: `a|b|c`, or JSON. */
export interface Element {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The element that a path names in the list of a cell; null if the cell is not a list, or the path names none. */
export function elementOf({ column, value }: Place, { fields }: Subject): Element | null {
  const at = fields.findLastIndex(({ index }) => index !== null);
  const index = fields[at]?.index ?? null;
  // A header with an index is one element, and its cell no list.
  if (index === null || column === null || /\[\d+\]/.test(column)) return null;
  const elements = listIn(value);
  if (elements === null || index >= elements.length) return null;
  const inside = fields
    .slice(at + 1)
    .reduce<unknown>((part, { name }) => (isObject(part) ? part[name] : part), elements[index]);
  const text = typeof inside === "string" ? inside : JSON.stringify(inside);
  return text === undefined ? null : { number: index + 1, text };
}

function listIn(value: string): readonly unknown[] | null {
  if (!/^\s*\[/.test(value)) return value.includes("|") ? value.split("|") : null;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

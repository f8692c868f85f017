import type protobuf from "protobufjs";
import { enumOf } from "../schema/entity.ts";
import { CellFault, quoted } from "./fault.ts";

/** The texts of the elements in a cell that is a list, or why they cannot be told apart. */
export function elementsIn(field: protobuf.Field, cell: string): readonly string[] | CellFault {
  const texts = cell.split("|").map((part) => part.trim());
  const elements = field.name.endsWith("_urls") ? texts.flatMap(addressesIn) : texts;
  const at = elements.indexOf("");
  if (at !== -1) return emptyElement(cell, at);
  const isText = field.type === "string" || enumOf(field) !== null;
  const isUnclear = field.name.endsWith("_urls")
    ? elements.some(
        (text) => isSeveral(text) || (elements.length > texts.length && !isAddress(text)),
      )
    : isText && texts.length === 1 && /[;,\n\t]/.test(cell);
  return isUnclear ? unclear(cell) : elements;
}

/** Why the cell of a single element cannot be one, or null. */
export function severalIn(field: protobuf.Field, cell: string): CellFault | null {
  if (!field.name.endsWith("_urls")) return null;
  if (addressesIn(cell.trim()).length === 1 && !isSeveral(cell)) return null;
  return new CellFault(
    "AMBIGUOUS_LIST",
    `${quoted(cell)} is not a single address.`,
    "Write each address into a column of its own.",
  );
}

/** Google's tools separate addresses with spaces, or with semicolons between spaces. */
function addressesIn(text: string): readonly string[] {
  return text.split(/\s*[;,]\s+|\s+(?:[;,]\s*)?/);
}

/** An address, or a tracking parameter that begins one. */
function isAddress(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|\{)/i.test(text);
}

/** Whether a second address follows without a space. Then the mark between may be part of the first. */
function isSeveral(text: string): boolean {
  return /[;,][a-z]+:\/\//i.test(text);
}

/** A stray | is not an element. If it were sent as one, Google's error would not mention the |. */
function emptyElement(text: string, at: number): CellFault {
  return new CellFault(
    "EMPTY_ELEMENT",
    `Element ${at + 1} of ${quoted(text)} is empty.`,
    `Remove the extra ${text.includes("|") ? "|" : "separator"}, or write element ${at + 1}. Write a text that contains | as JSON: ["a|b"].`,
  );
}

function unclear(text: string): CellFault {
  return new CellFault(
    "AMBIGUOUS_LIST",
    `${quoted(text)} may be one element or several.`,
    `Separate elements with |. Write a single element as JSON: ${JSON.stringify([text.trim()])}.`,
  );
}

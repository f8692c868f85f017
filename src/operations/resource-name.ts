import type protobuf from "protobufjs";
import { CellFault, quoted } from "./fault.ts";
import { patternsOf, referenceOf } from "./schema.ts";

/** What can stand for a placeholder of a pattern: `{ad_group_id}` is a number, `{category}` a word. */
const ID = /^-?\d+$/;
const WORD = /^\w+$/;

/**
 * Completes bare ids in a field that names a resource: `123` in `ad_group` becomes
 * `customers/<customer>/adGroups/123`, and `12~34` fills a name of two parts. Any other text stays as
 * it is. The patterns are the `(google.api.resource)` annotations of the API.
 */
export function resourceNameConverter(
  field: protobuf.Field,
): (cell: string, customerId: string) => string | CellFault {
  const reference = referenceOf(field);
  if (reference === null) return (cell) => cell;
  const patterns = patternsOf(reference).map(patternOf);
  return (cell, customerId) => {
    const text = cell.trim();
    if (patterns.length === 0 || text.includes("/")) return text;
    for (const pattern of patterns) {
      const name = pattern.text === ACCOUNT ? accountName(text) : fill(pattern, text, customerId);
      if (name !== null) return name;
    }
    return new CellFault(
      "BAD_RESOURCE_NAME",
      `${quoted(cell)} is not the name of a resource.`,
      `Write ${example(patterns[0]?.text ?? "", customerId)}, or only its last part.`,
    );
  };
}

/** The digits of a customer id in any of the forms people write, or null. */
export function customerIdOf(text: string): string | null {
  const match = /^(?:customers\/)?(\d{3})[-\s]?(\d{3})[-\s]?(\d{4})$/.exec(text.trim());
  return match === null ? null : `${match[1]}${match[2]}${match[3]}`;
}

/** True for a name whose last part is a negative, temporary id. */
export function isTemporary(resourceName: string): boolean {
  // A quick look first: this is asked for every text of every row.
  return resourceName.startsWith("customers/") && /[/~]-\d+$/.test(resourceName);
}

/** Here the id of the account is what a cell names, not what it is filled up with. */
const ACCOUNT = "customers/{customer_id}";

function accountName(text: string): string | null {
  const id = customerIdOf(text);
  return id === null ? null : `customers/${id}`;
}

/** A pattern, taken apart at its placeholders. */
interface Pattern {
  readonly text: string;
  /** What stands before each placeholder, and the placeholder; the last may have none. */
  readonly parts: readonly { readonly before: string; readonly placeholder: string | null }[];
  /** Placeholders that a cell fills, which are all but the account's. */
  readonly ids: number;
}

function patternOf(text: string): Pattern {
  const pieces = text.split(/\{(\w+)\}/);
  const parts = pieces.flatMap((before, at) =>
    at % 2 === 0 ? [{ before, placeholder: pieces[at + 1] ?? null }] : [],
  );
  const ids = parts.filter(
    ({ placeholder }) => placeholder !== null && placeholder !== "customer_id",
  );
  return { text, parts, ids: ids.length };
}

function fill({ parts, ids }: Pattern, text: string, customerId: string): string | null {
  const values = text.split("~");
  if (values.length !== ids) return null;
  let next = 0;
  let name = "";
  for (const { before, placeholder } of parts) {
    name += before;
    if (placeholder === null) continue;
    const value = placeholder === "customer_id" ? customerId : (values[next++] ?? "");
    if (placeholder !== "customer_id" && !(placeholder.endsWith("_id") ? ID : WORD).test(value))
      return null;
    name += value;
  }
  return name;
}

function example(pattern: string, customerId: string): string {
  return pattern
    .replace("{customer_id}", customerId || "<customer_id>")
    .replace(/\{(\w+)\}/g, "<$1>");
}

import type protobuf from "protobufjs";
import { CellFault, quoted } from "./fault.ts";
import { patternsOf, referenceOf } from "./schema.ts";

/** What can stand for a placeholder of a pattern: `{ad_group_id}` is a number, `{category}` a word. */
const ID = /^-?\d+$/;
const WORD = /^\w+$/;

/**
 * Completes a bare id in a field that names a resource: `123` in `ad_group` becomes
 * `customers/<customer>/adGroups/123`, and `12~34` fills a name of two parts. Any other text stays as
 * it is. The patterns are the `(google.api.resource)` annotations of the API.
 */
export function expandResourceName(
  field: protobuf.Field,
  cell: string,
  customerId: string,
): string | CellFault {
  const reference = referenceOf(field);
  if (reference === null) return cell;
  const text = cell.trim();
  const patterns = patternsOf(reference);
  if (patterns.length === 0 || text.includes("/")) return text;
  for (const pattern of patterns) {
    const name = pattern === ACCOUNT ? accountName(text) : fill(pattern, text, customerId);
    if (name !== null) return name;
  }
  return new CellFault(
    "BAD_RESOURCE_NAME",
    `${quoted(cell)} is not the name of a resource.`,
    `Write ${example(patterns[0] ?? "", customerId)}, or only its last part.`,
  );
}

/** The digits of a customer id in any of the forms people write, or null. */
export function customerIdOf(text: string): string | null {
  const match = /^(?:customers\/)?(\d{3})[-\s]?(\d{3})[-\s]?(\d{4})$/.exec(text.trim());
  return match === null ? null : `${match[1]}${match[2]}${match[3]}`;
}

/** True for a name whose last part is a negative, temporary id. */
export function isTemporary(resourceName: string): boolean {
  return resourceName.startsWith("customers/") && /[/~]-\d+$/.test(resourceName);
}

/** Here the id of the account is what a cell names, not what it is filled up with. */
const ACCOUNT = "customers/{customer_id}";

function accountName(text: string): string | null {
  const id = customerIdOf(text);
  return id === null ? null : `customers/${id}`;
}

function fill(pattern: string, text: string, customerId: string): string | null {
  const ids = text.split("~");
  let next = 0;
  let fits = true;
  const name = pattern.replace(/\{(\w+)\}/g, (_, placeholder: string) => {
    if (placeholder === "customer_id") return customerId;
    const id = ids[next++] ?? "";
    fits &&= (placeholder.endsWith("_id") ? ID : WORD).test(id);
    return id;
  });
  return fits && next === ids.length ? name : null;
}

function example(pattern: string, customerId: string): string {
  return pattern
    .replace("{customer_id}", customerId || "<customer_id>")
    .replace(/\{(\w+)\}/g, "<$1>");
}

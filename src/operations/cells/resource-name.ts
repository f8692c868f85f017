import type protobuf from "protobufjs";
import { accountText, customerIdOf } from "../../api/customer-id.ts";
import { patternsOf, referenceOf } from "../schema/entity.ts";
import { example, fill, type NamePattern, patternOf } from "../schema/name-pattern.ts";
import { articled, isOfOneAccount, kindNamed, kindOf } from "../schema/resource-kind.ts";
import { CellFault, quoted } from "./fault.ts";

/**
 * Completes bare ids in a field that names a resource: `123` in `ad_group` becomes
 * `customers/<customer>/adGroups/123`, and `12~34` fills a name of two parts. A whole name stays as it
 * is if the field can hold it: it has to be of the right kind, and in the row's account if the field cannot
 * refer to another account. The patterns are the `(google.api.resource)` annotations of the API.
 */
export function resourceNameConverter(
  field: protobuf.Field,
): (cell: string, customerId: string) => string | CellFault {
  const reference = referenceOf(field);
  const patterns = reference === null ? [] : patternsOf(reference).map(patternOf);
  const [first] = patterns;
  if (reference === null) return (cell) => cell;
  if (first === undefined) return (cell) => cell.trim();
  return (cell, customerId) => {
    const text = cell.trim();
    if (text.includes("/")) {
      const fault = wholeNameFault(field, reference, patterns, text, customerId);
      return fault === null
        ? text
        : new CellFault(
            "BAD_RESOURCE_NAME",
            fault.message,
            fault.advice ?? correct(first, customerId),
          );
    }
    for (const pattern of patterns) {
      const name = pattern.text === ACCOUNT ? accountName(text) : fill(pattern, text, customerId);
      if (name !== null) return name;
    }
    return new CellFault("BAD_RESOURCE_NAME", noName(text), correct(first, customerId));
  };
}

/** What is wrong with a name that is written in full; null if nothing is. */
function wholeNameFault(
  field: protobuf.Field,
  reference: string,
  patterns: readonly NamePattern[],
  name: string,
  customerId: string,
): { readonly message: string; readonly advice: string | null } | null {
  const match = patterns.map(({ whole }) => whole.exec(name)).find((found) => found !== null);
  const wanted = kindNamed(reference);
  if (match === undefined) {
    const kind = kindOf(name);
    return kind === null || kind === wanted
      ? { message: noName(name), advice: null }
      : {
          message: `${quoted(name)} is ${articled(kind)}, but ${field.name} needs ${articled(wanted)}.`,
          advice: null,
        };
  }
  const account = match[1] ?? customerId;
  if (account === customerId || customerId === "" || !isOfOneAccount(field, reference)) return null;
  return {
    message: `${quoted(name)} is not in the row's account (${accountText(customerId)}).`,
    advice: `Name ${articled(wanted)} of that account, or give the row the account ${accountText(account)}.`,
  };
}

function noName(text: string): string {
  return `${quoted(text)} is not the name of a resource.`;
}

function correct(pattern: NamePattern, customerId: string): string {
  return `Write ${example(pattern, customerId)}, or only its last part.`;
}

/** The pattern of fields that name an account: the cell itself is the account id. */
const ACCOUNT = "customers/{customer_id}";

function accountName(text: string): string | null {
  const id = customerIdOf(text);
  return id === null ? null : `customers/${id}`;
}

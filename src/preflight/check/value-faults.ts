import { formatPath, type PathElement } from "../../failure/failure.ts";
import { parsePath } from "../../failure/location.ts";
import { type Fault, quoted } from "../../operations/cells/fault.ts";
import { type ReadOperation, valueAt } from "../../operations/schema/encoded-operation.ts";
import { visitValues } from "../../operations/values.ts";

type Finding = Pick<Fault, "code" | "message" | "advice">;

/**
 * Values that Google surely refuses, whatever is in the account: addresses that are none, signs that no
 * keyword may have, texts that an ad has twice.
 */
export function valueFaults(
  { entity, resource, verb }: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
): readonly Fault[] {
  if (resource === null) return [];
  const faults: Fault[] = [];
  const add = (path: readonly PathElement[], finding: Finding | null): void => {
    if (finding === null) return;
    faults.push({ ...finding, column: columnOf(path.slice()), fieldPath: formatPath(path) });
  };
  const seen = new Set<string>();
  visitValues(resource, (value, names, path) => {
    if (typeof value !== "string") return;
    add(path, valueFinding(names)?.(value) ?? null);
    const list = adListOf(names);
    if (list === null) return;
    if (seen.has(`${list} ${value}`)) add(path, repeatedFault(value));
    seen.add(`${list} ${value}`);
  });
  if (verb === "create") {
    const ad = entity.name === "ad_group_ad" ? "ad.responsive_search_ad" : "";
    if (ad !== "" && isSet(resource, `${ad}.path2`) && !isSet(resource, `${ad}.path1`))
      add(parsePath(`${ad}.path2`), {
        code: "REQUIRED_FIELD",
        message: "The ad has a second path, but no first one.",
        advice: `Fill ${ad}.path1, or empty this cell.`,
      });
    if (valueAt(resource, "negative") === true && isSet(resource, "cpc_bid_micros"))
      add(parsePath("cpc_bid_micros"), {
        code: "CONFLICTING_COLUMNS",
        message: "The row excludes something, and sets a bid for it.",
        advice: "Empty the bid, or write false in negative.",
      });
  }
  return faults;
}

/** Finds what is wrong with single values of that path; null if nothing can be. */
export function valueFinding(names: string): ((text: string) => Finding | null) | null {
  if (names === "keyword.text") return keywordFault;
  return ADDRESSES.test(names) ? addressFault : null;
}

/** The list of an ad that texts of that path are in; null if they are in none. */
export function adListOf(names: string): string | null {
  return AD_TEXTS.exec(names)?.[1] ?? null;
}

const ADDRESSES = /(^|\.)(final_urls|final_mobile_urls|page_url)$/;

/** Two equal texts in one list of an ad (AdError.DUPLICATE_ASSET). */
const AD_TEXTS = /((?:^|\.)responsive_search_ad\.(?:headlines|descriptions))\.text$/;

function isSet(resource: Readonly<Record<string, unknown>>, path: string): boolean {
  const value = valueAt(resource, path);
  return value !== undefined && value !== "";
}

function addressFault(text: string): Finding | null {
  const [, scheme, host = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)/i.exec(text) ?? [];
  const bad = (problem: string, advice: string): Finding => ({
    code: "BAD_ADDRESS",
    message: `${quoted(text)} ${problem}.`,
    advice,
  });
  if (scheme === undefined)
    return bad("does not say how it is reached", `Write it with https:// in front.`);
  if (!/^https?$/i.test(scheme))
    return bad("is not the address of a web page", "Begin it with https:// or http://.");
  if (host === "") return bad("has no domain", "Write the whole address, with its domain.");
  return /[\s<>"\\^`]/.test(text)
    ? bad("has a character that no address may have", "Remove blanks, quotes, < > \\ ^ and `.")
    : null;
}

/** https://support.google.com/google-ads/answer/7476658: symbols in keywords. */
export const keywordSign = /[,!@%^()={};~`<>?\\|]/;

function keywordFault(text: string): Finding | null {
  const sign = keywordSign.exec(text)?.[0];
  if (sign === undefined) return null;
  return {
    code: "BAD_TEXT",
    message: `The keyword ${quoted(text)} has the character ${sign}, which no keyword may have.`,
    advice: "Remove it.",
  };
}

function repeatedFault(text: string): Finding {
  return {
    code: "BAD_TEXT",
    message: `The ad has the text ${quoted(text)} twice.`,
    advice: "Change or empty one of the two.",
  };
}

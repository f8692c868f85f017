import { normalHeader } from "../fields/header.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { builtInMaps } from "./google-exports.ts";
import { CONTROL } from "./map-check.ts";
import { otherThingColumn } from "./other-things.ts";
import { unreadColumn } from "./unread-settings.ts";
import { isApiName } from "./view.ts";

/** Headers of Google's tools that are also API fields, so they do not show which of the two is meant. */
const EITHER: ReadonlySet<string> = new Set(
  [
    "Campaign",
    "Ad group",
    "Status",
    "Type",
    "Labels",
    "Label",
    "Keyword",
    "Customer ID",
    "Final URLs",
    "Final mobile URLs",
    "Final URL suffix",
  ].map(headerKey),
);

/** Headers of ids, which say as much as names. */
const IDS: ReadonlySet<string> = new Set(
  ["Campaign ID", "Ad group ID", "Keyword ID", "Criterion ID", "Ad ID"].map(headerKey),
);

const CAMPAIGN_NAMES: ReadonlySet<string> = new Set(["Campaign", "Campaign name"].map(headerKey));

/** Headers that only one of the tools writes. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  "google-ads-web": [
    "Keyword status",
    "Keyword state",
    "Campaign state",
    "Ad group state",
    "Ad status",
    "Ad state",
    "Status reasons",
    "Currency code",
    "Impr.",
    "Default max. CPC",
    "Negative keyword",
    "Added to",
    "Match type",
  ].map(headerKey),
  "google-ads-editor": [
    "Criterion type",
    "Campaign daily budget",
    "Impressions",
    "Account name",
    "Ad group type",
    "Approval status",
    "First page bid",
  ].map(headerKey),
};

/** A sheet with this many headers of a tool is an export, even if someone added API fields to it. */
const BEYOND_DOUBT = 3;

/**
 * The built-in map for these headers, or null. One header has to name the campaign or have an id, and the map
 * has to know at least one header, or several if other headers are API field names.
 */
export function recognise(headers: readonly string[]): ColumnMap | null {
  const hasApiNames = headers.some(
    (header) => isApiName(header) && !CONTROL.has(normalHeader(header)),
  );
  const keys = headers.map(headerKey);
  // Every export has the names of campaigns or ids. A sheet that does not is the user's own and is read by the
  // API's names: to read its `Ad Group` as a name, or to ignore one of its columns, would be a guess.
  if (!headers.some(isSubject)) return null;
  // A sheet of locations or sitelinks names its campaigns too, by names or ids.
  const hasOtherThings = headers.some((header) => otherThingColumn(header) !== null);
  const known = (map: ColumnMap): number =>
    headers.filter(
      (header) => !EITHER.has(headerKey(header)) && isKnown(header, map, hasOtherThings),
    ).length;
  const told = ({ name }: ColumnMap): number =>
    keys.filter((key) => TELLING[name]?.includes(key)).length;
  // "Keyword" alone is not a field of the API, but two such headers leave no doubt.
  const isListOfKeywords =
    !hasApiNames && ["Ad group", "Keyword"].every((header) => keys.includes(headerKey(header)));
  const fewest = hasApiNames ? BEYOND_DOUBT : 1;
  const candidates = Object.values(builtInMaps).filter(
    (map) => known(map) + told(map) >= fewest || isListOfKeywords,
  );
  return candidates.toSorted((a, b) => told(b) - told(a))[0] ?? null;
}

/** Whether a header says which campaign a row is in, or which of its own things the row is. */
function isSubject(header: string): boolean {
  const key = headerKey(header);
  // The API's `campaign.id` has the same letters.
  return (CAMPAIGN_NAMES.has(key) || IDS.has(key)) && !isApiName(header);
}

/** Whether a header is that of a setting of campaigns and what is in them, read or not. */
function isKnown(header: string, map: ColumnMap, hasOtherThings: boolean): boolean {
  const key = headerKey(header);
  if (map.columns[key]?.kind === "field") return !(hasOtherThings && IDS.has(key));
  return !hasOtherThings && unreadColumn(header).isSetting;
}

import { normalHeader } from "../fields/header.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { builtInMaps } from "./google-exports.ts";
import { CONTROL } from "./map-check.ts";
import { isApiName } from "./view.ts";

/** Headers of Google's tools that are fields of the API as well: they tell nothing about which of both is meant. */
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

/** With so many headers of a tool a sheet is an export, even if somebody added fields of the API to it. */
const BEYOND_DOUBT = 3;

/**
 * The built-in map that these headers are written for, or null: one has to name the campaign, and some have
 * to be known to the map; several, if others are written as the API writes its fields.
 */
export function recognise(headers: readonly string[]): ColumnMap | null {
  const hasApiNames = headers.some(
    (header) => isApiName(header) && !CONTROL.has(normalHeader(header)),
  );
  const keys = headers.map(headerKey);
  // Every export names the campaign. A sheet of someone's own that does not is read by the API's names:
  // taking its `Ad Group` for a name, or a column for one to leave out, would be a guess.
  if (!keys.includes(headerKey("Campaign"))) return null;
  const known = (map: ColumnMap): number =>
    keys.filter((key) => !EITHER.has(key) && map.columns[key]?.kind === "field").length;
  const told = ({ name }: ColumnMap): number =>
    keys.filter((key) => TELLING[name]?.includes(key)).length;
  // "Keyword" alone is no field of the API, but two such headers leave no doubt.
  const named = keys.filter((key) => EITHER.has(key)).length;
  const fewest = hasApiNames ? BEYOND_DOUBT : 1;
  const candidates = Object.values(builtInMaps).filter(
    (map) => known(map) + told(map) >= fewest && named > 0,
  );
  return candidates.toSorted((a, b) => told(b) - told(a))[0] ?? null;
}

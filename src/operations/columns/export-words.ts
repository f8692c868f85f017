import type { FieldRule } from "./column-map.ts";

// The words that Google's own tools write into cells, with the values of the API that they stand for.

export const MATCH_TYPES: FieldRule["values"] = {
  broad: "BROAD",
  phrase: "PHRASE",
  exact: "EXACT",
  "broad match": "BROAD",
  "phrase match": "PHRASE",
  "exact match": "EXACT",
  ...negatives("negative "),
  ...negatives("campaign negative "),
};

function negatives(prefix: string): FieldRule["values"] {
  return Object.fromEntries(
    ["broad", "phrase", "exact"].flatMap((type) =>
      ["", " match"].map((suffix) => [
        `${prefix}${type}${suffix}`,
        { "keyword.match_type": type.toUpperCase(), negative: "true" },
      ]),
    ),
  );
}

export const ACTIONS: FieldRule["values"] = {
  add: "create",
  create: "create",
  set: "update",
  edit: "update",
  update: "update",
  remove: "remove",
  delete: "remove",
};

export const CHANNELS: FieldRule["values"] = {
  search: "SEARCH",
  "search only": "SEARCH",
  display: "DISPLAY",
  shopping: "SHOPPING",
  video: "VIDEO",
  "performance max": "PERFORMANCE_MAX",
  "demand gen": "DEMAND_GEN",
};

/** Bidding strategies without settings; the others have their own columns in the API. */
export const STRATEGIES: FieldRule["values"] = Object.fromEntries(
  Object.entries({
    "manual cpc": "manual_cpc",
    "manual cpm": "manual_cpm",
    "manual cpv": "manual_cpv",
    "maximize clicks": "target_spend",
    "maximize conversions": "maximize_conversions",
    "maximize conversion value": "maximize_conversion_value",
  }).map(([text, field]) => [text, { [`campaign.${field}`]: "{}" }]),
);

/** The values of `Networks`, separated by semicolons. */
const NETWORKS = [
  ["google search", "target_google_search"],
  ["search partners", "target_search_network"],
  ["display network", "target_content_network"],
] as const;

/** Every selection of networks, in the order in which Google's tools list them. Networks not listed are off. */
export function networkValues(): FieldRule["values"] {
  const values: Record<string, Readonly<Record<string, string>>> = {};
  for (let selection = 1; selection < 2 ** NETWORKS.length; selection += 1) {
    const isOn = (at: number): boolean => (selection & (2 ** at)) !== 0;
    const names = NETWORKS.flatMap(([name], at) => (isOn(at) ? [name] : []));
    const fields = Object.fromEntries(
      NETWORKS.map(([, field], at) => [`campaign.network_settings.${field}`, String(isOn(at))]),
    );
    for (const separator of [";", "; "]) values[names.join(separator)] = fields;
  }
  return values;
}

/** The campaign's declaration: Editor writes half a sentence, the web interface's spreadsheets have yes and no. */
export const EU_POLITICAL_ADS: FieldRule["values"] = {
  ...spellings(
    "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
    "doesn't have eu political ads",
    "doesn’t have eu political ads",
    "no",
  ),
  ...spellings("CONTAINS_EU_POLITICAL_ADVERTISING", "has eu political ads", "yes"),
};

function spellings(value: string, ...words: readonly string[]): FieldRule["values"] {
  return Object.fromEntries(words.map((word) => [word, value]));
}

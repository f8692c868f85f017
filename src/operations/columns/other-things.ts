import type { ColumnRule, OtherThingRule } from "./column-map.ts";

// Exports of Google Ads Editor list everything that an account has, one item in each row. Only the filled cells
// show what a row is about. For the names of these columns, see the pages listed in google-exports.ts.

interface Thing {
  /** Completes the sentence "The row holds …". */
  readonly what: string;
  /** Its entity in the API, for a sheet with API field names as headers. */
  readonly entity: string;
  readonly headers: readonly string[];
}

/** Items whose rows otherwise have only the names of their campaign and ad group, and would be mistaken for those. */
const ALONE: readonly Thing[] = [
  {
    what: "a location",
    entity: "campaign_criterion",
    headers: [
      "Location",
      "Location ID",
      "ID",
      "Geo ID",
      "Geo target ID",
      "Geo targeting",
      "Location groups",
      "Location group",
      "Radius",
    ],
  },
  {
    what: "an ad schedule",
    entity: "campaign_criterion",
    headers: ["Day & time"],
  },
  {
    what: "a sitelink",
    entity: "asset",
    headers: ["Link text", "Sitelink text", "Sitelink"],
  },
  { what: "a callout", entity: "asset", headers: ["Callout text", "Callout"] },
  {
    what: "a structured snippet",
    entity: "asset",
    headers: ["Snippet values", "Structured snippet values", "Structured snippet header"],
  },
  {
    what: "a phone number",
    entity: "asset",
    headers: ["Phone number", "Country of phone"],
  },
  {
    what: "an asset",
    entity: "asset",
    headers: [
      "Asset",
      "Asset name",
      "Asset type",
      "Image",
      "Image size",
      "Video ID",
      "Link source",
    ],
  },
  {
    what: "an audience",
    entity: "ad_group_criterion",
    headers: [
      "Audience segment",
      "Audience",
      "Age",
      "Gender",
      "Household income",
      "Parental status",
    ],
  },
  {
    what: "a placement or topic",
    entity: "ad_group_criterion",
    headers: ["Website", "Placement", "Topic"],
  },
  {
    what: "a product group",
    entity: "ad_group_criterion",
    headers: ["Product group", "Product group type"],
  },
];

/** Items that have their own headlines or keywords, and would be mistaken for an ad or a keyword. */
const WITH_TEXTS: readonly Thing[] = [
  { what: "an asset group", entity: "asset_group", headers: ["Asset group", "Search theme"] },
  {
    what: "a list of negative keywords",
    entity: "shared_criterion",
    headers: ["Shared set name", "Account keyword type"],
  },
];

const STRUCTURE: readonly string[] = ["campaign", "ad_group"];

const ALL: readonly string[] = [
  ...STRUCTURE,
  "ad_group_ad",
  "ad_group_criterion",
  "campaign_criterion",
];

/**
 * Columns of exports about items that no map reads. A row that fills one must not be mistaken for the
 * campaign that it names, or for whatever else it looks like.
 */
export const otherThingColumns: Readonly<Record<string, ColumnRule>> = {
  ...rulesOf(ALONE, STRUCTURE),
  ...rulesOf(WITH_TEXTS, ALL),
  "Ad type": {
    kind: "foreign",
    what: "an ad that is not a responsive search ad",
    except: ["responsive search ad", "responsive_search_ad"],
    mistakenFor: ALL,
    advice:
      "Take the row out, or fill everything that a responsive search ad needs and write Responsive search ad into the cell.",
  },
};

function rulesOf(
  things: readonly Thing[],
  mistakenFor: readonly string[],
): Readonly<Record<string, OtherThingRule>> {
  return Object.fromEntries(
    things.flatMap(({ what, entity, headers }) => {
      const advice = `Take the row out, or empty the cell if the row is about something else. You can upload it in a sheet with API field names as headers: see rowmend template ${entity}.`;
      return headers.map((header) => [
        header,
        { kind: "foreign", what, except: [], mistakenFor, advice } satisfies OtherThingRule,
      ]);
    }),
  );
}

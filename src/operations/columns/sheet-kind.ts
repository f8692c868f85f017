import { headerKey } from "./column-map.ts";
import { languageOf } from "./words/languages.ts";

/** What a sheet is that rowmend does not read, and what its owner can do. */
export interface SheetKind {
  /** Begins a sentence about the file: `holds search terms`. */
  readonly what: string;
  readonly wayOut: string;
  /** Its rows are never campaigns, ad groups, keywords or ads, even if some of its columns look like those. */
  readonly isOther: boolean;
}

interface Sign extends SheetKind {
  /** Headers that show the kind together: all of one of these lists. */
  readonly headers: readonly (readonly string[])[];
}

const IN_GOOGLE_ADS = "Upload it in Google Ads. rowmend cannot send these yet.";

function withApiHeaders(entity: string): string {
  return `Write it with API field names as headers: see rowmend template ${entity}.`;
}

/** Headers that may belong to anything, each beside one that names a campaign. */
function besideCampaign(...headers: readonly string[]): readonly (readonly string[])[] {
  return ["Campaign", "Campaign name", "Campaign ID"].flatMap((campaign) =>
    headers.map((header) => [campaign, header]),
  );
}

/** Sheets that Google's tools and others write, by headers that only they have. */
const SIGNS: readonly Sign[] = [
  {
    what: "holds conversion adjustments",
    wayOut: IN_GOOGLE_ADS,
    isOther: true,
    headers: [
      ["Adjustment Type", "Conversion Name"],
      ["Adjustment Time", "Conversion Name"],
    ],
  },
  {
    what: "holds conversions from calls",
    wayOut: IN_GOOGLE_ADS,
    isOther: true,
    headers: [
      ["Caller's Phone Number", "Call Start Time"],
      ["Caller ID", "Call Start Time"],
    ],
  },
  {
    what: "holds offline conversions",
    wayOut: IN_GOOGLE_ADS,
    isOther: true,
    headers: [
      ["Google Click ID", "Conversion Name"],
      ["GCLID", "Conversion Name"],
      ["Conversion Name", "Conversion Time"],
    ],
  },
  {
    what: "holds customer data for customer match",
    wayOut: IN_GOOGLE_ADS,
    isOther: true,
    headers: [
      ["Email", "Phone"],
      ["Email", "First Name"],
      ["Email", "Zip"],
      ["Phone", "Zip"],
      ["First Name", "Last Name", "Zip"],
      ["Mobile Device ID"],
    ],
  },
  {
    what: "is a report of search terms, which cannot be changed",
    wayOut:
      "To add search terms as keywords, make a sheet with the columns Campaign, Ad group, Keyword and Match type.",
    isOther: true,
    headers: [["Search term"]],
  },
  {
    what: "is a list of keyword ideas",
    wayOut: "Make a sheet with the columns Campaign, Ad group, Keyword and Match type.",
    isOther: false,
    headers: [["Avg. monthly searches"], ["Keyword", "Competition"]],
  },
  {
    what: "is a bulk file of Microsoft Advertising",
    wayOut: "Export the campaigns from Google Ads Editor, or map the columns with --map FILE.",
    isOther: true,
    headers: [
      ["Type", "Id", "Parent Id"],
      ["Parent Id", "Client Id"],
    ],
  },
  {
    what: "has one line for each field, in the columns Field and Value",
    wayOut:
      "Give each field a column of its own, such as Headline 1, Headline 2 and Description 1.",
    isOther: true,
    headers: [["Field", "Value"]],
  },
  {
    what: "holds sitelinks",
    wayOut: withApiHeaders("asset"),
    isOther: false,
    headers: [["Sitelink text"], ["Link text"], ["Sitelink"]],
  },
  {
    what: "holds callouts",
    wayOut: withApiHeaders("asset"),
    isOther: false,
    headers: [["Callout text"], ["Callout"]],
  },
  {
    what: "holds structured snippets",
    wayOut: withApiHeaders("asset"),
    isOther: false,
    headers: [["Snippet values"], ["Structured snippet values"], ["Header", "Values"]],
  },
  {
    what: "holds promotions",
    wayOut: withApiHeaders("asset"),
    isOther: false,
    headers: [["Promotion target"], ["Percent off"], ["Occasion"]],
  },
  {
    what: "holds a list of negative keywords",
    wayOut: withApiHeaders("shared_criterion"),
    isOther: false,
    headers: [
      ["Shared set name"],
      ["Negative keyword list name"],
      ["Negative keyword list"],
      ["Keyword or list"],
    ],
  },
  {
    what: "holds a list of excluded placements",
    wayOut: withApiHeaders("shared_criterion"),
    isOther: false,
    headers: [["Placement Exclusion List ID"], ["Placement exclusion list name"]],
  },
  {
    what: "holds locations",
    wayOut: withApiHeaders("campaign_criterion"),
    isOther: false,
    headers: besideCampaign("Location", "Location ID", "Location name", "Geo target ID"),
  },
  {
    what: "holds audiences",
    wayOut: withApiHeaders("ad_group_criterion"),
    isOther: false,
    headers: [["Audience segment"], ["Audience"]],
  },
  {
    what: "holds budgets",
    wayOut:
      "Change budgets with --entity campaign_budget --operation update and the columns name and amount.",
    isOther: false,
    headers: [["Budget ID"], ...besideCampaign("Budget", "Daily budget", "Campaign daily budget")],
  },
];

/** The kind of sheet that has these headers, if it is one that rowmend does not read; or null. */
export function sheetKindOf(headers: readonly string[]): SheetKind | null {
  const there = new Set(headers.map(keyOf));
  const found = SIGNS.find((sign) =>
    sign.headers.some((all) => all.every((header) => there.has(keyOf(header)))),
  );
  if (found !== undefined) return found;
  const foreign = languageOf(headers);
  if (foreign === null) return null;
  const shown = foreign.headers.slice(0, 3).join(", ");
  return {
    what: `has headers that look ${foreign.language} (${shown}), and rowmend reads English ones`,
    wayOut:
      "Set the language of Google Ads to English and download it again, or say what the columns are with --map FILE (docs/maps.md).",
    isOther: false,
  };
}

function keyOf(header: string): string {
  return headerKey(header).replaceAll("’", "'");
}

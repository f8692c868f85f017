import { headerKey, type OtherThingRule } from "./column-map.ts";

// Exports of Google Ads Editor list everything that an account has, one item in each row. Only the filled cells
// show what a row is about. For the names of these columns, see the pages listed in google-exports.ts.

interface Thing {
  /** Completes the sentence "The row holds …". */
  readonly what: string;
  /** Its entity in the API, for a sheet with API field names as headers; null if there is none. */
  readonly entity: string | null;
  readonly headers: readonly string[];
}

/** `Price 1` to `Price 8`. */
function numbered(count: number, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    Array.from({ length: count }, (_, at) => name.replace("#", String(at + 1))),
  );
}

/**
 * The columns of items that no map reads. Some columns belong to several of them; each is listed with the most
 * usual one, as is each thing before others whose columns its rows fill too.
 */
const THINGS: readonly Thing[] = [
  {
    what: "an asset group",
    entity: "asset_group",
    headers: [
      "Asset group",
      "Asset group ID",
      "Asset group status",
      "Search theme",
      "Search themes",
      "Audience signal",
      "Headlines",
      "Descriptions",
      "Long headlines",
      "Marketing images",
      "Square marketing images",
      "Portrait marketing images",
      "Brand business name",
    ],
  },
  {
    what: "a list of negative keywords",
    entity: "shared_criterion",
    headers: [
      "Shared set name",
      "Shared set ID",
      "Shared set type",
      "Negative keyword list name",
      "Negative keyword list",
      "Account keyword type",
      "Keyword count",
    ],
  },
  {
    what: "a list of excluded placements",
    entity: "shared_criterion",
    headers: [
      "Placement exclusion list ID",
      "Placement exclusion list name",
      "Placement exclusion list",
      "Placement exclusion",
    ],
  },
  {
    what: "a negative keyword in a column of its own",
    entity: null,
    headers: ["Campaign negative keyword", "Ad group negative keyword"],
  },
  {
    what: "a promotion",
    entity: "asset",
    headers: [
      "Promotion target",
      "Promotion text",
      "Occasion",
      "Discount modifier",
      "Percent discount",
      "Percent off",
      "Monetary discount",
      "Money amount off",
      "Orders over amount",
      "On orders over",
      "Promotion code",
      "Promotional code",
      "Promotion start",
      "Promotion end",
      "Promotion start date",
      "Promotion end date",
      "Barcode type",
      "Barcode number",
      "QR code text",
      "Terms and conditions",
      "Link to additional terms",
    ],
  },
  {
    what: "a price list",
    entity: "asset",
    headers: [
      "Price qualifier",
      "Price type",
      "Price prefix",
      ...numbered(8, "Header #", "Price #", "Unit #", "Item # header", "Item # price"),
      ...numbered(8, "Item # price unit", "Item # description", "Item # final URL"),
      ...numbered(8, "Item # final mobile URL", "Final URL #", "Final mobile URL #"),
    ],
  },
  {
    what: "a sitelink",
    entity: "asset",
    headers: [
      "Link text",
      "Link text (upgraded)",
      "Upgraded link text",
      "Sitelink text",
      "Sitelink",
      "Display text",
      "Sitelink description 1",
      "Sitelink description 2",
      "Sitelink final URL",
    ],
  },
  {
    what: "a callout",
    entity: "asset",
    headers: ["Callout text", "Callout"],
  },
  {
    what: "a structured snippet",
    entity: "asset",
    headers: [
      "Header",
      "Snippet values",
      "Snippet header",
      "Structured snippet values",
      "Structured snippet header",
      "Values",
      ...numbered(10, "Value #"),
    ],
  },
  {
    what: "a phone number",
    entity: "asset",
    headers: [
      "Phone number",
      "Phone",
      "Ad phone number",
      "Business phone",
      "Country of phone",
      "Country code",
      "Phone country",
      "Call reporting",
      "Call conversion",
      "Verification URL",
    ],
  },
  {
    what: "an app",
    entity: "asset",
    headers: ["Package name", "App ID/Package name", "App ID", "App store"],
  },
  {
    what: "an asset",
    entity: "asset",
    headers: [
      "Asset",
      "Asset ID",
      "Asset name",
      "Asset type",
      "Asset action",
      "Asset status",
      "Folder",
      "Image",
      "Image file name",
      "Image size",
      "Business image",
      "Link source",
      "Item ID",
      "Upgraded extension",
      "Feed",
      "Feed name",
      "Feed ID",
    ],
  },
  {
    what: "an ad that is not a responsive search ad",
    entity: "ad_group_ad",
    headers: [
      "Headline",
      "Short headline",
      "Long headline",
      ...numbered(5, "Long headline #"),
      "Business name",
      "Company name",
      "Business logo",
      "Call to action",
      "Call to action text",
      ...numbered(15, "Call to action #", "Image #", "Video ID #"),
      "Main color",
      "Accent color",
      "Allow flexible color",
      "Ad formats",
      "Ad format preference",
      "Landscape image",
      "Square image",
      "Portrait image",
      "Marketing image",
      "Image ID",
      "Square image ID",
      "Landscape logo ID",
      "Logo ID",
      "Landscape logo",
      "Logo",
      ...numbered(5, "Logo #"),
      "Video",
      "Video ID",
      "YouTube video ID",
      "Display URL",
      "Visible URL",
      "Shopping ad",
      "Smart Shopping ad",
      ...numbered(4, "Ad text idea #"),
      "Bumper ad",
      "Companion banner",
      "Promoted video",
      "Promoted video name",
      "Subject",
      "Teaser description",
      "Thumbnail",
      ...numbered(20, "Universal app image #", "Universal app video ID #"),
      "Universal app package name",
      "Universal app store",
      ...numbered(6, "CTA # background", "CTA # button URL", "CTA # text color", "Title #"),
    ],
  },
  {
    what: "a location",
    entity: "campaign_criterion",
    headers: [
      "Location",
      "Location ID",
      "Location name",
      "Location status",
      "Targeted location",
      "Excluded location",
      "Exclusion",
      "ID",
      "Geo ID",
      "Geo target ID",
      "Geo targeting",
      "Location groups",
      "Location group",
      "Location group type",
      "Radius",
    ],
  },
  {
    what: "an ad schedule",
    entity: "campaign_criterion",
    headers: ["Day & time"],
  },
  {
    what: "an audience",
    entity: "ad_group_criterion",
    headers: [
      "Audience segment",
      "Audience",
      "Audience status",
      "Audience state",
      "Full interest category",
      "Age",
      "Age range",
      "Gender",
      "Negative gender",
      "Household income",
      "Parental status",
      "Negative parental status",
    ],
  },
  {
    what: "a placement or topic",
    entity: "ad_group_criterion",
    headers: [
      "Website",
      "Website URL",
      "Placement",
      "Placement status",
      "Topic",
      "Mobile app category",
      "Mobile category",
    ],
  },
  {
    what: "a page that dynamic ads are shown for",
    entity: "ad_group_criterion",
    headers: numbered(
      3,
      "Dynamic ad target condition #",
      "Dynamic ad target value #",
      "URL rule condition #",
      "URL rule value #",
    ),
  },
  {
    what: "a product group",
    entity: "ad_group_criterion",
    headers: ["Product group", "Product group type", "Decision path", "Partition type"],
  },
  {
    what: "an excluded IP address",
    entity: "campaign_criterion",
    headers: ["IP address"],
  },
  {
    what: "a search term",
    entity: null,
    headers: ["Search term"],
  },
  {
    what: "settings of the account",
    entity: null,
    headers: ["Account settings", "Auto tagging"],
  },
];

const RULES: ReadonlyMap<string, OtherThingRule> = new Map(
  THINGS.flatMap(({ what, entity, headers }) =>
    headers.map((header): [string, OtherThingRule] => [
      headerKey(header),
      { kind: "foreign", what, entity },
    ]),
  ),
);

/**
 * The rule of a column of exports about an item that no map reads. A row that fills one must not be mistaken
 * for the campaign that it names, or for whatever else it looks like.
 */
export function otherThingColumn(header: string): OtherThingRule | null {
  return RULES.get(headerKey(header)) ?? null;
}

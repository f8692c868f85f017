import { headerKey, type UnreadRule } from "./column-map.ts";

// Settings that Google's own tools write into rows about campaigns, ad groups, keywords and ads, and that rowmend
// does not carry out: most of them are resources of their own. For the names, see google-exports.ts.

interface Setting {
  readonly headers: readonly string[];
  /** The sheet in which the setting can be changed, as a sentence. */
  readonly elsewhere?: string;
  /** Texts, in lower case, that ask for nothing, whatever the row is about. */
  readonly idle?: readonly string[];
  /** Texts, in lower case, that say what Google does anyway for something new. */
  readonly defaults?: readonly string[];
}

const NO_CHANGE: readonly string[] = ["0", "0%", "+0%", "0.0", "0.00", "0.00%"];

const OFF: readonly string[] = ["disabled", "off"];

const SETTINGS: readonly Setting[] = [
  {
    headers: [
      "Budget",
      "Campaign daily budget",
      "Daily budget",
      "Campaign budget",
      "Budget amount",
      "Total budget amount",
      "Budget explicitly shared",
    ],
    elsewhere:
      "Budgets are changed in a sheet of their own, with --entity campaign_budget and the columns name and amount.",
  },
  // The period of a budget says nothing without an amount.
  { headers: ["Budget type", "Budget period"], idle: ["daily"] },
  { headers: ["Delivery method"], defaults: ["standard"] },
  { headers: ["Standard conversion goals"], defaults: ["account-level", "[]"] },
  { headers: ["Custom conversion goal", "Content exclusions", "Inventory type"], defaults: ["[]"] },
  { headers: ["Excluded content"], defaults: ["[]"] },
  { headers: ["Customer acquisition"], defaults: ["bid equally"] },
  { headers: ["Languages", "Language", "Language targeting"], defaults: ["all"] },
  { headers: ["Target languages"], defaults: ["all"] },
  { headers: ["Location and language targeting", "Devices", "Networks (search partners)"] },
  { headers: ["Labels", "Label", "Campaign labels", "Ad group labels"], defaults: ["[]"] },
  { headers: ["Ad schedule", "Ad schedules", "Ad schedule intervals"], defaults: ["[]"] },
  {
    headers: [
      "Desktop bid modifier",
      "Desktop bid adjustment",
      "Desktop bid adj.",
      "Mobile bid modifier",
      "Mobile bid adjustment",
      "Mobile bid adj.",
      "Tablet bid modifier",
      "Tablet bid adjustment",
      "Tablet bid adj.",
      "TV screen bid modifier",
      "TV screen bid adjustment",
      "Top content bid modifier",
      "Top content bid adjustment",
      "Bid modifier",
      "Bid adjustment",
      "Bid adj.",
    ],
    idle: NO_CHANGE,
  },
  { headers: ["Broad match keywords"], defaults: OFF },
  { headers: ["View-through conversion optimization"], defaults: OFF },
  { headers: ["DSA website", "DSA website domain", "Website domain", "DSA language"] },
  { headers: ["DSA page feeds"], defaults: ["[]"] },
  { headers: ["DSA targeting source"], defaults: ["google"] },
  { headers: ["Google Merchant Center feed"], defaults: ["enabled"] },
  { headers: ["Merchant identifier", "Merchant ID", "Merchant"], defaults: ["0"] },
  { headers: ["Country of sale", "Feed label"] },
  { headers: ["Campaign priority", "Shopping priority"], defaults: ["low"] },
  { headers: ["Local inventory ads", "Shopping ads on excluded brands"], defaults: OFF },
  { headers: ["Inventory filter"], defaults: ["*"] },
  { headers: ["Audience targeting", "Flexible reach"], defaults: ["audience segments"] },
  {
    headers: [
      "AI Max",
      "Text customization",
      "Text asset automation",
      "Final URL expansion",
      "Image enhancement",
      "Image generation",
      "Landing page images",
      "Video enhancement",
      "Brand guidelines",
      "Enable asset enhancements",
      "Enable autogen video",
    ],
    defaults: OFF,
  },
  { headers: ["Campaign optimization", "Campaign optimisation", "InApp conversion actions"] },
  { headers: ["Campaign subtype"], defaults: ["standard"] },
  { headers: ["Viewability vendor"], defaults: ["none"] },
  { headers: ["Display URL option", "Website description", "Video ad formats"] },
  { headers: ["CPC%", "Percent CPC"], idle: NO_CHANGE },
  { headers: ["TrueView target CPV"] },
  {
    headers: ["Display Network max CPC", "Max content CPC", "Display max CPC", "Content keywords"],
  },
  { headers: ["Display Network custom bid type", "Display network bid type"], defaults: ["none"] },
  {
    headers: [
      "Optimized targeting",
      "Targeting optimization",
      "Targeting optimisation",
      "Targeting expansion",
      "Strict age and gender targeting",
    ],
    defaults: OFF,
  },
  { headers: ["Search term matching"], defaults: ["enabled"] },
  { headers: ["Channels"], defaults: ["[]"] },
  {
    headers: [
      "Audience name",
      "Age demographic",
      "Gender demographic",
      "Income demographic",
      "Parental status demographic",
      "Remarketing audience segments",
      "Interest categories",
      "Life events",
      "Custom audience segments",
      "Detailed demographics",
      "Remarketing audience exclusions",
    ],
    defaults: ["[]"],
  },
  {
    headers: [
      "Max CPC multiplier",
      "Max CPC bid multiplier",
      "Default max CPC multiplier",
      "Max CPM multiplier",
    ],
  },
  { headers: ["Destination URL", "Dest URL", "Link URL"], defaults: ["[]"] },
  { headers: ["Device preference", "Platform targeting"], defaults: ["all"] },
  { headers: ["Ad name", "Device", "Network", "Is negative"] },
  { headers: ["Day", "Day of week", "Week", "Month", "Quarter", "Year", "Hour of day"] },
];

const RULES: ReadonlyMap<string, UnreadRule> = new Map(
  SETTINGS.flatMap(({ headers, idle = [], defaults = [], ...more }) =>
    headers.map((header): [string, UnreadRule] => [
      headerKey(header),
      { kind: "unread", isSetting: true, idle, defaults, ...more },
    ]),
  ),
);

/** The rule of a column that holds such a setting, or of one that nothing is known about. */
export function unreadColumn(header: string): UnreadRule {
  return (
    RULES.get(headerKey(header)) ?? { kind: "unread", isSetting: false, idle: [], defaults: [] }
  );
}

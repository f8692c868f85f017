import * as fc from "fast-check";
import { exportColumns } from "../export-columns.ts";

type Row = readonly string[];

export interface TestSheet {
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
}

export const customerId = "5552100042";

/** Cells that are not what they look like, in some column or other. */
export const TRAPS = [
  "",
  " ",
  "[]",
  "remove_value",
  " Remove_Value ",
  "remove_values",
  "[exact]",
  '"phrase"',
  "+broad +match",
  "c++",
  "red +shoes",
  "-negative",
  "−minus",
  "#REF!",
  "#1 tents",
  "--",
  "-",
  "-1",
  "-5~-6",
  "customers/5552100042/adGroups/-7",
  "customers/5552100042/adGroups/7",
  "customers/5552100042/adGroups/7~-8",
  "customers/9998887777/adGroups/7",
  "Customers/5552100042/adGroups/7",
  "<account-level>",
  "[Account level]",
  "a|b",
  "a, b",
  "1,250",
  "1.250",
  "1,25",
  "1.250.000",
  "0.1234567",
  "1.5 (enhanced)",
  "007",
  "1e3",
  "99999999999999999999",
  "9007199254740993",
  "4294967296",
  "12~34",
  "1~2~3",
  "123-456-7890",
  "1234567890",
  "2031-02-30",
  "2031-02-28",
  "https://a.example.com https://b.example.com",
  "https://a.example.com;https://b.example.com",
  "{lpurl}?a=1",
  '{"a":1}',
  "=1+1",
  "'quoted",
  "straße",
  "ÄPFEL",
  "日本の靴",
  "　全角",
  "e\u0301tude",
  "half \ud83d",
  "🥾 boots",
  "a\u0000b",
  "trailing ",
  "x".repeat(300),
  "one two three four five six seven eight nine ten eleven",
  "tents @ camp",
  "a{b",
  "{KeyWord:Sail at Noon}",
  "Sail at Noon",
  "www.example.com",
  "ftp://a.example.com/",
  "https://a.example.com/^",
] as const;

/** Rows of one kind: their columns, with plain cells. Columns with a question mark may be missing. */
export type Kind = Readonly<Record<string, readonly string[]>>;

const account = ["5552100042", "555-210-0042", "7776665555"];

const ids = [
  "11",
  "12",
  "13",
  "customers/5552100042/adGroups/14",
  "customers/5552100042/adGroups/15",
];

const texts = ["red shoes", "blue shoes", "boots", "Äpfel", "日本の靴"];

const urls = ["https://a.example.com/", "https://b.example.com/x", "http://c.example.com/?a=b"];

const settings: Kind = {
  "status?": ["ENABLED", "PAUSED", "paused"],
  "cpc_bid_micros?": ["1250000", "1300000", "0"],
  "cpm_bid?": ["1.25", "2", "0.5"],
  "final_url_suffix?": ["a=1", "b=2"],
};

const match = { "keyword.text": texts, "keyword.match_type": ["EXACT", "PHRASE", "exact"] };

const headline = (index: number): string => `ad.responsive_search_ad.headlines[${index}].text`;

/** Kinds of rows by API field names. */
export const apiKinds: readonly Kind[] = [
  {
    entity: ["ad_group_criterion"],
    operation: ["create", "Add"],
    customer_id: account,
    ad_group: ids,
    ...match,
    ...settings,
    "negative?": ["false", "no"],
    "bid_modifier?": ["1.5", "0.75", "1"],
    "final_urls?": urls,
  },
  {
    entity: ["ad_group_criterion"],
    operation: ["update"],
    customer_id: account,
    resource_name: ["11~41", "12~42", "customers/5552100042/adGroupCriteria/13~43"],
    ...settings,
    "final_urls[0]?": urls,
  },
  {
    entity: ["ad_group_criterion"],
    operation: ["create", "update", "remove"],
    customer_id: account,
    "campaign.name": ["Ferries", "Islands"],
    "ad_group.name": ["Day trips", "Night trips"],
    ...match,
    ...settings,
  },
  {
    entity: ["ad_group_criterion", "ad_group"],
    operation: ["remove"],
    customer_id: account,
    resource_name: ["11~41", "12~42", "13", "14"],
    "status?": ["ENABLED", "PAUSED"],
  },
  {
    entity: ["campaign"],
    operation: ["create", "update"],
    customer_id: account,
    "resource_name?": ["21", "22"],
    name: ["Summer", "Winter", "Autumn"],
    "campaign_budget?": ["31", "32"],
    "advertising_channel_type?": ["SEARCH", "DISPLAY"],
    "target_roas.target_roas?": ["4", "3.5", "1e3"],
    "start_date_time?": ["2031-01-31", "2031-02-01 00:00:00"],
    "contains_eu_political_advertising?": ["DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING"],
    "tracking_url_template?": ["https://t.example.com/?u={lpurl}", "http://u.example.com"],
  },
  {
    entity: ["campaign_budget"],
    operation: ["create"],
    customer_id: account,
    "name?": ["Summer", "Winter", "Autumn"],
    amount: ["10", "20.5", "1250.00"],
    "explicitly_shared?": ["true", "false"],
  },
  {
    entity: ["ad_group"],
    operation: ["create"],
    customer_id: account,
    "campaign?": ["21", "22", "customers/5552100042/campaigns/23"],
    "campaign.name?": ["Ferries", "Islands"],
    "ad_group.name?": ["Day trips", "Night trips"],
    "name?": ["Day trips", "Night trips"],
    "type?": ["SEARCH_STANDARD", "DISPLAY_STANDARD"],
    "percent_cpc_bid_micros?": ["10", "20"],
  },
  {
    entity: ["label"],
    operation: ["create"],
    customer_id: account,
    name: ["Summer", "Winter", "Autumn"],
    "text_label.description?": ["For ferries", "For isles"],
    "text_label.background_color?": ["#FF0000", "#00FF00"],
  },
  {
    entity: ["ad_group_ad"],
    operation: ["create"],
    customer_id: account,
    ad_group: ids,
    "ad.final_urls": urls,
    [headline(0)]: ["Sail at Noon", "Sail at Night"],
    [headline(2)]: ["Ferries to islands", "Book now", "Sail at Night"],
    [headline(1)]: ["Day trips", "Sail at Noon"],
    [`${headline(3)}?`]: ["Bring your dog"],
    "ad.responsive_search_ad.headlines[1].pinned_field?": ["HEADLINE_1"],
    "ad.responsive_search_ad.descriptions[0].text": ["Bring your car.", "Bring your dog."],
    "ad.responsive_search_ad.descriptions[1].text": ["Sail all year.", "Bring your dog."],
    "ad.responsive_search_ad.path1?": ["ferry", "isle"],
  },
];

/** Kinds of rows in Google's own sheets. */
export const exportedKinds: readonly Kind[] = [
  {
    Campaign: ["Ferries", "Islands"],
    "Ad Group": ["Day trips", "Night trips"],
    Keyword: texts,
    "Criterion Type": ["Exact", "Phrase"],
    "Max CPC?": ["1.10", "2.20"],
    "Keyword Status?": ["Enabled", "Paused"],
    "Final URL?": urls,
    "Clicks?": ["12", "13", "--"],
    "Impr. (Top) %?": ["12%", "13%", "--"],
    "Campaign Status?": ["Enabled", "Paused"],
    "Keyword#Original?": texts,
    "Comment?": ["ask Ada", "done"],
  },
  {
    "Campaign?": ["Ferries", "Islands"],
    "Campaign ID?": ["21", "22"],
    "Ad group ID": ["11", "12"],
    "Keyword ID?": ["31", "32"],
    "Keyword?": texts,
    "Criterion Type?": ["Exact", "Phrase"],
    "Max CPC?": ["1.10", "2.20"],
    "Keyword Status?": ["Enabled", "Paused"],
  },
  {
    Campaign: ["Ferries", "Islands"],
    "Campaign Status?": ["Enabled", "Paused", "Removed"],
    "Campaign Type?": ["Search", "Display"],
    "Bid Strategy Type?": ["Manual CPC", "Maximize conversions", "Target CPA"],
    "Target CPA?": ["10", "20"],
    "Budget?": ["10", "20"],
    "Tracking template?": ["{lpurl}?a=1", "https://t.example.com/?u={lpurl}"],
    "Account?": ["Harbour Lines", "555-210-0042"],
  },
  {
    Campaign: ["Ferries", "Islands"],
    "Ad Group": ["Day trips", "Night trips"],
    "Headline 1": ["Sail at Noon", "Sail at Night"],
    "Headline 2": ["Bring your car", "Bring your dog"],
    "Headline 1 position?": ["1", "-"],
    "Description 1": ["Bring your car.", "Bring your dog."],
    "Final URL": urls,
    "Ad Status?": ["Enabled", "Paused"],
  },
  Object.fromEntries(Object.entries(exportColumns).map(([header, cells]) => [`${header}?`, cells])),
];

/** A sheet of rows of one kind or two. Most cells of a kind are the same, a few are traps. */
export function sheets(kinds: readonly Kind[]): fc.Arbitrary<TestSheet> {
  const some = fc.subarray([...kinds], { minLength: 1, maxLength: Math.min(2, kinds.length) });
  return fc.tuple(some, fc.infiniteStream(fc.boolean())).chain(([chosen, coins]) => {
    const all = [...new Set(chosen.flatMap((kind) => Object.keys(kind)))];
    const columns = all.filter((header) => !header.endsWith("?") || coins.next().value === true);
    const headers = [...new Set(columns.map((header) => header.replace(/\?$/, "")))];
    const rows = fc.oneof(...chosen.map((kind) => rowsOf(kind, headers)));
    return fc.array(rows, { minLength: 1, maxLength: 3 }).map((parts) => {
      // The kinds alternate.
      const longest = Math.max(...parts.map((part) => part.length));
      const order = Array.from({ length: longest }, (_, at) =>
        parts.flatMap((part) => part.slice(at, at + 1)),
      );
      return { headers, rows: order.flat() };
    });
  });
}

function rowsOf(kind: Kind, headers: readonly string[]): fc.Arbitrary<readonly Row[]> {
  const plain = headers.map((header) => kind[header] ?? kind[`${header}?`] ?? [""]);
  const usual = fc.tuple(...plain.map((cells) => fc.constantFrom(...cells)));
  const drafts = fc.array(fc.tuple(...plain.map(draftOf)), { minLength: 3, maxLength: 12 });
  return fc
    .tuple(usual, drafts)
    .map(([base, rows]) => rows.map((row) => row.map((cell, at) => cell ?? base[at] ?? "")));
}

/** A cell of its own, or null for the usual one. */
function draftOf(cells: readonly string[]): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: 60, arbitrary: fc.constant(null) },
    { weight: 40, arbitrary: fc.constantFrom(...cells) },
    { weight: 1, arbitrary: fc.constantFrom(...TRAPS) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  );
}

/**
 * A sheet of rows of a kind that fill all its columns, or those that are never missing. After some plain rows,
 * each trap stands in each column once. The first two are the same, so that a shape is
 * used whatever the other rows show.
 */
export function trapSheet(kind: Kind, isFull: boolean): TestSheet {
  const columns = Object.entries(kind).filter(([header]) => isFull || !header.endsWith("?"));
  const plain = [0, 0, 1].map((pick) => columns.map(([, cells]) => cells[pick] ?? cells[0] ?? ""));
  const usual = plain[0] ?? [];
  const trapped = usual.flatMap((_, column) => TRAPS.map((trap) => usual.with(column, trap)));
  const varied = columns.flatMap(([, cells], column) =>
    cells.map((cell) => usual.with(column, cell)),
  );
  const like = [...plain, usual, ...varied, usual, ...varied];
  return {
    headers: columns.map(([header]) => header.replace(/\?$/, "")),
    rows: [...like, ...trapped, ...varied],
  };
}

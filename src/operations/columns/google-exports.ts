import { type ColumnMap, type ColumnRule, fieldRule, headerKey } from "./column-map.ts";
import { otherThingColumns } from "./other-things.ts";
import { bidStrategies } from "./words/bid-strategies.ts";
import { campaignTypes } from "./words/campaign-types.ts";
import { matchTypes } from "./words/match-types.ts";
import { networks } from "./words/networks.ts";
import { politicalAds } from "./words/political-ads.ts";
import { statuses } from "./words/statuses.ts";

// The columns of sheets that Google's own tools write. Their names are documented in
// - https://support.google.com/google-ads/editor/answer/57747 (CSV file columns of Google Ads Editor, with
//   the alternate headers; upper case, spaces and underscores do not matter, an empty cell leaves a value
//   alone, and [] erases it),
// - https://developers.google.com/google-ads/scripts/docs/features/bulk-upload-entities (columns of the
//   spreadsheets that the web interface takes back: "Campaign state", "Action" with add, set, remove),
// - https://support.google.com/google-ads/answer/10702525 (spreadsheets for bulk uploads).

/** Headlines and descriptions with the positions that they are pinned to; `-` means none. */
function texts(
  kind: "headline" | "description",
  count: number,
  positions: readonly number[],
): Record<string, ColumnRule> {
  const path = `ad.responsive_search_ad.${kind}s`;
  const pins = Object.fromEntries([
    ...positions.map((position) => [String(position), `${kind.toUpperCase()}_${position}`]),
    ...["-", "unpinned"].map((text) => [text, ""]),
  ]);
  // Google's own template heads the first text without a number. Alone, such a column may be anybody's note.
  const rules: Record<string, ColumnRule> = {
    [kind]: fieldRule(`${path}[0].text`, { beside: [`${kind}2`, "headline1", "headline2"] }),
  };
  for (let index = 0; index < count; index += 1) {
    rules[`${kind} ${index + 1}`] = fieldRule(`${path}[${index}].text`);
    rules[`${kind} ${index + 1} position`] = fieldRule(`${path}[${index}].pinned_field`, {
      values: pins,
      hasAllTexts: true,
    });
  }
  return rules;
}

function statusRule(fields: string | readonly string[]): ColumnRule {
  return fieldRule(fields, { values: statuses, hasAllTexts: true });
}

const report: ColumnRule = { kind: "ignored", reason: "report" };

const unsupported: ColumnRule = { kind: "ignored", reason: "unsupported" };

function all(rule: ColumnRule, ...headers: readonly string[]): Record<string, ColumnRule> {
  return Object.fromEntries(headers.map((header) => [header, rule]));
}

/** Columns that both tools have, or that mean the same in both. */
const SHARED: Readonly<Record<string, ColumnRule>> = {
  ...all(fieldRule("customer_id"), "Customer ID", "Account ID"),
  // Editor puts the id there; the web interface puts the account's name there and has another column for the id.
  ...all(fieldRule("customer_id", { givesWay: true }), "Account", "Customer"),
  ...all(fieldRule("operation"), "Action"),
  ...all(fieldRule("campaign.name"), "Campaign", "Campaign name"),
  ...all(fieldRule("ad_group.name"), "Ad group", "Ad group name"),
  ...all(fieldRule("keyword.text"), "Keyword", "Keyword text", "Search keyword"),
  ...all(fieldRule("keyword.text", { also: { negative: "true" } }), "Negative keyword"),
  ...all(
    fieldRule("keyword.match_type", { values: matchTypes, hasAllTexts: true }),
    "Criterion type",
    "Match type",
    "Type",
    "Search keyword match type",
  ),
  ...all(
    fieldRule("cpc_bid"),
    "Max CPC",
    "Default max. CPC",
    "Maximum CPC",
    "Max CPC bid",
    "Keyword max CPC",
  ),
  ...all(fieldRule(["ad.final_urls", "final_urls"]), "Final URL", "Final URLs"),
  ...all(
    fieldRule(["ad.final_mobile_urls", "final_mobile_urls"]),
    "Final mobile URL",
    "Mobile final URL",
  ),
  ...all(fieldRule(["ad.final_url_suffix", "final_url_suffix"]), "Final URL suffix"),
  ...all(fieldRule(["ad.tracking_url_template", "tracking_url_template"]), "Tracking template"),
  ...texts("headline", 15, [1, 2, 3]),
  ...texts("description", 4, [1, 2]),
  ...Object.fromEntries(
    [0, 1, 2, 3].map((index) => [
      `Description line ${index + 1}`,
      fieldRule(`ad.responsive_search_ad.descriptions[${index}].text`),
    ]),
  ),
  ...all(fieldRule("ad.responsive_search_ad.path1"), "Path 1"),
  ...all(fieldRule("ad.responsive_search_ad.path2"), "Path 2"),
  ...all(statusRule("campaign.status"), "Campaign status", "Campaign state"),
  ...all(statusRule("ad_group.status"), "Ad group status", "Ad group state"),
  ...all(
    fieldRule("campaign.advertising_channel_type", { values: campaignTypes, createOnly: true }),
    "Campaign type",
  ),
  ...all(
    fieldRule("campaign.bidding_strategy_type", { values: bidStrategies, createOnly: true }),
    "Bid strategy type",
  ),
  ...all(fieldRule("bidding_strategy.name", { createOnly: true }), "Bid strategy name"),
  ...all(fieldRule("campaign.network_settings", { values: networks, isList: true }), "Networks"),
  ...all(
    fieldRule("campaign.contains_eu_political_advertising", {
      values: politicalAds,
      hasAllTexts: true,
    }),
    "EU political ads",
  ),
  ...all(
    fieldRule("campaign.start_date_time", { createOnly: true }),
    "Start date",
    "Campaign start date",
  ),
  ...all(fieldRule("campaign.end_date_time"), "End date", "Campaign end date"),
  ...all(fieldRule("campaign_budget.name"), "Budget name", "Campaign budget name"),
  ...otherThingColumns,
  ...all(
    unsupported,
    "Budget",
    "Daily budget",
    "Campaign daily budget",
    "Campaign budget",
    "Budget type",
    "Bid strategy",
    "Languages",
    "Labels",
    "Label",
    "Ad schedule",
    "Comment",
    "Ad group type",
    "Campaign ID",
    "Ad group ID",
    "Keyword ID",
    "Ad ID",
    "Account name",
    "Level",
    "Added to",
  ),
  ...all(
    report,
    "Impressions",
    "Impr.",
    "Clicks",
    "Cost",
    "CTR",
    "Interactions",
    "Interaction rate",
    "Avg. CPC",
    "Avg. cost",
    "Avg. position",
    "Conversions",
    "Conv. rate",
    "Conv. value",
    "Conv. value / cost",
    "Cost / conv.",
    "All conv.",
    "View-through conv.",
    "Quality score",
    "Quality Score",
    "Ad relevance",
    "Landing page experience",
    "Expected CTR",
    "Exp. CTR",
    "Landing page exp.",
    "First page bid",
    "Top of page bid",
    "First position bid",
    "Est. first page bid",
    "Est. top of page bid",
    "Est. first position bid",
    "Search impr. share",
    "Optimization score",
    "Ad strength",
    "Approval status",
    "Status reasons",
    "Currency code",
    "Currency",
    "Policy details",
    "Impr. (Top) %",
    "Impr. (Abs. Top) %",
  ),
};

const ABOUT: ColumnMap["about"] = [
  { entity: "ad_group_ad", filled: ["ad.responsive_search_ad."] },
  { entity: "ad_group_criterion", filled: ["keyword.text", "ad_group.name"] },
  { entity: "campaign_criterion", filled: ["keyword.text", "negative"] },
  { entity: "ad_group_criterion", filled: ["keyword.text"] },
  { entity: "ad_group", filled: ["ad_group.name"] },
  { entity: "campaign", filled: ["campaign.name"] },
];

function mapOf(name: string, own: Readonly<Record<string, ColumnRule>>): ColumnMap {
  return {
    name,
    columns: Object.fromEntries(
      Object.entries({ ...SHARED, ...own }).map(([header, rule]) => [headerKey(header), rule]),
    ),
    constants: {},
    about: ABOUT,
    others: "ignored",
    // The web interface writes this in empty cells.
    blanks: ["--"],
  };
}

/** Google Ads Editor: `Status` is that of the row's own resource; campaign and ad group have other columns. */
const editor = mapOf("google-ads-editor", {
  Status: statusRule("status"),
});

/** The web interface: `Status` is the serving status; the status that can be set is in `Keyword status`. */
const web = mapOf("google-ads-web", {
  Status: report,
  ...all(
    statusRule(["ad_group_criterion.status", "campaign_criterion.status"]),
    "Keyword status",
    "Keyword state",
  ),
  ...all(statusRule("ad_group_ad.status"), "Ad status", "Ad state"),
});

/** The maps that come with rowmend, by name. */
export const builtInMaps: Readonly<Record<string, ColumnMap>> = {
  [editor.name]: editor,
  [web.name]: web,
};

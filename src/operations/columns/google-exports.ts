import {
  type ColumnMap,
  type ColumnRule,
  fieldRule,
  headerKey,
  LEVEL,
  ROW_KIND,
} from "./column-map.ts";
import { nearest } from "../schema/suggestion.ts";
import { adGroupTypes } from "./words/ad-group-types.ts";
import { adRotations } from "./words/ad-rotations.ts";
import { bidStrategies } from "./words/bid-strategies.ts";
import { campaignTypes } from "./words/campaign-types.ts";
import { levels } from "./words/levels.ts";
import { matchTypes } from "./words/match-types.ts";
import { networks } from "./words/networks.ts";
import { politicalAds } from "./words/political-ads.ts";
import { rowKinds } from "./words/row-types.ts";
import { statuses } from "./words/statuses.ts";
import { switches } from "./words/switches.ts";
import { searchPositions } from "./words/search-positions.ts";
import { targetingMethods } from "./words/targeting-methods.ts";

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

const identity: ColumnRule = { kind: "ignored", reason: "identity" };

const note: ColumnRule = { kind: "ignored", reason: "note" };

function all(rule: ColumnRule, ...headers: readonly string[]): Record<string, ColumnRule> {
  return Object.fromEntries(headers.map((header) => [header, rule]));
}

const NO_FIGURE = ["0", "0.0", "0.00", "0%", "0.00%"];

/** Editor writes these bids into every ad group, whatever it bids for. */
const NO_BID = [...NO_FIGURE, "0.01", "0.25"];

/** Columns that say what a row is about. */
const IDENTITIES: Readonly<Record<string, ColumnRule>> = {
  ...all(fieldRule("customer_id"), "Customer ID", "Account ID"),
  // Editor puts the id there; the web interface puts the account's name there and has another column for the id.
  ...all(fieldRule("customer_id", { givesWay: true, mayBeName: true }), "Account", "Customer"),
  ...all(identity, "Account name"),
  ...all(note, "Comment"),
  ...all(fieldRule("operation"), "Action"),
  ...all(
    fieldRule(ROW_KIND, { values: rowKinds, otherwise: "something else" }),
    "Row type",
    "Record type",
  ),
  "Keyword or list": fieldRule(ROW_KIND, {
    values: { list: "negative keyword list" },
    idle: ["keyword"],
    otherwise: "a list of negative keywords",
  }),
  "Ad type": fieldRule(ROW_KIND, {
    values: {
      "responsive search ad": "ad",
      responsive_search_ad: "ad",
    },
    otherwise: "an ad that is not a responsive search ad",
  }),
  Level: fieldRule(LEVEL, { values: levels }),
  ...all(fieldRule("campaign.name"), "Campaign", "Campaign name"),
  ...all(fieldRule("ad_group.name"), "Ad group", "Ad group name"),
  "Campaign ID": fieldRule(["campaign.resource_name", "campaign", "campaign.id"]),
  "Ad group ID": fieldRule(["ad_group.resource_name", "ad_group"]),
  ...all(
    fieldRule("ad_group_criterion.resource_name", { below: ["ad_group"] }),
    "Keyword ID",
    "Criterion ID",
  ),
  "Ad ID": fieldRule("ad_group_ad.resource_name", { below: ["ad_group"] }),
};

/** Columns of campaigns alone. */
const CAMPAIGN_SETTINGS: Readonly<Record<string, ColumnRule>> = {
  ...all(statusRule("campaign.status"), "Campaign status", "Campaign state"),
  ...all(
    fieldRule("campaign.advertising_channel_type", { values: campaignTypes, createOnly: true }),
    "Campaign type",
  ),
  ...all(
    fieldRule("campaign.bidding_strategy_type", { values: bidStrategies, hasAllTexts: true }),
    "Bid strategy type",
    "Bidding strategy type",
    "Bidding type",
  ),
  ...all(
    fieldRule("bidding_strategy.name"),
    "Bid strategy name",
    "Bid strategy",
    "Bidding strategy name",
    "Bidding strategy",
  ),
  ...all(
    fieldRule("campaign.manual_cpc.enhanced_cpc_enabled", {
      values: switches,
      ofStrategy: ["campaign.manual_cpc.enhanced_cpc_enabled"],
      idle: ["disabled", "off"],
    }),
    "Enhanced CPC",
  ),
  ...all(
    fieldRule("campaign.target_spend.cpc_bid_ceiling", {
      ofStrategy: [
        "campaign.target_spend.cpc_bid_ceiling",
        "campaign.target_impression_share.cpc_bid_ceiling",
      ],
      idle: NO_FIGURE,
    }),
    "Maximum CPC bid limit",
    "Max CPC bid limit",
    "Max CPC bid limit for target IS",
  ),
  ...all(
    fieldRule("campaign.target_impression_share.location_fraction", {
      isPercent: true,
      ofStrategy: ["campaign.target_impression_share.location_fraction"],
      idle: NO_FIGURE,
    }),
    "Target impression share",
  ),
  ...all(
    fieldRule("campaign.target_impression_share.location", {
      values: searchPositions,
      ofStrategy: ["campaign.target_impression_share.location"],
    }),
    "Ad location",
    "Target impression share location",
    "Location goal for target IS",
  ),
  ...all(
    fieldRule("campaign.geo_target_type_setting.positive_geo_target_type", {
      values: targetingMethods,
      hasAllTexts: true,
    }),
    "Targeting method",
  ),
  ...all(
    fieldRule("campaign.geo_target_type_setting.negative_geo_target_type", {
      values: targetingMethods,
      hasAllTexts: true,
    }),
    "Exclusion method",
  ),
  ...all(
    fieldRule("campaign.network_settings", { values: networks, isList: true }),
    "Networks",
    "Network targeting",
  ),
  ...all(
    fieldRule("campaign.contains_eu_political_advertising", {
      values: politicalAds,
      hasAllTexts: true,
    }),
    "EU political ads",
  ),
  ...all(fieldRule("campaign.start_date_time"), "Start date", "Campaign start date"),
  ...all(fieldRule("campaign.end_date_time"), "End date", "Campaign end date"),
  ...all(fieldRule("campaign_budget.name"), "Budget name", "Campaign budget name"),
  "Budget ID": fieldRule("campaign.campaign_budget"),
};

/** Columns of ad groups, and of what is in them. */
const SETTINGS: Readonly<Record<string, ColumnRule>> = {
  ...all(statusRule("ad_group.status"), "Ad group status", "Ad group state"),
  ...all(
    fieldRule("ad_group.type", {
      values: adGroupTypes,
      createOnly: true,
      // The type that Google gives by the type of the campaign.
      idle: ["standard", "default"],
    }),
    "Ad group type",
  ),
  ...all(
    fieldRule(["campaign.ad_serving_optimization_status", "ad_group.ad_rotation_mode"], {
      values: adRotations,
      hasAllTexts: true,
    }),
    "Ad rotation",
  ),
  ...all(
    fieldRule("ad_group.target_cpa", {
      ofStrategy: ["campaign.maximize_conversions.target_cpa"],
      idle: NO_FIGURE,
    }),
    "Target CPA",
    "CPA bid",
    "Max CPA",
  ),
  ...all(
    fieldRule("ad_group.target_roas", {
      isPercent: true,
      ofStrategy: ["campaign.maximize_conversion_value.target_roas"],
      idle: NO_FIGURE,
    }),
    "Target ROAS",
  ),
  ...all(fieldRule("keyword.text"), "Keyword", "Keyword text", "Search keyword"),
  ...all(fieldRule("keyword.text", { also: { negative: "true" } }), "Negative keyword"),
  ...all(
    fieldRule("keyword.match_type", { values: matchTypes, hasAllTexts: true }),
    "Criterion type",
    "Match type",
    "Keyword type",
    "Search keyword match type",
  ),
  // Google's templates have the match type there, other sheets what the row is about.
  Type: fieldRule("keyword.match_type", {
    values: { ...matchTypes, ...rowKinds },
    hasAllTexts: true,
  }),
  ...all(
    statusRule(["ad_group_criterion.status", "campaign_criterion.status"]),
    "Keyword status",
    "Keyword state",
  ),
  ...all(statusRule("ad_group_ad.status"), "Ad status", "Ad state", "Creative status"),
  ...all(
    fieldRule("cpc_bid"),
    "Max CPC",
    "Default max. CPC",
    "Maximum CPC",
    "Max CPC bid",
    "Keyword max CPC",
  ),
  "Ad group default max CPC": fieldRule("ad_group.cpc_bid"),
  "Max CPM": fieldRule("cpm_bid", { idle: NO_BID }),
  "Max CPV": fieldRule("cpv_bid", { idle: NO_BID }),
  "Target CPM": fieldRule("ad_group.target_cpm", { idle: NO_BID }),
  "Target CPV": fieldRule("ad_group.target_cpv", { idle: NO_BID }),
  "Target CPC": fieldRule("ad_group.target_cpc", { idle: NO_BID }),
  ...all(fieldRule(["ad.final_urls", "final_urls"]), "Final URL", "Final URLs"),
  ...all(
    fieldRule(["ad.final_mobile_urls", "final_mobile_urls"]),
    "Final mobile URL",
    "Final mobile URLs",
    "Mobile final URL",
    "Mobile final URLs",
  ),
  ...all(fieldRule(["ad.final_url_suffix", "final_url_suffix"]), "Final URL suffix"),
  ...all(
    fieldRule(["ad.tracking_url_template", "tracking_url_template"]),
    "Tracking template",
    "Tracking URL",
  ),
  ...all(
    fieldRule(["ad.url_custom_parameters", "url_custom_parameters"], { isParameters: true }),
    "Custom parameter",
    "Custom parameters",
  ),
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
};

const AN_AD_GROUP = ["ad_group.name", "ad_group.resource_name", "ad_group"];

const ABOUT: ColumnMap["about"] = [
  { entity: "ad_group_ad", filled: ["ad.responsive_search_ad."] },
  { entity: "ad_group_ad", filled: ["ad_group_ad.resource_name"] },
  { entity: "ad_group_criterion", filled: ["keyword.text", AN_AD_GROUP] },
  { entity: "campaign_criterion", filled: ["keyword.text", "negative"] },
  { entity: "ad_group_criterion", filled: ["keyword.text"] },
  { entity: "ad_group_criterion", filled: ["ad_group_criterion.resource_name"] },
  { entity: "ad_group", filled: [AN_AD_GROUP] },
  { entity: "campaign", filled: [["campaign.name", "campaign.resource_name"]] },
];

function mapOf(name: string, own: Readonly<Record<string, ColumnRule>>): ColumnMap {
  return {
    name,
    columns: Object.fromEntries(
      Object.entries({ ...IDENTITIES, ...CAMPAIGN_SETTINGS, ...SETTINGS, ...own }).map(
        ([header, rule]) => [headerKey(header), rule],
      ),
    ),
    constants: {},
    about: ABOUT,
    others: "ignored",
    // The web interface and Editor write these in empty cells.
    blanks: ["--", "-"],
  };
}

/** Google Ads Editor: `Status` is that of the row's own resource; campaign and ad group have other columns. */
const editor = mapOf("google-ads-editor", {
  Status: statusRule("status"),
});

/** The web interface: `Status` is the serving status; the status that can be set is in `Keyword status`. */
const web = mapOf("google-ads-web", {
  Status: report,
});

const HEADERS = Object.keys({ ...IDENTITIES, ...CAMPAIGN_SETTINGS, ...SETTINGS, Status: report });

/** The header of Google's tools that someone most likely meant by an unknown one; or null. */
export function headerMeant(header: string): string | null {
  const meant = nearest(headerKey(header), HEADERS.map(headerKey));
  return HEADERS.find((candidate) => headerKey(candidate) === meant) ?? null;
}

/** The maps that come with rowmend, by name. */
export const builtInMaps: Readonly<Record<string, ColumnMap>> = {
  [editor.name]: editor,
  [web.name]: web,
};

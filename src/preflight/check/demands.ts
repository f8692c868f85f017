/** A field that Google requires in a new resource although the API's annotations do not say so. */
export interface Demand {
  /** Its path from the resource. The name of a oneof means that one of its members is required. */
  readonly field: string;
  /** Another field that satisfies the demand instead. */
  readonly or?: string;
  /** When it is required; always, if omitted. */
  readonly where?: Condition;
  /** Texts for the user where the path alone is unclear; `column` is the column to fill. */
  readonly words?: { readonly missing: string; readonly advice: string; readonly column: string };
  /** Google's source: a page, or a .proto file of the API. */
  readonly source: string;
}

/** Holds if a field is filled, or if its value is not in the list. */
export type Condition =
  | { readonly kind: "filled"; readonly field: string }
  | { readonly kind: "not"; readonly field: string; readonly values: readonly unknown[] };

const searchAds = "https://support.google.com/google-ads/answer/7684791";

/** A link needs both of its ends for its resource name: `customers/{customer_id}/campaignLabels/{campaign_id}~{label_id}`. */
const ends = "the pattern of its resource name";

/**
 * The demands of the most common entities. Other entities and uncertain rules are left to Google, because a
 * wrong finding costs more than a missing one.
 */
export const demands: Readonly<Record<string, readonly Demand[]>> = {
  campaign: [
    { field: "name", source: "resources/campaign.proto" },
    { field: "advertising_channel_type", source: "resources/campaign.proto" },
    { field: "campaign_budget", source: "add_campaigns of the client libraries" },
    {
      field: "campaign_bidding_strategy",
      // add_smart_campaign of the client libraries sets none; Google bids automatically there.
      where: {
        kind: "not",
        field: "advertising_channel_type",
        values: ["SMART", "LOCAL_SERVICES"],
      },
      words: {
        missing: "A campaign needs a bidding strategy, but the row does not set one.",
        advice:
          "Fill a column such as manual_cpc.enhanced_cpc_enabled, target_roas.target_roas or bidding_strategy.",
        column: "bidding_strategy",
      },
      // It answered FieldError.REQUIRED with this very field.
      source: "https://github.com/googleads/google-ads-java/issues/66",
    },
    {
      field: "contains_eu_political_advertising",
      source: "add_campaigns of the client libraries",
    },
  ],
  campaign_budget: [
    {
      field: "name",
      where: { kind: "not", field: "explicitly_shared", values: [false] },
      words: {
        missing: "A shared budget needs a name, but the row does not give one.",
        advice:
          "Fill the column name, or write false in explicitly_shared if only one campaign uses it.",
        column: "name",
      },
      source: "resources/campaign_budget.proto",
    },
    {
      field: "amount_micros",
      or: "total_amount_micros",
      words: {
        missing: "A budget needs an amount, but the row does not give one.",
        advice: "Fill amount (per day) or total_amount (for the whole campaign).",
        column: "amount_micros",
      },
      source: "resources/campaign_budget.proto",
    },
  ],
  ad_group: [
    { field: "campaign", source: "add_ad_groups of the client libraries" },
    { field: "name", source: "resources/ad_group.proto" },
  ],
  ad_group_ad: [
    { field: "ad_group", source: ends },
    { field: "ad", source: "add_responsive_search_ad of the client libraries" },
    {
      field: "ad.ad_data",
      where: { kind: "filled", field: "ad" },
      words: {
        missing: "The row does not say what kind of ad it is.",
        advice: "Fill the ad's texts in columns such as ad.responsive_search_ad.headlines[0].text.",
        column: "ad",
      },
      source: "resources/ad.proto",
    },
    ...["headlines", "descriptions"].map((list): Demand => ({
      field: `ad.responsive_search_ad.${list}`,
      where: { kind: "filled", field: "ad.responsive_search_ad" },
      words: {
        missing: `A responsive search ad needs ${list}, but the row does not give any.`,
        advice: `Fill ad.responsive_search_ad.${list}[0].text and the following columns.`,
        column: `ad.responsive_search_ad.${list}`,
      },
      source: searchAds,
    })),
    {
      field: "ad.final_urls",
      where: { kind: "filled", field: "ad.responsive_search_ad" },
      source: searchAds,
    },
  ],
  ad_group_criterion: [{ field: "ad_group", source: ends }, ...criterion("ad_group_criterion")],
  campaign_criterion: [{ field: "campaign", source: ends }, ...criterion("campaign_criterion")],
  shared_criterion: [{ field: "shared_set", source: ends }, ...criterion("shared_criterion")],
  shared_set: [
    { field: "name", source: "resources/shared_set.proto" },
    { field: "type", source: "resources/shared_set.proto" },
  ],
  label: [{ field: "name", source: "resources/label.proto" }],
  conversion_action: [{ field: "name", source: "resources/conversion_action.proto" }],
  campaign_label: linked("campaign", "label"),
  ad_group_label: linked("ad_group", "label"),
  ad_group_ad_label: linked("ad_group_ad", "label"),
  ad_group_criterion_label: linked("ad_group_criterion", "label"),
  campaign_shared_set: linked("campaign", "shared_set"),
  campaign_asset: linked("campaign", "asset", "field_type"),
  asset_group_asset: linked("asset_group", "asset", "field_type"),
};

function linked(...fields: readonly string[]): readonly Demand[] {
  return fields.map((field) => ({ field, source: ends }));
}

/** `resources/ad_group_criterion.proto` and similar files: "Exactly one must be set." */
function criterion(entity: string): readonly Demand[] {
  const where: Condition = { kind: "filled", field: "keyword" };
  const source = "add_keywords of the client libraries";
  return [
    {
      field: "criterion",
      words: {
        missing: "The row does not say what it targets.",
        advice:
          "Fill keyword.text and keyword.match_type, or the columns of another criterion type.",
        column: "keyword.text",
      },
      source: `resources/${entity}.proto`,
    },
    { field: "keyword.text", where, source },
    { field: "keyword.match_type", where, source },
  ];
}

/** A field that Google wants filled in a new resource, though no annotation of the API says so. */
export interface Demand {
  /** Its path from the resource. The name of a oneof stands for its members, of which one does. */
  readonly field: string;
  /** Another field that does instead. */
  readonly or?: string;
  /** The case in which it is wanted; always, if left out. */
  readonly where?: Condition;
  /** What to fill, where the path alone does not tell a user; `column` is where to put it. */
  readonly words?: { readonly missing: string; readonly advice: string; readonly column: string };
  /** Where Google says so: a page, or a .proto file of the API. */
  readonly source: string;
}

/** That a field is filled, or that it has none of these values. */
export type Condition =
  | { readonly kind: "filled"; readonly field: string }
  | { readonly kind: "not"; readonly field: string; readonly values: readonly unknown[] };

const searchAds = "https://support.google.com/google-ads/answer/7684791";

/** A link has no name without both of its ends: `customers/{customer_id}/campaignLabels/{campaign_id}~{label_id}`. */
const ends = "the pattern of its resource name";

/**
 * By entity, the commonest ones only. A resource that is missing here, or a rule that is not certain, is
 * left to Google: a finding that is wrong costs more than one that an upload tells.
 */
export const demands: Readonly<Record<string, readonly Demand[]>> = {
  campaign: [
    { field: "name", source: "resources/campaign.proto" },
    { field: "advertising_channel_type", source: "resources/campaign.proto" },
    { field: "campaign_budget", source: "add_campaigns of the client libraries" },
    {
      field: "campaign_bidding_strategy",
      // add_smart_campaign of the client libraries sets none; Google bids by itself there.
      where: {
        kind: "not",
        field: "advertising_channel_type",
        values: ["SMART", "LOCAL_SERVICES"],
      },
      words: {
        missing: "A campaign needs a way of bidding, and the row fills none.",
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
        missing: "A budget that campaigns may share needs a name, and the row gives it none.",
        advice:
          "Fill a column name, or write false in explicitly_shared if one campaign alone uses it.",
        column: "name",
      },
      source: "resources/campaign_budget.proto",
    },
    {
      field: "amount_micros",
      or: "total_amount_micros",
      words: {
        missing: "A budget needs an amount, and the row gives it none.",
        advice: "Fill amount, for a day, or total_amount, for the whole time of the campaign.",
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
        advice:
          "Fill the texts of the ad, in columns such as ad.responsive_search_ad.headlines[0].text.",
        column: "ad",
      },
      source: "resources/ad.proto",
    },
    ...["headlines", "descriptions"].map((list): Demand => ({
      field: `ad.responsive_search_ad.${list}`,
      where: { kind: "filled", field: "ad.responsive_search_ad" },
      words: {
        missing: `A responsive search ad needs ${list}, and the row gives it none.`,
        advice: `Fill columns ad.responsive_search_ad.${list}[0].text and so on.`,
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

/** `resources/ad_group_criterion.proto` and its sisters: "Exactly one must be set." */
function criterion(entity: string): readonly Demand[] {
  const where: Condition = { kind: "filled", field: "keyword" };
  const source = "add_keywords of the client libraries";
  return [
    {
      field: "criterion",
      words: {
        missing: "The row does not say what it targets.",
        advice: "Fill keyword.text and keyword.match_type, or the columns of another criterion.",
        column: "keyword.text",
      },
      source: `resources/${entity}.proto`,
    },
    { field: "keyword.text", where, source },
    { field: "keyword.match_type", where, source },
  ];
}

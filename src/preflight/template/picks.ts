/** A column of the template and its example cell, which may be empty. */
export type Pick = readonly [header: string, example: string];

const politics: Pick = [
  "contains_eu_political_advertising",
  "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
];

const customizerValue: readonly Pick[] = [
  ["customizer_attribute", "1001"],
  ["value.type", "TEXT"],
  ["value.string_value", "Spring sale"],
];

/**
 * The columns that users usually fill for each entity, in a natural order. For other entities, the fields
 * come from the API's description.
 */
export const picks: Readonly<Record<string, readonly Pick[]>> = {
  campaign_budget: [
    ["name", "Hiking budget"],
    ["amount", "20.00"],
    ["delivery_method", "STANDARD"],
    ["explicitly_shared", "false"],
  ],
  campaign: [
    ["name", "Hiking boots"],
    ["campaign_budget", "1001"],
    ["advertising_channel_type", "SEARCH"],
    politics,
    ["manual_cpc.enhanced_cpc_enabled", "false"],
    ["status", "PAUSED"],
    ["start_date_time", "2030-03-01 00:00:00"],
    ["end_date_time", "2030-05-31 23:59:59"],
    ["network_settings.target_google_search", "true"],
    ["network_settings.target_search_network", "true"],
    ["network_settings.target_content_network", "false"],
    ["tracking_url_template", ""],
    ["final_url_suffix", ""],
  ],
  ad_group: [
    ["campaign", "1001"],
    ["name", "Hiking boots, waterproof"],
    ["type", "SEARCH_STANDARD"],
    ["status", "PAUSED"],
    ["cpc_bid", "1.25"],
    ["tracking_url_template", ""],
    ["final_url_suffix", ""],
  ],
  ad_group_criterion: [
    ["ad_group", "1001"],
    ["keyword.text", "waterproof hiking boots"],
    ["keyword.match_type", "PHRASE"],
    ["status", "ENABLED"],
    ["cpc_bid", "1.25"],
    ["negative", ""],
    ["final_urls", ""],
  ],
  ad_group_ad: [
    ["ad_group", "1001"],
    ["ad.final_urls", "https://www.example.com/hiking-boots"],
    ["ad.responsive_search_ad.headlines[0].text", "Waterproof Hiking Boots"],
    ["ad.responsive_search_ad.headlines[1].text", "Sizes 35 to 49"],
    ["ad.responsive_search_ad.headlines[2].text", "Free Returns for 60 Days"],
    ["ad.responsive_search_ad.headlines[3].text", ""],
    ["ad.responsive_search_ad.headlines[4].text", ""],
    [
      "ad.responsive_search_ad.descriptions[0].text",
      "Over 140 boots in stock, for day walks and high mountains.",
    ],
    [
      "ad.responsive_search_ad.descriptions[1].text",
      "Fitted by people who walk. Resoled in our own workshop.",
    ],
    ["ad.responsive_search_ad.path1", "Hiking"],
    ["ad.responsive_search_ad.path2", "Boots"],
    ["status", "PAUSED"],
  ],
  campaign_criterion: [
    ["campaign", "1001"],
    ["keyword.text", "free"],
    ["keyword.match_type", "BROAD"],
    ["location.geo_target_constant", ""],
    ["language.language_constant", ""],
    ["negative", "true"],
    ["bid_modifier", ""],
  ],
  label: [
    ["name", "Spring sale"],
    ["text_label.background_color", "#2E7D32"],
    ["text_label.description", "Everything that runs in spring only"],
  ],
  asset: [
    ["sitelink_asset.link_text", "Boots on Sale"],
    ["sitelink_asset.description1", "Up to 30 percent off"],
    ["sitelink_asset.description2", "While stocks last"],
    ["final_urls", "https://www.example.com/sale"],
    ["callout_asset.callout_text", ""],
    ["name", ""],
  ],
  ad: [
    ["final_urls", "https://www.example.com/hiking-boots"],
    ["final_mobile_urls", ""],
    ["tracking_url_template", ""],
  ],
  ad_group_bid_modifier: [
    ["ad_group", "1001"],
    ["device.type", "MOBILE"],
    ["bid_modifier", "1.2"],
  ],
  campaign_bid_modifier: [
    ["campaign", "1001"],
    ["interaction_type.type", "CALLS"],
    ["bid_modifier", "1.2"],
  ],
  ad_group_customizer: [["ad_group", "1001"], ...customizerValue],
  campaign_customizer: [["campaign", "1001"], ...customizerValue],
  customer_customizer: customizerValue,
  ad_group_criterion_customizer: [["ad_group_criterion", "1001~2002"], ...customizerValue],
  asset_group_signal: [
    ["asset_group", "1001"],
    ["search_theme.text", "hiking boots"],
  ],
  asset_group: [
    ["campaign", "1001"],
    ["name", "Hiking boots"],
    ["final_urls", "https://www.example.com/hiking-boots"],
    ["status", "PAUSED"],
    ["path1", "Hiking"],
    ["path2", "Boots"],
  ],
  asset_group_listing_group_filter: [
    ["asset_group", "1001"],
    ["type", "UNIT_INCLUDED"],
    ["listing_source", "SHOPPING"],
    ["case_value.product_brand.value", "Nordpfad"],
    ["parent_listing_group_filter", ""],
  ],
  audience: [
    ["name", "Hikers"],
    ["description", "People between 25 and 54"],
    ["dimensions", '[{"age": {"age_ranges": [{"min_age": 25, "max_age": 54}]}}]'],
  ],
  bidding_strategy: [
    ["name", "Clicks for the spring sale"],
    ["target_spend.cpc_bid_ceiling", "2.00"],
    ["target_cpa.target_cpa", ""],
    ["target_roas.target_roas", ""],
  ],
  conversion_value_rule: [
    ["action.operation", "MULTIPLY"],
    ["action.value", "1.5"],
    ["device_condition.device_types", "MOBILE"],
    ["status", "ENABLED"],
  ],
  customer_negative_criterion: [["placement.url", "www.example.com"]],
  shared_criterion: [
    ["shared_set", "1001"],
    ["keyword.text", "free"],
    ["keyword.match_type", "BROAD"],
  ],
  shared_set: [
    ["name", "Words that never sell"],
    ["type", "NEGATIVE_KEYWORDS"],
  ],
  user_list: [
    ["name", "Visitors of the boots pages"],
    ["description", ""],
    ["membership_status", "OPEN"],
    ["membership_life_span", "30"],
    ["crm_based_user_list.upload_key_type", "CONTACT_INFO"],
  ],
};

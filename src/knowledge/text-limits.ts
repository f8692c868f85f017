/** How long the text of a field may be. */
export interface TextLimit {
  /** The end of the field's path from the resource, without indexes. */
  readonly path: string;
  /** What people call the field. */
  readonly label: string;
  readonly most: number;
  readonly unit: "characters" | "bytes";
  /** Where Google says so: a page, or a .proto file of the API. */
  readonly source: string;
  /** The entity, if the path alone does not identify it. */
  readonly entity?: string;
}

/** How many elements a repeated field may have. */
export interface ListLimit {
  readonly path: string;
  /** What people call its elements. */
  readonly label: string;
  readonly fewest: number;
  readonly most: number;
  readonly source: string;
}

const searchAds = "https://support.google.com/google-ads/answer/7684791";

const displayAds = "https://support.google.com/google-ads/answer/7005917";

const systemLimits =
  "https://developers.google.com/google-ads/api/docs/best-practices/system-limits";

const adTypes = "common/ad_type_infos.proto";

const assetTypes = "common/asset_types.proto";

/** Longer paths come before the shorter ones that they end in. */
export const textLimits: readonly TextLimit[] = [
  limit("responsive_search_ad.headlines.text", "Headline", 30, searchAds),
  limit("responsive_search_ad.descriptions.text", "Description", 90, searchAds),
  limit("responsive_search_ad.path1", "Path 1", 15, searchAds),
  limit("responsive_search_ad.path2", "Path 2", 15, searchAds),
  limit("responsive_display_ad.headlines.text", "Headline", 30, adTypes),
  limit("responsive_display_ad.long_headline.text", "The long headline", 90, adTypes),
  limit("responsive_display_ad.descriptions.text", "Description", 90, adTypes),
  limit("responsive_display_ad.business_name", "The business name", 25, adTypes),
  limit("responsive_display_ad.call_to_action_text", "The call to action", 30, adTypes),
  limit("long_headlines.text", "Long headline", 90, displayAds),
  limit("headlines.text", "Headline", 30, displayAds),
  limit("descriptions.text", "Description", 90, displayAds),
  limit("expanded_text_ad.headline_part1", "Headline 1", 30, searchAds),
  limit("expanded_text_ad.headline_part2", "Headline 2", 30, searchAds),
  limit("expanded_text_ad.headline_part3", "Headline 3", 30, searchAds),
  limit("expanded_text_ad.description", "The description", 90, searchAds),
  limit("path1", "Path 1", 15, searchAds),
  limit("path2", "Path 2", 15, searchAds),
  limit("keyword.text", "The keyword", 80, "common/criteria.proto"),
  limit("callout_asset.callout_text", "The callout", 25, assetTypes),
  limit("sitelink_asset.link_text", "The link text", 25, assetTypes),
  limit("sitelink_asset.description1", "Description 1", 35, assetTypes),
  limit("sitelink_asset.description2", "Description 2", 35, assetTypes),
  limit("structured_snippet_asset.values", "Value", 25, assetTypes),
  limit("mobile_app_asset.link_text", "The link text", 25, assetTypes),
  limit("hotel_callout_asset.text", "The callout", 25, assetTypes),
  limit("price_offerings.header", "The header of the offer", 25, assetTypes),
  limit("price_offerings.description", "The description of the offer", 25, assetTypes),
  limit("text_label.description", "The description", 200, "common/text_label.proto"),
  named("campaign", 255, "characters", systemLimits),
  // "Fewer than 255", says the file.
  named("ad_group", 254, "characters", "resources/ad_group.proto"),
  named("campaign_budget", 255, "bytes", "resources/campaign_budget.proto"),
  named("bidding_strategy", 255, "bytes", "resources/bidding_strategy.proto"),
  named("shared_set", 255, "bytes", "resources/shared_set.proto"),
  named("label", 80, "characters", "resources/label.proto"),
  named("asset_group", 128, "characters", "resources/asset_group.proto"),
  named("customizer_attribute", 40, "characters", "resources/customizer_attribute.proto"),
  named("experiment", 1024, "characters", "resources/experiment.proto"),
];

export const listLimits: readonly ListLimit[] = [
  list("responsive_search_ad.headlines", "headlines", 3, 15, searchAds),
  list("responsive_search_ad.descriptions", "descriptions", 2, 4, searchAds),
  list("responsive_display_ad.headlines", "headlines", 1, 5, adTypes),
  list("responsive_display_ad.descriptions", "descriptions", 1, 5, adTypes),
  list("structured_snippet_asset.values", "values", 3, 10, assetTypes),
  list("price_asset.price_offerings", "offers", 3, 8, assetTypes),
  list(
    "url_custom_parameters",
    "custom parameters",
    0,
    8,
    "https://support.google.com/google-ads/answer/6325879",
  ),
];

/** Words in a keyword (common/criteria.proto). */
export const mostKeywordWords = 10;

const found = new Map<string | null, Map<string, TextLimit | null>>();

/** The limit on a field. `path` has no indexes; `entity` is the resource, if it is known. */
export function textLimitOf(path: string, entity: string | null): TextLimit | undefined {
  let ofEntity = found.get(entity);
  if (ofEntity === undefined) found.set(entity, (ofEntity = new Map()));
  let limited = ofEntity.get(path);
  if (limited === undefined) ofEntity.set(path, (limited = findTextLimit(path, entity) ?? null));
  return limited ?? undefined;
}

function findTextLimit(path: string, entity: string | null): TextLimit | undefined {
  return textLimits.find(
    (limited) =>
      endsIn(path, limited.path) &&
      // Limits on names depend on the entity; without it no limit is known.
      (limited.entity === undefined || (path === limited.path && limited.entity === entity)),
  );
}

/** The limit on the number of elements of a repeated field, by its path or the path of one element. */
export function listLimitOf(path: string): ListLimit | undefined {
  return listLimits.find((limited) => endsIn(path, limited.path));
}

function endsIn(path: string, end: string): boolean {
  return path === end || path.endsWith(`.${end}`);
}

function limit(path: string, label: string, most: number, source: string): TextLimit {
  return { path, label, most, unit: "characters", source };
}

function named(entity: string, most: number, unit: TextLimit["unit"], source: string): TextLimit {
  const label = `The name of the ${entity.replaceAll("_", " ")}`;
  return { path: "name", label, most, unit, source, entity };
}

function list(
  path: string,
  label: string,
  fewest: number,
  most: number,
  source: string,
): ListLimit {
  return { path, label, fewest, most, source };
}

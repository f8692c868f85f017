import { entityNumbers } from "./entity.ts";
import { nearest } from "./suggestion.ts";

/** Names that people and Google's own pages use for entities with other names in the API. */
const SPOKEN: Readonly<Record<string, string>> = {
  keyword: "ad_group_criterion",
  negative_keyword: "ad_group_criterion",
  audience_segment: "ad_group_criterion",
  placement: "ad_group_criterion",
  product_group: "ad_group_criterion",
  location: "campaign_criterion",
  ad_schedule: "campaign_criterion",
  campaign_negative_keyword: "campaign_criterion",
  responsive_search_ad: "ad_group_ad",
  rsa: "ad_group_ad",
  text_ad: "ad_group_ad",
  budget: "campaign_budget",
  bid_strategy: "bidding_strategy",
  sitelink: "asset",
  callout: "asset",
  account: "customer",
  negative_keyword_list: "shared_set",
};

/** The entity that someone most likely meant by an unknown name, singular or plural; or null. */
export function entityMeant(name: string): string | null {
  const one = name.replace(/s$/, "");
  if (Object.hasOwn(SPOKEN, one)) return SPOKEN[one] ?? null;
  return nearest(name, entityNumbers().keys());
}

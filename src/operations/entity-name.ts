import { entityNumbers } from "./schema.ts";
import { nearest } from "./suggestion.ts";

/** What people call things that the API calls otherwise. */
const SPOKEN: Readonly<Record<string, string>> = {
  keyword: "ad_group_criterion",
  negative_keyword: "ad_group_criterion",
  campaign_negative_keyword: "campaign_criterion",
  responsive_search_ad: "ad_group_ad",
  rsa: "ad_group_ad",
  text_ad: "ad_group_ad",
  budget: "campaign_budget",
};

/** The entity that someone most likely meant by a name that none has, or null. */
export function entityMeant(name: string): string | null {
  const singular = name.replace(/s$/, "");
  if (Object.hasOwn(SPOKEN, singular)) return SPOKEN[singular] ?? null;
  return nearest(name, entityNumbers().keys());
}

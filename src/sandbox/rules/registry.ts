import { adGroupAdRules, adRules } from "./ad.ts";
import { adGroupRules, campaignBudgetRules, campaignRules } from "./campaign.ts";
import type { EntityRules } from "./entity-rules.ts";
import { adGroupCriterionRules, campaignCriterionRules, sharedCriterionRules } from "./keyword.ts";
import { assetRules, labelRules } from "./label.ts";

const rulesByEntity: Readonly<Record<string, EntityRules>> = {
  ad: adRules,
  ad_group: adGroupRules,
  ad_group_ad: adGroupAdRules,
  ad_group_criterion: adGroupCriterionRules,
  asset: assetRules,
  campaign: campaignRules,
  campaign_budget: campaignBudgetRules,
  campaign_criterion: campaignCriterionRules,
  label: labelRules,
  shared_criterion: sharedCriterionRules,
};

/** The rules of a kind of resource beyond its descriptors; none for most kinds. */
export function rulesOf(entity: string): EntityRules {
  return rulesByEntity[entity] ?? {};
}

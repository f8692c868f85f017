import { adGroupAdRules, adRules } from "./ad.ts";
import { adGroupRules, campaignBudgetRules, campaignRules } from "./campaign.ts";
import { errorCodes } from "../error-code.ts";
import { checkLength, type EntityRules, requireField } from "./entity-rules.ts";
import { adGroupCriterionRules, campaignCriterionRules, sharedCriterionRules } from "./keyword.ts";
import { assetRules, labelRules } from "./label.ts";
import { checkListingGroupFilter } from "./listing-group.ts";

const LONGEST_NAME = 255;

const rulesByEntity: Readonly<Record<string, EntityRules>> = {
  ad: adRules,
  ad_group: adGroupRules,
  ad_group_ad: adGroupAdRules,
  ad_group_criterion: adGroupCriterionRules,
  asset: assetRules,
  asset_group_listing_group_filter: { check: checkListingGroupFilter },
  campaign: campaignRules,
  campaign_budget: campaignBudgetRules,
  campaign_criterion: campaignCriterionRules,
  label: labelRules,
  shared_set: namedRules("name", "type"),
  conversion_action: namedRules("name"),
  shared_criterion: sharedCriterionRules,
};

/** Fields that a new resource must have although no annotation says so. */
function namedRules(...fields: readonly string[]): EntityRules {
  return {
    check: (draft) => {
      for (const field of fields) requireField(draft, errorCodes.required, field);
      checkLength(draft, "name", LONGEST_NAME, errorCodes);
    },
  };
}

/** The rules of a kind of resource beyond its descriptors; none for most kinds. */
export function rulesOf(entity: string): EntityRules {
  return rulesByEntity[entity] ?? {};
}

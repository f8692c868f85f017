import { errorCodes } from "../error-code.ts";
import { has, number, text } from "../message.ts";
import { below } from "../refusal.ts";
import { BILLABLE_UNIT, checkBid } from "./bid.ts";
import { checkLength, type EntityRules, requireField } from "./entity-rules.ts";

const LONGEST_NAME = 255;

/** resources/campaign_budget.proto; names may be left out, amounts are in micros. */
export const campaignBudgetRules: EntityRules = {
  check: (draft) => {
    checkLength(draft, "name", LONGEST_NAME, errorCodes);
    const { resource, path } = draft;
    if (!has(resource, "total_amount_micros")) {
      requireField(draft, errorCodes.required, "amount_micros");
    }
    for (const field of ["amount_micros", "total_amount_micros"]) {
      const micros = number(resource, field);
      if (micros === undefined || !draft.touches(field)) continue;
      if (micros <= 0) draft.refuse(errorCodes.tooLow, below(path, field));
      else if (micros % BILLABLE_UNIT !== 0) {
        draft.refuse(errorCodes.budgetNotMultiple, below(path, field));
      }
    }
  },
  keys: (resource) => {
    const name = text(resource, "name");
    if (name === undefined) return [];
    return [{ key: `budget|${name}`, code: errorCodes.duplicateBudgetName, field: "name" }];
  },
};

/** Every way to bid that a campaign can have: its oneof `campaign_bidding_strategy`. */
const biddingStrategies = [
  "bidding_strategy",
  "commission",
  "manual_cpa",
  "manual_cpc",
  "manual_cpm",
  "manual_cpv",
  "maximize_conversions",
  "maximize_conversion_value",
  "target_cpa",
  "target_impression_share",
  "target_roas",
  "target_spend",
  "percent_cpc",
  "target_cpm",
  "fixed_cpm",
  "target_cpv",
  "target_cpc",
];

/** resources/campaign.proto. */
export const campaignRules: EntityRules = {
  check: (draft) => {
    requireField(draft, errorCodes.required, "name");
    requireField(draft, errorCodes.required, "advertising_channel_type");
    requireField(draft, errorCodes.required, "campaign_budget");
    requireField(draft, errorCodes.required, "contains_eu_political_advertising");
    const bids = biddingStrategies.some((field) => has(draft.resource, field));
    if (draft.verb === "create" && !bids) {
      draft.refuse(errorCodes.required, below(draft.path, "campaign_bidding_strategy"));
    }
    checkLength(draft, "name", LONGEST_NAME, errorCodes);
  },
  keys: (resource) => {
    const name = text(resource, "name");
    if (name === undefined) return [];
    return [{ key: `campaign|${name}`, code: errorCodes.duplicateCampaignName, field: "name" }];
  },
};

/** resources/ad_group.proto; names are unique in their campaign. */
export const adGroupRules: EntityRules = {
  check: (draft) => {
    requireField(draft, errorCodes.required, "campaign");
    requireField(draft, errorCodes.required, "name");
    checkLength(draft, "name", LONGEST_NAME, errorCodes);
    const codes = { tooSmall: errorCodes.tooLow, tooBig: errorCodes.adGroupBidTooBig };
    checkBid(draft, "cpc_bid_micros", codes);
    checkBid(draft, "cpm_bid_micros", codes);
  },
  keys: (resource) => {
    const name = text(resource, "name");
    const campaign = text(resource, "campaign");
    if (name === undefined || campaign === undefined) return [];
    const key = `ad_group|${campaign}|${name}`;
    return [{ key, code: errorCodes.duplicateAdGroupName, field: "name" }];
  },
};

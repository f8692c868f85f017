import type protobuf from "protobufjs";
import { patternsOf } from "./entity.ts";
import { patternOf } from "./name-pattern.ts";

/**
 * Resources that only rows of their own account can refer to. Others may belong to a manager account and be
 * used by the accounts below it: bidding strategies (Google's guide to cross-account strategies), shared sets
 * (campaign_shared_set.proto: "may be a negative keyword shared set of another customer"), and, as far
 * as it is documented, conversion actions, audiences and assets. Anything that is not in this list is left
 * to Google. Labels are in it because "labels from a manager account cannot be applied to campaign, ad group,
 * ad group ad, or ad group criterion" (label_error.proto), which are the only ones to have them.
 */
const OF_ONE_ACCOUNT: ReadonlySet<string> = new Set([
  "Ad",
  "AdGroup",
  "AdGroupAd",
  "AdGroupCriterion",
  "AssetGroup",
  "AssetGroupListingGroupFilter",
  "Campaign",
  "CampaignBudget",
  "CampaignGroup",
  "Experiment",
  "KeywordPlan",
  "KeywordPlanAdGroup",
  "KeywordPlanCampaign",
  "Label",
]);

/**
 * Messages that manager accounts keep for the accounts below them. Their campaigns may be in any of those
 * (conversion_value_rule.proto: "When the value rule is inherited from a manager customer").
 */
const OF_MANAGERS: ReadonlySet<string> = new Set([
  "BiddingDataExclusion",
  "BiddingSeasonalityAdjustment",
  "ConversionValueRuleSet",
]);

/**
 * Whether the resource that a field names must be in the row's account: the row's own resource, and resources
 * that accounts do not share. An account itself can be named from other accounts.
 */
export function isOfOneAccount(field: protobuf.Field, reference: string): boolean {
  const type = typeIn(reference);
  if (type === "Customer") return false;
  if (field.name === "resource_name") return true;
  return OF_ONE_ACCOUNT.has(type) && !OF_MANAGERS.has(field.parent?.name ?? "");
}

/** A resource type in words: `ad group criterion`. */
export function kindNamed(reference: string): string {
  return inWords(typeIn(reference));
}

/** The kind of resource that a full name names, in words; null if the API does not have it. */
export function kindOf(name: string): string | null {
  const collection = /^(?:customers\/[^/]+\/)?(\w+)\/[^/]+$/.exec(name)?.[1] ?? "";
  const type = singular(collection).replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const patterns = patternsOf(type).map(patternOf);
  return patterns.some(({ whole }) => whole.test(name)) ? inWords(type) : null;
}

/** `an ad group`, `a user list`. */
export function articled(kind: string): string {
  return `${/^[aeio]/.test(kind) ? "an" : "a"} ${kind}`;
}

function typeIn(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function inWords(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
}

/** Names of collections are the plurals of their types: `adGroupCriteria`, `biddingStrategies`, `labels`. */
function singular(collection: string): string {
  return collection
    .replace(/Criteria$/, "Criterion")
    .replace(/ies$/, "y")
    .replace(/s$/, "");
}

import { errorCodes } from "../error-code.ts";
import { child, children, flag, has, type Message, text } from "../message.ts";
import { at } from "../refusal.ts";
import { checkBid } from "./bid.ts";
import { checkListingGroup } from "./listing-group.ts";
import { characters, type Draft, type EntityRules, type UniqueKey } from "./entity-rules.ts";

const LONGEST_KEYWORD = 80;

const MOST_WORDS = 10;

/** Signs that Google does not accept in a keyword. */
const forbiddenCharacters = /[,!@%^()={};~`<>?\\|]/;

/** Words that break a policy, the way Google reports it. */
interface Policy {
  readonly pattern: RegExp;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly isExemptible: boolean;
}

const policies: readonly Policy[] = [
  {
    pattern: /prescription drugs/i,
    key: "HEALTH_IN_PERSONALIZED_ADS",
    name: "Health in personalized advertising",
    description: "Your ad violates the Personalized advertising policy.",
    isExemptible: true,
  },
  {
    pattern: /counterfeit/i,
    key: "COUNTERFEIT",
    name: "Counterfeit goods",
    description: "Your ad violates the Counterfeit goods policy.",
    isExemptible: false,
  },
];

/** common/criteria.proto: a keyword has at most 80 characters and 10 words. */
function checkKeyword(draft: Draft): void {
  const keyword = child(draft.resource, "keyword");
  if (keyword === undefined || draft.verb !== "create") return;
  const path = at(draft.path, "keyword");
  const words = text(keyword, "text");
  const place = at(path, "text");
  if (!has(keyword, "match_type")) draft.refuse(errorCodes.required, at(path, "match_type"));
  if (words === undefined) {
    draft.refuse(errorCodes.required, place);
  } else if (words.trim() === "") {
    draft.refuse(errorCodes.emptyKeyword, place, { trigger: words });
  } else {
    const refuse = (code: Parameters<Draft["refuse"]>[0]) =>
      draft.refuse(code, place, { trigger: words });
    if (words.length > LONGEST_KEYWORD && characters(words) > LONGEST_KEYWORD) {
      refuse(errorCodes.keywordTooLong);
    }
    if (words.trim().split(/\s+/).length > MOST_WORDS) refuse(errorCodes.keywordTooManyWords);
    if (forbiddenCharacters.test(words)) refuse(errorCodes.keywordInvalidChars);
    checkPolicies(draft, words);
  }
}

function checkPolicies(draft: Draft, words: string): void {
  for (const policy of policies) {
    if (!policy.pattern.test(words)) continue;
    const exempt = children(draft.operation, "exempt_policy_violation_keys").some(
      (key) => text(key, "policy_name") === policy.key && text(key, "violating_text") === words,
    );
    if (exempt && policy.isExemptible) continue;
    draft.refuse(errorCodes.policyViolation, at(at(draft.path, "keyword"), "text"), {
      trigger: words,
      details: {
        policy_violation_details: {
          external_policy_description: policy.description,
          key: { policy_name: policy.key, violating_text: words },
          external_policy_name: policy.name,
          is_exemptible: policy.isExemptible,
        },
      },
    });
  }
}

/** The parts of a criterion resource that are not one of its types. */
const commonFields = new Set([
  "resource_name",
  "ad_group",
  "campaign",
  "shared_set",
  "status",
  "negative",
  "bid_modifier",
  "cpc_bid_micros",
  "cpm_bid_micros",
  "cpv_bid_micros",
  "percent_cpc_bid_micros",
  "final_urls",
  "final_mobile_urls",
  "final_url_suffix",
  "tracking_url_template",
  "url_custom_parameters",
]);

function requireType(draft: Draft): void {
  if (draft.verb !== "create") return;
  const fields = Object.keys(draft.resource);
  if (fields.some((field) => !commonFields.has(field) && has(draft.resource, field))) return;
  draft.refuse(errorCodes.criterionTypeRequired, draft.path);
}

/** No two live criteria of one parent may be the same keyword; capitals make no difference. */
function keywordKeys(resource: Message, parent: string): readonly UniqueKey[] {
  const keyword = child(resource, "keyword");
  const owner = text(resource, parent);
  const words = keyword && text(keyword, "text");
  if (keyword === undefined || owner === undefined || words === undefined) return [];
  const negative = flag(resource, "negative") ? "-" : "+";
  const key = `keyword|${owner}|${String(keyword["match_type"])}${negative}|${words.toLowerCase()}`;
  return [{ key, code: errorCodes.alreadyExists, field: "keyword" }];
}

/** resources/ad_group_criterion.proto. */
export const adGroupCriterionRules: EntityRules = {
  check: (draft) => {
    requireType(draft);
    checkKeyword(draft);
    checkListingGroup(draft);
    const { resource, path } = draft;
    if (flag(resource, "negative") && has(resource, "cpc_bid_micros")) {
      draft.refuse(errorCodes.bidOnNegative, at(path, "cpc_bid_micros"));
    } else {
      const codes = { tooSmall: errorCodes.bidTooSmall, tooBig: errorCodes.bidTooBig };
      checkBid(draft, "cpc_bid_micros", codes);
      checkBid(draft, "cpm_bid_micros", codes);
    }
  },
  keys: (resource) => keywordKeys(resource, "ad_group"),
};

/** resources/campaign_criterion.proto. */
export const campaignCriterionRules: EntityRules = {
  check: (draft) => {
    requireType(draft);
    checkKeyword(draft);
  },
  keys: (resource) => keywordKeys(resource, "campaign"),
};

/** resources/shared_criterion.proto: lists of negative keywords. */
export const sharedCriterionRules: EntityRules = {
  check: (draft) => {
    requireType(draft);
    checkKeyword(draft);
  },
  keys: (resource) => keywordKeys(resource, "shared_set"),
};

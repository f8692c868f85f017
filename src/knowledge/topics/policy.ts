import type { Topic } from "../entry.ts";

/** Advertising policies. */
export const policy: Topic = {
  "PolicyFindingError.POLICY_FINDING": {
    happened: "The text or page breaks an advertising policy.",
    cause: "A word, a symbol or the landing page touches a policy topic.",
    remedy: "Reword the text, or change the page that it leads to.",
    prevention: "Read the policy once and keep a list of words to avoid.",
  },
  "PolicyFindingError.POLICY_TOPIC_NOT_FOUND": {
    happened: "The exemption names a policy topic that does not exist.",
    cause: "The topic was mistyped.",
    remedy: "Copy the topic's name exactly from the earlier error.",
    prevention: "Copy topic names instead of typing them.",
  },
  "PolicyViolationError.POLICY_ERROR": {
    happened: "The keyword or text breaks an advertising policy.",
    cause: "It touches a protected or restricted subject.",
    remedy: "Reword it, or take it out.",
    prevention: "Check sensitive subjects against Google's policies before the upload.",
  },
  "PolicyValidationParameterError.UNSUPPORTED_AD_TYPE_FOR_IGNORABLE_POLICY_TOPICS": {
    happened: "Ads of this type cannot be exempted by topic.",
    cause: "Exemption works differently for them.",
    remedy: "Reword the ad and send it without an exemption.",
    prevention: "Request exemptions for such ads in Google Ads.",
  },
  "PolicyValidationParameterError.UNSUPPORTED_AD_TYPE_FOR_EXEMPT_POLICY_VIOLATION_KEYS": {
    happened: "Ads of this type cannot be exempted by violation.",
    cause: "They are exempted by policy topic.",
    remedy: "Remove the exemption and reword the ad.",
    prevention: "Use topics for ads and violations for keywords.",
  },
  "PolicyValidationParameterError.CANNOT_SET_BOTH_IGNORABLE_POLICY_TOPICS_AND_EXEMPT_POLICY_VIOLATION_KEYS":
    {
      happened: "The row has two kinds of exemption.",
      cause: "Google accepts one of them at a time.",
      remedy: "Keep one kind of exemption.",
      prevention: "Request one exemption after the other.",
    },
  "AssetGroupSignalError.SEARCH_THEME_POLICY_VIOLATION": {
    happened: "The search theme breaks an advertising policy.",
    cause: "Its words touch a restricted subject.",
    remedy: "Choose other words for the search theme.",
    prevention: "Treat search themes as you treat keywords.",
  },
  "CriterionError.CANNOT_TARGET_CUSTOMER_MATCH_USER_LIST": {
    happened: "The account may not target customer lists yet.",
    cause: "Customer Match needs a history of policy compliance and spending.",
    remedy: "Use the list for observation or exclusion, or ask Google for access.",
    prevention: "Check Customer Match eligibility before uploading lists.",
    isElsewhere: true,
  },
};

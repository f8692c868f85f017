import { enumValueName } from "../api/enums.ts";
import type {
  BudgetPerDayMinimum,
  ErrorDetails,
  IncompatibleCloGoals,
  PolicyConstraint,
  PolicyEvidence,
  PolicyFinding,
  PolicyTopic,
  PolicyViolation,
  Quota,
  Reservation,
  ResourceCount,
} from "./failure.ts";
import {
  integer,
  integerText,
  type JsonObject,
  member,
  objectMember,
  objectsMember,
  textMember,
  textsMember,
  wrapped,
} from "./json-value.ts";

/**
 * The members of an ErrorDetails that this reader knows, in the spelling of errors.proto.
 * `budgetPerDayMinimumErrorDetails` and the like are the same members in REST JSON.
 */
export const knownDetails: readonly string[] = [
  "unpublished_error_code",
  "policy_violation_details",
  "policy_finding_details",
  "quota_error_details",
  "resource_count_details",
  "budget_per_day_minimum_error_details",
  "reservation_error_details",
  "incompatible_clo_goal_error_details",
];

/**
 * ErrorDetails in normal form, from REST JSON or from a message that protobufjs has decoded; null if
 * nothing known is in it. Never throws.
 */
export function readDetails(object: JsonObject): ErrorDetails | null {
  const unpublished = textMember(object, "unpublished_error_code");
  const violation = objectMember(object, "policy_violation_details");
  const finding = objectMember(object, "policy_finding_details");
  const quota = objectMember(object, "quota_error_details");
  const count = objectMember(object, "resource_count_details");
  const budget = objectMember(object, "budget_per_day_minimum_error_details");
  const reservation = objectMember(object, "reservation_error_details");
  const goals = objectMember(object, "incompatible_clo_goal_error_details");
  const details: ErrorDetails = {
    ...(unpublished !== null && unpublished !== "" && { unpublishedErrorCode: unpublished }),
    ...(violation !== null && { policyViolation: readViolation(violation) }),
    ...(finding !== null && { policyFinding: readFinding(finding) }),
    ...(quota !== null && { quota: readQuota(quota) }),
    ...(count !== null && { resourceCount: readResourceCount(count) }),
    ...(budget !== null && { budgetPerDayMinimum: readBudget(budget) }),
    ...(reservation !== null && { reservation: readReservation(reservation) }),
    ...(goals !== null && { incompatibleCloGoals: readGoals(goals) }),
  };
  return Object.keys(details).length === 0 ? null : details;
}

function readViolation(object: JsonObject): PolicyViolation {
  const key = objectMember(object, "key");
  return {
    name: textMember(object, "external_policy_name") ?? "",
    description: textMember(object, "external_policy_description") ?? "",
    key:
      key === null
        ? null
        : {
            policyName: currentOrLegacyText(key, "policy_name") ?? "",
            violatingText: currentOrLegacyText(key, "violating_text"),
          },
    isExemptible: member(object, "is_exemptible") === true,
  };
}

/** A text that versions before v5 sent in another field, wrapped in a message. */
function currentOrLegacyText(object: JsonObject, name: string): string | null {
  const value = wrapped(member(object, name) ?? legacy(object, name));
  return typeof value === "string" ? value : null;
}

function legacy(object: JsonObject, name: string): unknown {
  const message = objectMember(object, `legacy_${name}`);
  // A wrapper without a value holds the default.
  return message === null ? undefined : (member(message, "value") ?? "");
}

function readFinding(object: JsonObject): PolicyFinding {
  return { topics: objectsMember(object, "policy_topic_entries").map(readTopic) };
}

function readTopic(object: JsonObject): PolicyTopic {
  const evidences = objectsMember(object, "evidences").flatMap(readEvidence);
  const constraints = objectsMember(object, "constraints").flatMap(readConstraint);
  return {
    topic: currentOrLegacyText(object, "topic") ?? "",
    type: enumMember(object, "type", "enums/policy_topic_entry_type.proto"),
    ...(evidences.length > 0 && { evidences }),
    ...(constraints.length > 0 && { constraints }),
  };
}

const evidenceLists = [
  { name: "text_list", kind: "texts", values: "texts" },
  { name: "website_list", kind: "websites", values: "websites" },
  { name: "destination_text_list", kind: "destination_texts", values: "destination_texts" },
] as const;

function readEvidence(object: JsonObject): readonly PolicyEvidence[] {
  for (const { name, kind, values } of evidenceLists) {
    const list = objectMember(object, name);
    if (list !== null) {
      const legacyTexts = objectsMember(list, `legacy_${values}`).map(
        (text) => textMember(text, "value") ?? "",
      );
      return [{ kind, values: [...legacyTexts, ...textsMember(list, values)] }];
    }
  }
  const mismatch = objectMember(object, "destination_mismatch");
  if (mismatch !== null) {
    const types = member(mismatch, "url_types");
    const file = "enums/policy_topic_evidence_destination_mismatch_url_type.proto";
    const values = Array.isArray(types) ? types.map((type) => enumName(type, file)) : [];
    return [{ kind: "url_types", values }];
  }
  const notWorking = objectMember(object, "destination_not_working");
  if (notWorking !== null) return [readNotWorking(notWorking)];
  const language = textMember(object, "language_code");
  return language === null ? [] : [{ kind: "language", code: language }];
}

function readNotWorking(object: JsonObject): PolicyEvidence {
  const prefix = "enums/policy_topic_evidence_destination_not_working";
  const device = member(object, "device");
  const dnsError = member(object, "dns_error_type");
  return {
    kind: "destination_not_working",
    url: textMember(object, "expanded_url"),
    device: device === undefined ? null : enumName(device, `${prefix}_device.proto`),
    lastChecked: textMember(object, "last_checked_date_time"),
    dnsError: dnsError === undefined ? null : enumName(dnsError, `${prefix}_dns_error_type.proto`),
    httpCode: integerText(member(object, "http_error_code")),
  };
}

const countryLists = [
  { name: "country_constraint_list", kind: "countries" },
  { name: "certificate_missing_in_country_list", kind: "certificate_missing" },
  { name: "certificate_domain_mismatch_in_country_list", kind: "certificate_domain_mismatch" },
] as const;

function readConstraint(object: JsonObject): readonly PolicyConstraint[] {
  for (const { name, kind } of countryLists) {
    const list = objectMember(object, name);
    if (list !== null) {
      const countries = objectsMember(list, "countries").map(
        (country) => textMember(country, "country_criterion") ?? "",
      );
      const totalTargetedCountries = integer(member(list, "total_targeted_countries"));
      return [{ kind, countries, totalTargetedCountries }];
    }
  }
  return objectMember(object, "reseller_constraint") === null ? [] : [{ kind: "reseller" }];
}

/** `QuotaRateScope` is in errors.proto and does not have its own file. */
const rateScopes = ["UNSPECIFIED", "UNKNOWN", "ACCOUNT", "DEVELOPER"];

function readQuota(object: JsonObject): Quota {
  const scope = member(object, "rate_scope") ?? 0;
  return {
    rateScope:
      typeof scope === "number" ? (rateScopes[scope] ?? `UNKNOWN_${scope}`) : textOf(scope),
    rateName: textMember(object, "rate_name") ?? "",
    retryDelaySeconds: durationSeconds(member(object, "retry_delay")),
  };
}

/** A Duration, as "60s" or "1.5s" in JSON, as two numbers in a message. */
function durationSeconds(value: unknown): number | null {
  if (typeof value === "string") {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(value)?.[1];
    return seconds === undefined ? null : Number(seconds);
  }
  if (typeof value !== "object" || value === null) return null;
  const duration = value as JsonObject;
  const seconds = integer(member(duration, "seconds") ?? 0);
  const nanos = integer(member(duration, "nanos") ?? 0);
  return seconds === null || nanos === null ? null : seconds + nanos / 1e9;
}

function readResourceCount(object: JsonObject): ResourceCount {
  return {
    enclosingId: textMember(object, "enclosing_id") ?? "",
    enclosingResource: textMember(object, "enclosing_resource") ?? "",
    limitType: enumMember(object, "limit_type", "enums/resource_limit_type.proto"),
    limit: integer(member(object, "limit")) ?? 0,
    existingCount: integer(member(object, "existing_count")) ?? 0,
  };
}

function readBudget(object: JsonObject): BudgetPerDayMinimum {
  return {
    currencyCode: textMember(object, "currency_code") ?? "",
    perDayMinimumMicros: integerText(member(object, "budget_per_day_minimum_micros")),
    minimumAmountMicros: integerText(member(object, "minimum_budget_amount_micros")),
    minimumTotalAmountMicros: integerText(member(object, "minimum_budget_total_amount_micros")),
    failedAmountMicros: integerText(member(object, "failed_budget_amount_micros")),
    failedTotalAmountMicros: integerText(member(object, "failed_budget_total_amount_micros")),
  };
}

function readReservation(object: JsonObject): Reservation {
  return {
    campaign: textMember(object, "campaign") ?? "",
    quotes: objectsMember(object, "quotes").map((quote) => ({
      campaign: textMember(quote, "campaign") ?? "",
      suggestedCpmMicros: integerText(member(quote, "suggested_cpm_micros")),
      maxBudgetMicros: integerText(member(quote, "max_budget_micros")),
      possibleHoldDurationSeconds: integerText(member(quote, "possible_hold_duration_seconds")),
    })),
    quoteSignature: textMember(object, "quote_signature") ?? "",
  };
}

function readGoals(object: JsonObject): IncompatibleCloGoals {
  const file = "enums/customer_lifecycle_optimization_goal_sub_type.proto";
  return {
    subTypes: [
      enumMember(object, "clo_goal_sub_type1", file),
      enumMember(object, "clo_goal_sub_type2", file),
    ],
  };
}

function enumMember(object: JsonObject, name: string, file: string): string {
  return enumName(member(object, name) ?? 0, file);
}

/** Enums are names in REST JSON and numbers in messages. */
function enumName(value: unknown, file: string): string {
  return typeof value === "number" ? enumValueName(file, value) : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "UNKNOWN";
}

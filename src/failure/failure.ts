/**
 * One step of the path to the field that Google blames.
 *
 * `index` is the position in a repeated field, from 0; null if none was sent. The two differ: the wire
 * carries an explicit 0 for the first element (`optional int32 index` in errors.proto).
 */
export interface PathElement {
  /** Name of a field or a oneof, snake_case as in the .proto files; "" if none was sent. */
  readonly name: string;
  readonly index: number | null;
}

/** One error of a failure, in the same form for every encoding and every API version. */
export interface FailureError {
  /**
   * `Category.NAME`, such as "StringLengthError.TOO_LONG". A number that the installed API package
   * does not know becomes "StringLengthError.UNKNOWN_23" or "ErrorCode_201.UNKNOWN_5"; null if no code
   * was sent.
   */
  readonly code: string | null;
  readonly message: string | null;
  /** The value that caused the error, as text. "" is an empty value, null means that no value was sent. */
  readonly trigger: string | null;
  /** From the request down to the field; empty if the error names no place. */
  readonly path: readonly PathElement[];
  readonly details: ErrorDetails | null;
}

/** Further information of some errors. Each member is present only if it was sent. */
export interface ErrorDetails {
  /** The code that a newer API version would have given, such as "CampaignError.SOMETHING_NEW". */
  readonly unpublishedErrorCode?: string;
  readonly policyViolation?: PolicyViolation;
  readonly policyFinding?: PolicyFinding;
  readonly quota?: Quota;
  readonly resourceCount?: ResourceCount;
  readonly budgetPerDayMinimum?: BudgetPerDayMinimum;
  readonly reservation?: Reservation;
  readonly incompatibleCloGoals?: IncompatibleCloGoals;
}

/** A text that breaks a policy, mostly of a keyword. */
export interface PolicyViolation {
  readonly name: string;
  readonly description: string;
  /** The key that an exemption request has to repeat, character for character. */
  readonly key: PolicyViolationKey | null;
  readonly isExemptible: boolean;
}

export interface PolicyViolationKey {
  readonly policyName: string;
  /** null: the policy as a whole is meant. */
  readonly violatingText: string | null;
}

/** The policy topics found in a resource, mostly an ad. */
export interface PolicyFinding {
  readonly topics: readonly PolicyTopic[];
}

export interface PolicyTopic {
  /** "ALCOHOL", "TRADEMARKS_IN_AD_TEXT", …: an open list. An exemption request repeats it. */
  readonly topic: string;
  /** A name of PolicyTopicEntryType: "PROHIBITED", "LIMITED", "FULLY_LIMITED", … */
  readonly type: string;
  readonly evidences?: readonly PolicyEvidence[];
  readonly constraints?: readonly PolicyConstraint[];
}

/** Why a topic was found. */
export type PolicyEvidence =
  | {
      readonly kind: "texts" | "websites" | "destination_texts" | "url_types";
      readonly values: readonly string[];
    }
  | { readonly kind: "language"; readonly code: string }
  | {
      readonly kind: "destination_not_working";
      readonly url: string | null;
      readonly device: string | null;
      readonly lastChecked: string | null;
      readonly dnsError: string | null;
      readonly httpCode: string | null;
    };

/** Where a topic prevents a resource from being shown. */
export type PolicyConstraint =
  | { readonly kind: "reseller" }
  | {
      readonly kind: "countries" | "certificate_missing" | "certificate_domain_mismatch";
      /** Resource names of geo target constants. */
      readonly countries: readonly string[];
      readonly totalTargetedCountries: number | null;
    };

export interface Quota {
  /** "ACCOUNT", or "DEVELOPER" for the developer token or Cloud project. */
  readonly rateScope: string;
  readonly rateName: string;
  /** Seconds to wait before the next request; null if Google did not say. */
  readonly retryDelaySeconds: number | null;
}

export interface ResourceCount {
  readonly enclosingId: string;
  readonly enclosingResource: string;
  /** A name of ResourceLimitType. */
  readonly limitType: string;
  readonly limit: number;
  readonly existingCount: number;
}

/** Amounts are micros of the currency, as decimal text; null where Google gave none. */
export interface BudgetPerDayMinimum {
  readonly currencyCode: string;
  readonly perDayMinimumMicros: string | null;
  readonly minimumAmountMicros: string | null;
  readonly minimumTotalAmountMicros: string | null;
  readonly failedAmountMicros: string | null;
  readonly failedTotalAmountMicros: string | null;
}

export interface Reservation {
  /** Resource name of the campaign as it was sent, temporary id included. */
  readonly campaign: string;
  readonly quotes: readonly ReservationQuote[];
  readonly quoteSignature: string;
}

/** Amounts as in `BudgetPerDayMinimum`. */
export interface ReservationQuote {
  readonly campaign: string;
  readonly suggestedCpmMicros: string | null;
  readonly maxBudgetMicros: string | null;
  readonly possibleHoldDurationSeconds: string | null;
}

export interface IncompatibleCloGoals {
  /** Names of CustomerLifecycleOptimizationGoalSubType. */
  readonly subTypes: readonly [string, string];
}

/** A part of a failure that could not be decoded: kept as it was, to be reported. */
export interface Undecoded {
  readonly typeUrl: string;
  /** The bytes on the wire; of a JSON answer, the JSON text in UTF-8. */
  readonly bytes: Uint8Array;
}

/** Everything that one answer says about its errors. */
export interface Failure {
  /** The google.rpc.Status around it, with a canonical (gRPC) code; null if there was none. */
  readonly status: Status | null;
  /** In the order sent, repetitions included. */
  readonly errors: readonly FailureError[];
  readonly requestId: string | null;
  /** The API version of the answer, such as "v25"; null if it is not named. */
  readonly version: string | null;
  readonly undecoded: readonly Undecoded[];
}

export interface Status {
  readonly code: number;
  readonly message: string;
}

/** An empty failure. */
export const noFailure: Failure = {
  status: null,
  errors: [],
  requestId: null,
  version: null,
  undecoded: [],
};

/** `operations[0].create.ad.headlines[2].text`; an element without a name is "[0]". */
export function formatPath(path: readonly PathElement[]): string {
  let text = "";
  for (const { name, index } of path) {
    if (text !== "" && name !== "") text += ".";
    text += name;
    if (index !== null) text += `[${index}]`;
  }
  return text;
}

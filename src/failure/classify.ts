import { category, parseCode } from "./codes.ts";
import type { FailureError } from "./failure.ts";

/**
 * What an error means for the row that it names:
 *
 * - `fault`: only the row's owner can fix it: by editing the row, or elsewhere.
 * - `policy`: editing the row fixes it, or an exemption that the user asks for.
 * - `victim`: it failed because another row failed; it is sent again, unchanged, with that row.
 * - `retry`: nothing is wrong with the row; try again soon.
 * - `wait`: nothing is wrong with the row; try again after the time that Google names, or hours.
 * - `account`: someone has to change access, an agreement or a setting before it can work.
 * - `split`: the request was too large; the same rows are sent in smaller requests.
 * - `done`: the change that the row asks for is already there. After an attempt without an answer this is
 *   evidence that the attempt was applied; on a first attempt it is a `fault`.
 * - `unknown`: nothing sensible can be done without a person looking at it.
 */
export type ErrorClass =
  | "fault"
  | "policy"
  | "victim"
  | "retry"
  | "wait"
  | "account"
  | "split"
  | "done"
  | "unknown";

/**
 * The class of an error. The Google Ads error code decides first, and the canonical code of the call only
 * if that does not: CONCURRENT_MODIFICATION, for example, comes with INVALID_ARGUMENT and still has to be
 * retried.
 *
 * @param grpcCode google.rpc.Code of the call or of the Status around the error.
 */
export function classOf(
  error: Pick<FailureError, "code" | "details">,
  grpcCode: number | null = null,
): ErrorClass {
  if (error.details?.policyViolation || error.details?.policyFinding) return "policy";
  if (error.code === null) return classOfStatus(grpcCode);
  const ofCode = classOfCode(error.code);
  if (ofCode !== "unknown") return ofCode;
  // A code that we cannot read says at least as much as "invalid argument" does.
  const ofStatus = classOfStatus(grpcCode);
  return ofStatus === "fault" ? "unknown" : ofStatus;
}

/** The class of an answer that names no Google Ads error, from its google.rpc.Code. */
export function classOfStatus(grpcCode: number | null): ErrorClass {
  return grpcCode === null ? "unknown" : (byCanonicalCode[grpcCode] ?? "unknown");
}

/** What each google.rpc.Code means for the request as a whole (google/rpc/code.proto; AIP-193, AIP-194). */
const byCanonicalCode: Readonly<Record<number, ErrorClass>> = {
  // CANCELLED: we gave up; what happened is not known.
  1: "unknown",
  // UNKNOWN: the server failed without saying how; the next attempt may succeed.
  2: "retry",
  // INVALID_ARGUMENT: wrong whatever the state of the account, so waiting does not help.
  3: "fault",
  // DEADLINE_EXCEEDED: it took too long this time.
  4: "retry",
  // NOT_FOUND: a row names something that does not exist.
  5: "fault",
  // ALREADY_EXISTS: the requested resource exists.
  6: "done",
  // PERMISSION_DENIED: somebody has to give access; a row cannot.
  7: "account",
  // RESOURCE_EXHAUSTED: a quota, which fills up again.
  8: "wait",
  // FAILED_PRECONDITION: the account has to be in another state first, which a row may bring about.
  9: "fault",
  // ABORTED: two changes met, and this one was not applied.
  10: "retry",
  // OUT_OF_RANGE: as INVALID_ARGUMENT.
  11: "fault",
  // UNIMPLEMENTED: this API version is not served, which editing a row cannot fix.
  12: "account",
  // INTERNAL: as UNKNOWN; Google also uses it in place of errors in rows.
  13: "retry",
  // UNAVAILABLE: overloaded or out of reach for a moment.
  14: "retry",
  // DATA_LOSS: rare, and never to be repeated.
  15: "unknown",
  // UNAUTHENTICATED: the caller is not known, which editing a row cannot fix.
  16: "account",
};

const classes = new Map<string, ErrorClass>();

function classOfCode(code: string): ErrorClass {
  let result = classes.get(code);
  if (result === undefined) {
    result = findClass(code);
    classes.set(code, result);
  }
  return result;
}

function findClass(code: string): ErrorClass {
  const parts = parseCode(code);
  if (parts === null || /^UN(?:SPECIFIED|KNOWN(?:_-?\d+)?)$/.test(parts.name)) return "unknown";
  const rule = Object.hasOwn(byCategory, parts.category) ? byCategory[parts.category] : undefined;
  if (rule?.names !== undefined && Object.hasOwn(rule.names, parts.name)) {
    return rule.names[parts.name] ?? "unknown";
  }
  if (rule?.others !== undefined) return rule.others;
  const pattern = byName.find(({ name }) => name.test(parts.name));
  if (pattern !== undefined) return pattern.class;
  // Most of the catalogue: one field of one row is wrong. A category that the installed package does
  // not have could mean anything.
  return category(parts.category) === undefined ? "unknown" : "fault";
}

/** What the errors of one category mean. */
export interface CategoryRule {
  readonly names?: Readonly<Record<string, ErrorClass>>;
  /** What the names of the category that are not listed mean; without it they go by `byName`. */
  readonly others?: ErrorClass;
}

/** Categories with a meaning of their own, and single errors that the patterns below would get wrong. */
export const byCategory: Readonly<Record<string, CategoryRule>> = {
  // Who calls, not what is sent. CUSTOMER_NOT_FOUND too: the account is missing, or minutes old.
  AuthenticationError: { others: "account" },
  AuthorizationError: { others: "account" },
  HeaderError: { others: "account" },
  NotAllowlistedError: { others: "account" },
  IdentityVerificationError: { others: "account" },
  // About one resource, and what may be done with it: waiting helps none of these rows, and a change that
  // somebody makes by hand meanwhile must not be sent as well.
  ResourceAccessDeniedError: { others: "fault" },
  OperationAccessDeniedError: {
    names: { MUTATE_NOT_PERMITTED_FOR_CUSTOMER: "account" },
    others: "fault",
  },

  QuotaError: {
    names: {
      ACCESS_PROHIBITED: "account",
      // Too fast, as against RESOURCE_EXHAUSTED: too much for today.
      RESOURCE_TEMPORARILY_EXHAUSTED: "retry",
    },
    others: "wait",
  },
  InternalError: {
    // The true error exists, but in a newer API version.
    names: { ERROR_CODE_NOT_PUBLISHED: "unknown" },
    others: "retry",
  },
  DatabaseError: {
    // DATA_CONSTRAINT_VIOLATION is among the others: a retry reveals the actual error.
    names: { REQUEST_TOO_LARGE: "split" },
    others: "retry",
  },
  SizeLimitError: { others: "split" },
  ResourceCountLimitExceededError: { names: { RESPONSE_ROW_LIMIT_EXCEEDED: "split" } },

  PolicyViolationError: { others: "policy" },
  PolicyFindingError: {
    // The exemption that was asked for names a topic that does not exist.
    names: { POLICY_TOPIC_NOT_FOUND: "fault" },
    others: "policy",
  },

  RequestError: {
    names: {
      INVALID_CUSTOMER_ID: "account",
      CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT: "account",
      DEVELOPER_TOKEN_PARAMETER_MISSING: "account",
      LOGIN_CUSTOMER_ID_PARAMETER_MISSING: "account",
      CLOUD_PROJECT_NOT_FOUND: "account",
      // The API version has been switched off: rowmend has to be updated.
      UNSUPPORTED_VERSION: "account",
      // Refused before it was processed, because too little time was left.
      RPC_DEADLINE_TOO_SHORT: "retry",
      // About searches and pages, which the user does not control.
      INVALID_PAGE_TOKEN: "unknown",
      EXPIRED_PAGE_TOKEN: "unknown",
      INVALID_PAGE_SIZE: "unknown",
      PAGE_SIZE_NOT_SUPPORTED: "unknown",
      VALIDATE_ONLY_REQUEST_HAS_PAGE_TOKEN: "unknown",
      CANNOT_RETURN_SUMMARY_ROW_FOR_REQUEST_WITHOUT_METRICS: "unknown",
      CANNOT_RETURN_SUMMARY_ROW_FOR_VALIDATE_ONLY_REQUESTS: "unknown",
      INCONSISTENT_RETURN_SUMMARY_ROW_VALUE: "unknown",
      TOTAL_RESULTS_COUNT_NOT_ORIGINALLY_REQUESTED: "unknown",
    },
  },
  // The queries are ours.
  QueryError: { others: "unknown" },
  MutateError: {
    names: {
      EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED: "account",
      // About how it was sent, not about the row.
      OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE: "unknown",
    },
  },
  PartialFailureError: { others: "unknown" },
  BatchJobError: {
    names: {
      // One operation of a group that is applied as a whole failed.
      ASSET_GROUP_AND_ASSET_GROUP_ASSET_TRANSACTION_FAILURE: "victim",
      ASSET_GROUP_LISTING_GROUP_FILTER_TRANSACTION_FAILURE: "victim",
      CAMPAIGN_AND_CAMPAIGN_ASSET_TRANSACTION_FAILURE: "victim",
      REQUEST_TOO_LARGE: "split",
      RESULTS_NOT_READY: "wait",
    },
    // About how the job was handled.
    others: "unknown",
  },
  NewResourceCreationError: { names: { TEMP_ID_RESOURCE_HAD_ERRORS: "victim" } },
  CriterionError: {
    names: {
      LISTING_GROUP_ERROR_IN_ANOTHER_OPERATION: "victim",
      // The review ends without anyone's action.
      CANNOT_ADD_USER_LIST_PENDING_PRIVACY_REVIEW: "wait",
    },
  },
  AdGroupCriterionError: { names: { OPERATIONS_FOR_TOO_MANY_SHOPPING_ADGROUPS: "split" } },

  ConversionUploadError: {
    names: {
      ORDER_ID_ALREADY_IN_USE: "done",
      CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS: "account",
      CUSTOMER_DATA_POLICY_PROHIBITS_ENHANCED_CONVERSIONS: "account",
      CUSTOM_VARIABLE_NOT_ENABLED: "account",
    },
  },
  ConversionAdjustmentUploadError: {
    names: { CUSTOMER_DATA_POLICY_PROHIBITS_ENHANCEMENT: "account" },
  },
  // Twice in the same request, so nothing exists yet.
  RecommendationError: { names: { DUPLICATE_RESOURCE_NAME: "fault" } },

  CampaignError: {
    names: { HEC_AGREEMENT_REQUIRED: "account", CONVERSION_TRACKING_NOT_ENABLED: "account" },
  },
  AssetError: { names: { LEAD_FORM_MISSING_AGREEMENT: "account" } },
  AssetLinkError: { names: { CUSTOMER_NOT_VERIFIED: "account" } },
  ReachPlanError: { names: { NOT_FORECASTABLE_ACCOUNT_NOT_ENABLED: "account" } },
  VideoReservationError: { names: { CUSTOMER_NOT_ENABLED: "account" } },
  ManagerLinkError: { names: { SUSPENDED_ACCOUNT_CANNOT_ADD_CLIENTS: "account" } },
  IncentiveError: { names: { USER_SUSPENDED: "account" } },
  AccountBudgetProposalError: { names: { INVALID_MASTER_SERVICE_AGREEMENT: "account" } },
  BillingSetupError: {
    names: {
      NO_SIGNUP_PERMISSION: "account",
      PAYMENTS_PROFILE_NEEDS_SERVICE_AGREEMENT_ACCEPTANCE: "account",
      CUSTOMER_NEEDS_INTERNAL_APPROVAL: "account",
    },
  },

  AdSharingError: { names: { AD_GROUP_ALREADY_CONTAINS_AD: "done" } },
  AssetGroupAssetError: { names: { DUPLICATE_RESOURCE: "done" } },
  AssetSetLinkError: { names: { DUPLICATE_ASSET_SET_LINK: "done" } },
  MediaFileError: { names: { DUPLICATE_MEDIA: "done", YOU_TUBE_SERVICE_UNAVAILABLE: "retry" } },
  ProductLinkError: { names: { LINK_EXISTS: "done", INVITATION_EXISTS: "done" } },
};

/** Classes of names that mean the same in every category. */
const byName: readonly { readonly name: RegExp; readonly class: ErrorClass }[] = [
  { name: /ALLOW_?LIST/, class: "account" },
  { name: /^PERMISSION_DENIED$/, class: "account" },
  { name: /NOT_ACCEPTED_CUSTOMER_DATA_TERMS/, class: "account" },
  // The click, call or conversion is only hours old; Google has not processed it yet.
  { name: /^TOO_RECENT_/, class: "wait" },
  { name: /_IN_PROGRESS$|_NOT_YET_STARTED$/, class: "wait" },
  { name: /SERVER_ERROR$/, class: "retry" },
  // About the size of the request, not about the row.
  { name: /^TOO_MANY_(?:\w+_)?OPERATIONS$|^TOO_MANY_\w+_IN_REQUEST$/, class: "split" },
  // Names of resources that exist. Not DUPLICATE_…_IN_REQUEST and the like, which only say that two rows
  // of one request are equal: treating those as done would lose a row.
  { name: /_ALREADY_EXIST(?:S|ED)(?:_FOR_PLACEHOLDER_TYPE)?$/, class: "done" },
  { name: /^CANNOT_CREATE_ALREADY_EXISTING_/, class: "done" },
  { name: /^(?:\w+_)?DUPLICATE_(?:\w+_)?NAME$|_?NAME_ALREADY_(?:IN_)?USED?$/, class: "done" },
  { name: /_ALREADY_(?:RETRACTED|ENHANCED|APPLIED|DISMISSED|REMOVED)$/, class: "done" },
  { name: /^ALREADY_(?:INVITED|MANAGED)_BY_THIS_MANAGER$/, class: "done" },
  { name: /^CLIENT_ALREADY_INVITED_BY_THIS_MANAGER$/, class: "done" },
  { name: /^EMAIL_ADDRESS_ALREADY_HAS_/, class: "done" },
];

/**
 * Whether an error speaks of a kind of resource that cannot be sent in this way. It mostly comes without a
 * position, and holds for every operation of that kind in the request.
 */
export function isAboutKind({ code }: Pick<FailureError, "code">): boolean {
  return (
    code === "MutateError.RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY" ||
    code === "MutateError.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE"
  );
}

/**
 * How many seconds Google asks to wait before the next request: from the details of the error, else
 * from its message ("Too many requests. Retry in 30 seconds."). Null if neither says so.
 */
export function retryDelaySeconds(error: FailureError): number | null {
  const delay = error.details?.quota?.retryDelaySeconds ?? null;
  if (delay !== null) return bounded(delay);
  const seconds = /\bRetry in (\d{1,9}(?:\.\d+)?) seconds?\b/i.exec(error.message ?? "")?.[1];
  return seconds === undefined ? null : bounded(Number(seconds));
}

/** A day: every quota of Google's is filled up again by then, whatever an answer says. */
const LONGEST_DELAY_SECONDS = 86_400;

function bounded(seconds: number): number | null {
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_DELAY_SECONDS) : null;
}

/**
 * Whether a row has to wait for something that concerns only this row, such as a review: no time is named,
 * a few seconds do not help, and other rows do not have to wait.
 */
export function waitsAlone(error: FailureError): boolean {
  const isQuota = error.code?.startsWith("QuotaError.") === true;
  return classOf(error, null) === "wait" && !isQuota && retryDelaySeconds(error) === null;
}

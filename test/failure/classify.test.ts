import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  byCategory,
  classOf,
  classOfStatus,
  type ErrorClass,
  retryDelaySeconds,
} from "../../src/failure/classify.ts";
import { categories, codesOf } from "../../src/failure/codes.ts";
import type { ErrorDetails, FailureError } from "../../src/failure/failure.ts";

const nothing: FailureError = { code: null, message: null, trigger: null, path: [], details: null };

function classOfCode(code: string): ErrorClass {
  return classOf({ code, details: null });
}

const named: Readonly<Record<ErrorClass, readonly string[]>> = {
  fault: [
    "StringLengthError.TOO_LONG",
    "RangeError.TOO_LOW",
    "FieldError.REQUIRED",
    "FieldMaskError.FIELD_NOT_FOUND",
    "UrlFieldError.INVALID_FINAL_URL",
    "CriterionError.INVALID_KEYWORD_TEXT",
    "AdError.LINE_TOO_WIDE",
    "CampaignError.INVALID_CAMPAIGN_NAME",
    "AdGroupError.BID_TOO_BIG",
    "DateError.INVALID_STRING_DATE",
    "IdError.NOT_FOUND",
    "RequestError.BAD_RESOURCE_ID",
    "RequestError.RESOURCE_NAME_MALFORMED",
    "RequestError.OPERATION_REQUIRED",
    "RequestError.REQUIRED_FIELD_MISSING",
    "RequestError.INVALID_ENUM_VALUE",
    "ConversionUploadError.UNPARSEABLE_GCLID",
    "ConversionUploadError.EXPIRED_EVENT",
    "ResourceCountLimitExceededError.ADGROUP_LIMIT",
    "MutateError.RESOURCE_NOT_FOUND",
    "MutateError.ID_EXISTS_IN_MULTIPLE_MUTATES",
    "NewResourceCreationError.DUPLICATE_TEMP_IDS",
    "OperationAccessDeniedError.OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE",
    // About one resource: others of the account may well be changed.
    "OperationAccessDeniedError.MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
    "OperationAccessDeniedError.CREATE_OPERATION_NOT_PERMITTED",
    "OperationAccessDeniedError.UPDATE_OPERATION_NOT_PERMITTED",
    "OperationAccessDeniedError.REMOVE_OPERATION_NOT_PERMITTED",
    "OperationAccessDeniedError.ACTION_NOT_PERMITTED",
    "ResourceAccessDeniedError.WRITE_ACCESS_DENIED",
    "ContextError.OPERATION_NOT_PERMITTED_FOR_CONTEXT",
    "MutateError.MUTATE_NOT_ALLOWED",
    "MutateError.RESOURCE_DOES_NOT_SUPPORT_VALIDATE_ONLY",
    "PolicyFindingError.POLICY_TOPIC_NOT_FOUND",
    // Two equal rows in one request: neither of them is there yet.
    "ConversionUploadError.DUPLICATE_CLICK_CONVERSION_IN_REQUEST",
    "ConversionUploadError.DUPLICATE_ORDER_ID",
    "ConversionAdjustmentUploadError.DUPLICATE_ADJUSTMENT_IN_REQUEST",
    "RecommendationError.DUPLICATE_RESOURCE_NAME",
  ],
  policy: ["PolicyFindingError.POLICY_FINDING", "PolicyViolationError.POLICY_ERROR"],
  victim: [
    "NewResourceCreationError.TEMP_ID_RESOURCE_HAD_ERRORS",
    "CriterionError.LISTING_GROUP_ERROR_IN_ANOTHER_OPERATION",
    "BatchJobError.ASSET_GROUP_AND_ASSET_GROUP_ASSET_TRANSACTION_FAILURE",
    "BatchJobError.ASSET_GROUP_LISTING_GROUP_FILTER_TRANSACTION_FAILURE",
    "BatchJobError.CAMPAIGN_AND_CAMPAIGN_ASSET_TRANSACTION_FAILURE",
  ],
  retry: [
    "InternalError.INTERNAL_ERROR",
    "InternalError.TRANSIENT_ERROR",
    "InternalError.DEADLINE_EXCEEDED",
    "DatabaseError.CONCURRENT_MODIFICATION",
    "DatabaseError.DATA_CONSTRAINT_VIOLATION",
    "QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED",
    "ImageError.SERVER_ERROR",
  ],
  wait: [
    "QuotaError.RESOURCE_EXHAUSTED",
    "ConversionUploadError.TOO_RECENT_EVENT",
    "ConversionUploadError.TOO_RECENT_CALL",
    "ConversionUploadError.TOO_RECENT_CONVERSION_ACTION",
    "ConversionAdjustmentUploadError.TOO_RECENT_CONVERSION",
    "BatchJobError.RESULTS_NOT_READY",
  ],
  account: [
    "AuthenticationError.CLIENT_CUSTOMER_ID_INVALID",
    "AuthenticationError.CUSTOMER_NOT_FOUND",
    "AuthenticationError.GOOGLE_ACCOUNT_COOKIE_INVALID",
    "AuthenticationError.NOT_ADS_USER",
    "AuthenticationError.OAUTH_TOKEN_INVALID",
    "AuthorizationError.CUSTOMER_NOT_ENABLED",
    "AuthorizationError.DEVELOPER_TOKEN_NOT_APPROVED",
    "AuthorizationError.DEVELOPER_TOKEN_PROHIBITED",
    "AuthorizationError.USER_PERMISSION_DENIED",
    // Not in this version any more, but older ones answer it.
    "AuthenticationError.CLIENT_CUSTOMER_ID_IS_REQUIRED",
    "HeaderError.INVALID_LOGIN_CUSTOMER_ID",
    "NotAllowlistedError.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE",
    "OperationAccessDeniedError.MUTATE_NOT_PERMITTED_FOR_CUSTOMER",
    "QuotaError.ACCESS_PROHIBITED",
    "RequestError.UNSUPPORTED_VERSION",
    "MutateError.EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED",
    "ConversionUploadError.CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS",
    "AssetError.CUSTOMER_NOT_ON_ALLOWLIST_FOR_ASSET_TYPE",
    "FeedItemValidationError.CUSTOMER_NOT_IN_ALLOWLIST_FOR_CALLTRACKING",
  ],
  split: [
    "SizeLimitError.REQUEST_SIZE_LIMIT_EXCEEDED",
    "DatabaseError.REQUEST_TOO_LARGE",
    "BatchJobError.REQUEST_TOO_LARGE",
    "RequestError.TOO_MANY_MUTATE_OPERATIONS",
    "ConversionUploadError.TOO_MANY_CONVERSIONS_IN_REQUEST",
    "ConversionAdjustmentUploadError.TOO_MANY_ADJUSTMENTS_IN_REQUEST",
    "AdGroupCriterionError.OPERATIONS_FOR_TOO_MANY_SHOPPING_ADGROUPS",
    "CampaignCriterionError.TOO_MANY_OPERATIONS",
  ],
  done: [
    "CampaignError.DUPLICATE_CAMPAIGN_NAME",
    "AdGroupError.DUPLICATE_ADGROUP_NAME",
    "CampaignBudgetError.DUPLICATE_NAME",
    "MutateError.RESOURCE_ALREADY_EXISTS",
    "AdGroupError.ADGROUP_LABEL_ALREADY_EXISTS",
    "CustomInterestError.NAME_ALREADY_USED",
    "AudienceError.NAME_ALREADY_IN_USE",
    "ConversionUploadError.CLICK_CONVERSION_ALREADY_EXISTS",
    "ConversionUploadError.CALL_CONVERSION_ALREADY_EXISTS",
    "ConversionUploadError.ORDER_ID_ALREADY_IN_USE",
    "ConversionAdjustmentUploadError.CONVERSION_ALREADY_RETRACTED",
    "ConversionAdjustmentUploadError.RESTATEMENT_ALREADY_EXISTS",
    "ConversionAdjustmentUploadError.CONVERSION_ALREADY_ENHANCED",
    "OfflineUserDataJobError.EXTERNAL_UPDATE_ID_ALREADY_EXISTS",
  ],
  unknown: [
    "InternalError.ERROR_CODE_NOT_PUBLISHED",
    "StringLengthError.UNKNOWN",
    "StringLengthError.UNSPECIFIED",
    "AuthorizationError.UNKNOWN",
    "StringLengthError.UNKNOWN_23",
    "StringLengthError.UNKNOWN_-1",
    "ErrorCode_201.UNKNOWN_5",
    "NoSuchError.SOMETHING",
    "not a code",
    "MutateError.OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE",
    "PartialFailureError.PARTIAL_FAILURE_MODE_REQUIRED",
  ],
};

suite("classOf", () => {
  for (const [errorClass, codes] of Object.entries(named)) {
    test(errorClass, () => {
      for (const code of codes) assert.equal(classOfCode(code), errorClass, code);
    });
  }

  test("names the codes of this test as the catalogue does, but for those that only others have", () => {
    const catalogue = new Set(
      categories().flatMap((one) => codesOf(one).map(({ name }) => `${one.name}.${name}`)),
    );
    const missing = Object.entries(named)
      .flatMap(([errorClass, codes]) => (errorClass === "unknown" ? [] : codes))
      .filter((code) => !catalogue.has(code));
    assert.deepEqual(missing, ["AuthenticationError.CLIENT_CUSTOMER_ID_IS_REQUIRED"]);
  });

  test("has a class for every error of the catalogue, and seldom none to act on", () => {
    const classes = Map.groupBy(
      categories().flatMap((one) =>
        codesOf(one)
          .filter(({ name }) => name !== "UNSPECIFIED" && name !== "UNKNOWN")
          .map(({ name }) => `${one.name}.${name}`),
      ),
      classOfCode,
    );
    assert.deepEqual(new Set(classes.keys()), new Set(Object.keys(named)));
    const toReport = classes.get("unknown") ?? [];
    assert.deepEqual(
      new Set(toReport.map((code) => code.split(".")[0])),
      new Set([
        "BatchJobError",
        "InternalError",
        "MutateError",
        "PartialFailureError",
        "QueryError",
        "RequestError",
      ]),
    );
  });

  test("rules name only categories and errors that exist", () => {
    // A rule with a slip of the pen in it would never apply.
    for (const [name, rule] of Object.entries(byCategory)) {
      const found = categories().find((one) => one.name === name);
      assert.ok(found, name);
      const names = new Set(codesOf(found).map((code) => code.name));
      for (const code of Object.keys(rule.names ?? {}))
        assert.ok(names.has(code), `${name}.${code}`);
    }
  });

  test("policy details make a policy error of any code", () => {
    const details = { policyFinding: { topics: [] } };
    assert.equal(classOf({ code: null, details }), "policy");
    assert.equal(classOf({ code: "AdError.LINE_TOO_WIDE", details }), "policy");
  });

  test("what Google Ads says comes before the canonical code", () => {
    const error = { code: "DatabaseError.CONCURRENT_MODIFICATION", details: null };
    assert.equal(classOf(error, 3), "retry");
    assert.equal(classOf({ code: "StringLengthError.TOO_LONG", details: null }, 14), "fault");
  });

  test("the canonical code decides where there is no other", () => {
    assert.equal(classOf(nothing, 3), "fault");
    assert.equal(classOf(nothing, 16), "account");
    assert.equal(classOf(nothing), "unknown");
  });

  test("a code that cannot be read never becomes a fault of the row", () => {
    const error = { code: "ErrorCode_201.UNKNOWN_5", details: null };
    assert.equal(classOf(error, 3), "unknown");
    assert.equal(classOf(error, 14), "retry");
    assert.equal(classOf(error, 7), "account");
  });
});

test("classOfStatus", () => {
  const classes = Array.from({ length: 17 }, (_, code) => classOfStatus(code));
  assert.deepEqual(classes, [
    "unknown", // OK: not an error
    "unknown", // CANCELLED
    "retry", // UNKNOWN
    "fault", // INVALID_ARGUMENT
    "retry", // DEADLINE_EXCEEDED
    "fault", // NOT_FOUND
    "done", // ALREADY_EXISTS
    "account", // PERMISSION_DENIED
    "wait", // RESOURCE_EXHAUSTED
    "fault", // FAILED_PRECONDITION
    "retry", // ABORTED
    "fault", // OUT_OF_RANGE
    "account", // UNIMPLEMENTED
    "retry", // INTERNAL
    "retry", // UNAVAILABLE
    "unknown", // DATA_LOSS
    "account", // UNAUTHENTICATED
  ]);
  assert.equal(classOfStatus(null), "unknown");
  assert.equal(classOfStatus(99), "unknown");
});

suite("retryDelaySeconds", () => {
  const message = "Too many requests. Retry in 30 seconds.";

  test("is in the details", () => {
    assert.equal(retryDelaySeconds({ ...nothing, message, details: quota(8962) }), 8962);
    assert.equal(retryDelaySeconds({ ...nothing, message, details: quota(0) }), 0);
  });

  test("or else in the message", () => {
    assert.equal(retryDelaySeconds({ ...nothing, message }), 30);
    assert.equal(retryDelaySeconds({ ...nothing, message, details: quota(null) }), 30);
    assert.equal(retryDelaySeconds({ ...nothing, message: "Retry in 1 second." }), 1);
  });

  test("or nowhere", () => {
    assert.equal(retryDelaySeconds(nothing), null);
    assert.equal(retryDelaySeconds({ ...nothing, message: "Retry in a while." }), null);
  });
});

function quota(delay: number | null): ErrorDetails {
  return { quota: { rateScope: "DEVELOPER", rateName: "", retryDelaySeconds: delay } };
}

function delayOf(asked: number): number | null {
  const error = { code: null, message: null, trigger: null, path: [], details: quota(asked) };
  return retryDelaySeconds(error);
}

test("a delay that a server names is at most a day, and a number", () => {
  assert.deepEqual([30, 9e12, Number.POSITIVE_INFINITY, Number.NaN, -5].map(delayOf), [
    30,
    86_400,
    null,
    null,
    0,
  ]);
  const message = "Too many requests. Retry in 999999999 seconds.";
  const error = { code: null, message, trigger: null, path: [], details: null };
  assert.equal(retryDelaySeconds(error), 86_400);
});

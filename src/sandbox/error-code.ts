import protobuf from "protobufjs";
import type { Api } from "./api.ts";

/** A member of the `ErrorCode` oneof, the name of one of its values, and what Google says with it. */
export interface ErrorCode {
  readonly category: string;
  readonly name: string;
  readonly message: string;
}

function code(category: string, name: string, message: string): ErrorCode {
  return { category, name, message };
}

/** Every error that the sandbox can give. The names are those of the package's errors/*.proto files. */
export const errorCodes = {
  // The request as a whole.
  developerTokenMissing: code(
    "request_error",
    "DEVELOPER_TOKEN_PARAMETER_MISSING",
    "The developer-token parameter is required for all requests.",
  ),
  invalidCustomerId: code("request_error", "INVALID_CUSTOMER_ID", "Invalid customer ID."),
  invalidLoginCustomerId: code(
    "header_error",
    "INVALID_LOGIN_CUSTOMER_ID",
    "The login customer ID could not be validated.",
  ),
  tooManyOperations: code(
    "request_error",
    "TOO_MANY_MUTATE_OPERATIONS",
    "The request contains too many mutate operations.",
  ),
  requestTooLarge: code(
    "size_limit_error",
    "REQUEST_SIZE_LIMIT_EXCEEDED",
    "The number of entries in the request exceeds the system limit.",
  ),
  customerNotEnabled: code(
    "authorization_error",
    "CUSTOMER_NOT_ENABLED",
    "The customer account can't be accessed because it is not yet enabled or has been deactivated.",
  ),
  permissionDenied: code(
    "authorization_error",
    "USER_PERMISSION_DENIED",
    "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.",
  ),
  customerNotFound: code(
    "authentication_error",
    "CUSTOMER_NOT_FOUND",
    "No customer found for the provided customer ID.",
  ),
  managerAccount: code(
    "request_error",
    "CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT",
    "The request cannot be executed by a manager account.",
  ),
  quotaExhausted: code("quota_error", "RESOURCE_EXHAUSTED", "Too many requests."),
  temporarilyExhausted: code(
    "quota_error",
    "RESOURCE_TEMPORARILY_EXHAUSTED",
    "Too many requests. Retry in 30 seconds.",
  ),
  internal: code("internal_error", "INTERNAL_ERROR", "An internal error has occurred."),
  transient: code("internal_error", "TRANSIENT_ERROR", "A transient internal error has occurred."),
  noPartialFailure: code(
    "mutate_error",
    "OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE",
    'This operation cannot be used with "partial_failure".',
  ),

  // The shape of an operation.
  operationRequired: code(
    "request_error",
    "OPERATION_REQUIRED",
    "Mutate operations must have 'create', 'update', or 'remove' specified.",
  ),
  mutateNotAllowed: code(
    "mutate_error",
    "MUTATE_NOT_ALLOWED",
    "Mutates are not allowed for the requested resource.",
  ),
  required: code("field_error", "REQUIRED", "The required field was not present."),
  requiredList: code(
    "field_error",
    "REQUIRED_NONEMPTY_LIST",
    "The required repeated field was empty.",
  ),
  mustBeUnset: code("field_error", "VALUE_MUST_BE_UNSET", "The field cannot be set."),
  immutable: code(
    "field_error",
    "IMMUTABLE_FIELD",
    "The field attempted to be mutated is immutable.",
  ),
  cannotBeCleared: code("field_error", "FIELD_CANNOT_BE_CLEARED", "The field cannot be cleared."),
  fieldOutOfReach: code(
    "request_error",
    "CANNOT_MODIFY_FOREIGN_FIELD",
    "Mutate request was attempting to modify a readonly field.",
  ),
  invalidEnum: code("request_error", "INVALID_ENUM_VALUE", "Enum value is not permitted."),
  maskMissing: code(
    "field_mask_error",
    "FIELD_MASK_MISSING",
    "The field mask must be provided for update operations.",
  ),
  maskNotAllowed: code(
    "field_mask_error",
    "FIELD_MASK_NOT_ALLOWED",
    "The field mask must be empty for create and remove operations.",
  ),
  maskFieldNotFound: code(
    "field_mask_error",
    "FIELD_NOT_FOUND",
    "The field mask contained an invalid field.",
  ),
  maskHasSubfields: code(
    "field_mask_error",
    "FIELD_HAS_SUBFIELDS",
    "The field mask updated a field with subfields.",
  ),

  // Resources and what they refer to.
  nameMissing: code(
    "request_error",
    "RESOURCE_NAME_MISSING",
    "Resource name is required for this request.",
  ),
  nameMalformed: code("request_error", "RESOURCE_NAME_MALFORMED", "Resource name is malformed."),
  badId: code("request_error", "BAD_RESOURCE_ID", "A part of the resource name is invalid."),
  otherCustomer: code(
    "context_error",
    "OPERATION_NOT_PERMITTED_FOR_CONTEXT",
    "The operation is not allowed for the given context.",
  ),
  notFound: code("mutate_error", "RESOURCE_NOT_FOUND", "Resource was not found."),
  alreadyExists: code(
    "mutate_error",
    "RESOURCE_ALREADY_EXISTS",
    "The resource being created already exists.",
  ),
  mutatedTwice: code(
    "mutate_error",
    "ID_EXISTS_IN_MULTIPLE_MUTATES",
    "Cannot mutate the same resource twice in one request.",
  ),
  removed: code(
    "operation_access_denied_error",
    "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE",
    "The operation is not allowed for removed resources.",
  ),
  createAsRemoved: code(
    "operation_access_denied_error",
    "CREATE_AS_REMOVED_NOT_PERMITTED",
    "A create operation may not set status to REMOVED.",
  ),
  idOnCreate: code(
    "new_resource_creation_error",
    "CANNOT_SET_ID_FOR_CREATE",
    "Do not set the id field while creating new resources.",
  ),
  duplicateTemporaryId: code(
    "new_resource_creation_error",
    "DUPLICATE_TEMP_IDS",
    "Creating more than one resource with the same temp ID is not allowed.",
  ),
  parentHadErrors: code(
    "new_resource_creation_error",
    "TEMP_ID_RESOURCE_HAD_ERRORS",
    "Parent resource with specified temp ID failed validation, so no validation will be done for this child resource.",
  ),

  // Values.
  othersMissing: code(
    "criterion_error",
    "LISTING_GROUP_SUBDIVISION_REQUIRES_OTHERS_CASE",
    "Listing group SUBDIVISION must always have a UNIT for 'Others' case.",
  ),
  filterOthersMissing: code(
    "asset_group_listing_group_filter_error",
    "SUBDIVISION_MUST_HAVE_EVERYTHING_ELSE_CHILD",
    "Listing Group SUBDIVISION node must have everything else child.",
  ),
  tooShort: code("string_length_error", "TOO_SHORT", "Too short."),
  tooLong: code("string_length_error", "TOO_LONG", "Too long."),
  tooLow: code("range_error", "TOO_LOW", "Too low."),
  tooFew: code("collection_size_error", "TOO_FEW", "Too few."),
  tooMany: code("collection_size_error", "TOO_MANY", "Too many."),
  notBillable: code(
    "currency_error",
    "VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT",
    "Bid must be a multiple of billable unit.",
  ),
  bidTooSmall: code("bidding_error", "BID_TOO_SMALL", "Bid amount is too small."),
  bidTooBig: code("bidding_error", "BID_TOO_BIG", "Bid amount is too big."),

  // One kind of resource each.
  duplicateBudgetName: code(
    "campaign_budget_error",
    "DUPLICATE_NAME",
    "A campaign budget with this name already exists.",
  ),
  budgetNotMultiple: code(
    "campaign_budget_error",
    "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
    "A money amount was not a multiple of a minimum unit.",
  ),
  duplicateCampaignName: code(
    "campaign_error",
    "DUPLICATE_CAMPAIGN_NAME",
    "A campaign with this name already exists.",
  ),
  duplicateAdGroupName: code(
    "ad_group_error",
    "DUPLICATE_ADGROUP_NAME",
    "AdGroup with the same name already exists for the campaign.",
  ),
  adGroupBidTooBig: code("ad_group_error", "BID_TOO_BIG", "Bid amount is too big."),
  duplicateLabelName: code("label_error", "DUPLICATE_NAME", "Label names must be unique."),
  invalidLabelName: code("label_error", "INVALID_LABEL_NAME", "Label names cannot be empty."),
  assetDataMissing: code(
    "asset_error",
    "ASSET_DATA_IS_MISSING",
    "The `Asset.asset_data` oneof is empty.",
  ),
  duplicateAssetName: code(
    "asset_error",
    "DUPLICATE_ASSET_NAME",
    "The asset name is duplicated, either across operations or with an existing asset.",
  ),
  duplicateAsset: code(
    "asset_error",
    "DUPLICATE_ASSET",
    "Assets are duplicated across operations.",
  ),
  criterionTypeRequired: code(
    "criterion_error",
    "CONCRETE_TYPE_REQUIRED",
    "Concrete type of criterion is required for CREATE and UPDATE operations.",
  ),
  emptyKeyword: code(
    "criterion_error",
    "INVALID_KEYWORD_TEXT",
    "Keyword text should not be empty.",
  ),
  keywordTooLong: code(
    "criterion_error",
    "KEYWORD_TEXT_TOO_LONG",
    "Keyword text should be less than 80 chars.",
  ),
  keywordTooManyWords: code(
    "criterion_error",
    "KEYWORD_HAS_TOO_MANY_WORDS",
    "Keyword text has too many words.",
  ),
  keywordInvalidChars: code(
    "criterion_error",
    "KEYWORD_HAS_INVALID_CHARS",
    "Keyword text has invalid characters or symbols.",
  ),
  bidOnNegative: code(
    "criterion_error",
    "FIELD_INCOMPATIBLE_WITH_NEGATIVE_TARGETING",
    "The field is not allowed to be set when the negative field is set to true.",
  ),
  policyViolation: code(
    "policy_violation_error",
    "POLICY_ERROR",
    "A policy was violated. See PolicyViolationDetails for more detail.",
  ),
  policyFinding: code(
    "policy_finding_error",
    "POLICY_FINDING",
    "The resource has been disapproved since the policy summary includes policy topics of type PROHIBITED.",
  ),
  bothExemptions: code(
    "policy_validation_parameter_error",
    "CANNOT_SET_BOTH_IGNORABLE_POLICY_TOPICS_AND_EXEMPT_POLICY_VIOLATION_KEYS",
    "Cannot set both ignorable policy topics and exempt policy violation keys.",
  ),
  urlWithoutProtocol: code(
    "url_field_error",
    "MISSING_PROTOCOL_IN_FINAL_URL",
    "The final url must start with a valid protocol.",
  ),
  urlWrongProtocol: code(
    "url_field_error",
    "INVALID_PROTOCOL_IN_FINAL_URL",
    "The final url starts with an invalid protocol.",
  ),
  urlMalformed: code(
    "url_field_error",
    "MALFORMED_FINAL_URL",
    "The final url contains illegal characters.",
  ),
  urlWithoutHost: code(
    "url_field_error",
    "MISSING_HOST_IN_FINAL_URL",
    "The final url must contain a host name.",
  ),

  // Batch jobs.
  jobIsRunning: code(
    "batch_job_error",
    "CANNOT_MODIFY_JOB_AFTER_JOB_STARTS_RUNNING",
    "The batch job cannot add more operations or run after it has started running.",
  ),
  jobEmptyOperations: code(
    "batch_job_error",
    "EMPTY_OPERATIONS",
    "The operations for an AddBatchJobOperations request were empty.",
  ),
  jobBadToken: code(
    "batch_job_error",
    "INVALID_SEQUENCE_TOKEN",
    "The sequence token for an AddBatchJobOperations request was invalid.",
  ),
  jobNotReady: code(
    "batch_job_error",
    "RESULTS_NOT_READY",
    "Batch job results can only be retrieved once the job is finished.",
  ),
  jobBadPageSize: code(
    "batch_job_error",
    "INVALID_PAGE_SIZE",
    "The page size for ListBatchJobResults was invalid.",
  ),
  jobOnlyPending: code(
    "batch_job_error",
    "CAN_ONLY_REMOVE_PENDING_JOB",
    "The batch job cannot be removed because it has started running.",
  ),
  jobRequestTooLarge: code(
    "batch_job_error",
    "REQUEST_TOO_LARGE",
    "Request is too large: the maximum allowed request size is 10484504 bytes.",
  ),
  assetGroupTransaction: code(
    "batch_job_error",
    "ASSET_GROUP_AND_ASSET_GROUP_ASSET_TRANSACTION_FAILURE",
    "There is an error in the transaction of the asset group. The mutate operation will be successful once the remaining errors in the transaction are fixed.",
  ),
  filterTransaction: code(
    "batch_job_error",
    "ASSET_GROUP_LISTING_GROUP_FILTER_TRANSACTION_FAILURE",
    "There is an error in the transaction of the listing group filters. The mutate operation will be successful once the remaining errors in the transaction are fixed.",
  ),
  campaignTransaction: code(
    "batch_job_error",
    "CAMPAIGN_AND_CAMPAIGN_ASSET_TRANSACTION_FAILURE",
    "There is an error in the transaction of the campaign. The mutate operation will be successful once the remaining errors in the transaction are fixed.",
  ),
  listingGroupElsewhere: code(
    "criterion_error",
    "LISTING_GROUP_ERROR_IN_ANOTHER_OPERATION",
    "The listing group tree has an error in another operation.",
  ),
  tooManyJobs: code(
    "resource_count_limit_exceeded_error",
    "ACCOUNT_LIMIT",
    "Indicates that this request would exceed the number of allowed resources for the Google Ads account.",
  ),

  // Queries.
  queryExpectedSelect: code(
    "query_error",
    "EXPECTED_SELECT",
    "Error in query: expected SELECT at the beginning of the query.",
  ),
  queryExpectedFrom: code("query_error", "EXPECTED_FROM", "Error in query: missing FROM clause."),
  queryBadResource: code(
    "query_error",
    "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE",
    "Invalid resource type was specified in the FROM clause.",
  ),
  queryField: code("query_error", "UNRECOGNIZED_FIELD", "Unrecognized field in the query."),
  queryForeignField: code(
    "query_error",
    "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE",
    "A field that comes from an incompatible resource was included in the query.",
  ),
  queryOperator: code("query_error", "BAD_OPERATOR", "Invalid operator encountered."),
  queryValue: code("query_error", "BAD_VALUE", "Value is invalid."),
  queryEnum: code(
    "query_error",
    "BAD_ENUM_CONSTANT",
    "A condition used in the query references an invalid enum constant.",
  ),
  queryLimit: code("query_error", "BAD_LIMIT_VALUE", "Limit value is invalid."),
  queryUnexpected: code("query_error", "UNEXPECTED_INPUT", "Query has an unexpected extra part."),
  queryUnfinished: code(
    "query_error",
    "UNEXPECTED_END_OF_QUERY",
    "Query is incomplete and cannot be parsed.",
  ),
  badPageToken: code(
    "request_error",
    "INVALID_PAGE_TOKEN",
    "Next page token specified in user request is invalid.",
  ),
} as const satisfies Record<string, ErrorCode>;

/**
 * The number of a code in the installed version.
 *
 * @throws Error if that version has no such category or name, which `errorCodes` must not contain
 */
export function errorNumber(api: Api, { category, name }: ErrorCode): number {
  const field = api.message("errors.ErrorCode").fields[category]?.resolve();
  const values = field?.resolvedType;
  const value = values instanceof protobuf.Enum ? values.values[name] : undefined;
  if (value === undefined) throw new Error(`the API has no error ${category}.${name}`);
  return value;
}

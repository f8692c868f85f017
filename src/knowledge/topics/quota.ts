import type { Topic } from "../entry.ts";

/** Quotas, server errors and conflicts: nothing is wrong with the row. */
export const quota: Topic = {
  "QuotaError.RESOURCE_EXHAUSTED": {
    happened: "The operations quota is used up.",
    cause: "The developer token may send a fixed number of operations a day.",
    remedy: "Continue tomorrow, or apply for a higher access level.",
    prevention: "Set --max-operations so that a run leaves room for others.",
  },
  "QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED": {
    happened: "Too many requests came in a short time.",
    cause:
      "Several programs share the developer token, or many accounts were uploaded in parallel.",
    remedy: "Wait a minute and continue with a lower --concurrency.",
    prevention: "Run large uploads one after another.",
  },
  "QuotaError.EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION": {
    happened: "Queries used too much of Google's capacity in a short time.",
    cause: "Another program requests large reports from the same account.",
    remedy: "Let the other reports finish, then continue.",
    prevention: "Schedule reports and uploads at different hours.",
  },
  "QuotaError.EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION": {
    happened: "Queries have used too much of Google's capacity for hours.",
    cause: "Reports are requested again and again.",
    remedy: "Pause the reports for some hours.",
    prevention: "Request smaller reports less often.",
  },
  "QuotaError.PAYMENTS_PROFILE_ACTIVATION_RATE_LIMIT_EXCEEDED": {
    happened: "Too many accounts were started on one payments profile.",
    cause: "New accounts were activated too quickly.",
    remedy: "Wait a week, or ask Google's support to lift the limit.",
    prevention: "Activate new accounts a few at a time.",
  },
  "InternalError.INTERNAL_ERROR": {
    happened: "Google had an internal problem.",
    cause: "It is an error on Google's side.",
    remedy: "Try again later; report it with the request id if it keeps happening.",
    prevention: "Keep the request ids; the reports have them.",
  },
  "InternalError.TRANSIENT_ERROR": {
    happened: "Google had a brief outage.",
    cause: "It is temporary.",
    remedy: "Try again in a few seconds.",
    prevention: "Nothing can prevent it; rowmend sends such rows again.",
  },
  "InternalError.DEADLINE_EXCEEDED": {
    happened: "The request took Google too long.",
    cause: "It was large, or the service was slow.",
    remedy: "Continue with a smaller --batch-size.",
    prevention: "Keep requests moderate in busy hours.",
  },
  "InternalError.ERROR_CODE_NOT_PUBLISHED": {
    happened: "Google has an error that this API version cannot name.",
    cause: "The actual error is newer than the installed package.",
    remedy: "Update rowmend to see the actual error, or report the request id.",
    prevention: "Keep rowmend up to date.",
  },
  "DatabaseError.CONCURRENT_MODIFICATION": {
    happened: "Someone else changed the same thing at the same moment.",
    cause: "Another upload, a rule or a person works on the account.",
    remedy: "Let the other change finish, then send the row again.",
    prevention: "Let one program at a time change a campaign.",
  },
  "DatabaseError.DATA_CONSTRAINT_VIOLATION": {
    happened: "The request conflicted with data that Google was storing at that moment.",
    cause: "The real reason appears when the request is repeated.",
    remedy: "Send the row again to learn the real reason.",
    prevention: "Avoid parallel uploads to one account.",
  },
  "DatabaseError.REQUEST_TOO_LARGE": {
    happened: "The change is too large to be stored at once.",
    cause: "It has too many rows, or rows with very long cells.",
    remedy: "Split it with a smaller --batch-size.",
    prevention: "Spread bulky rows over the sheet.",
  },
  "SizeLimitError.REQUEST_SIZE_LIMIT_EXCEEDED": {
    happened: "The request is larger than Google allows.",
    cause: "The batch has too many rows, or its rows are too long.",
    remedy: "Lower --batch-size so that requests become smaller.",
    prevention: "Keep images out of sheets with thousands of rows.",
  },
  "SizeLimitError.RESPONSE_SIZE_LIMIT_EXCEEDED": {
    happened: "The answer would be larger than Google allows.",
    cause: "The batch produced too much to answer at once.",
    remedy: "Send again with half the --batch-size.",
    prevention: "Use smaller batches in general.",
  },
  "ResourceCountLimitExceededError.RESPONSE_ROW_LIMIT_EXCEEDED": {
    happened: "The answer would have more rows than Google allows.",
    cause: "The query was too broad.",
    remedy: "Request fewer rows at once.",
    prevention: "Narrow queries by date or campaign.",
  },
  "ImageError.SERVER_ERROR": {
    happened: "Google could not store the image.",
    cause: "It is a temporary problem on Google's side.",
    remedy: "Send the image again later.",
    prevention: "Upload images in small batches.",
  },
  "MediaFileError.YOU_TUBE_SERVICE_UNAVAILABLE": {
    happened: "YouTube could not be reached.",
    cause: "YouTube has a temporary problem.",
    remedy: "Try the video again later.",
    prevention: "Add videos before the campaign starts.",
  },
};

import type { Topic } from "../entry.ts";

/** Quotas, server trouble and conflicts: nothing is wrong with the row. */
export const quota: Topic = {
  "QuotaError.RESOURCE_EXHAUSTED": {
    happened: "The allowance of operations is used up.",
    cause: "The developer token may send a fixed number of operations a day.",
    remedy: "Go on tomorrow, or apply for a higher access level.",
    prevention: "Set --max-operations so that a run leaves room for others.",
  },
  "QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED": {
    happened: "Too many requests came in a short time.",
    cause: "Several programs share the developer token, or many accounts ran side by side.",
    remedy: "Wait a minute and go on with a lower --concurrency.",
    prevention: "Run large uploads one after another.",
  },
  "QuotaError.EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION": {
    happened: "Queries took too much of Google's capacity in a short time.",
    cause: "Another program asks large reports of the same account.",
    remedy: "Let the other reports end, then go on.",
    prevention: "Schedule reports and uploads at different hours.",
  },
  "QuotaError.EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION": {
    happened: "Queries have taken too much of Google's capacity for hours.",
    cause: "Reports are asked for again and again.",
    remedy: "Pause the reports for some hours.",
    prevention: "Ask for smaller reports less often.",
  },
  "QuotaError.PAYMENTS_PROFILE_ACTIVATION_RATE_LIMIT_EXCEEDED": {
    happened: "Too many accounts were started on one payments profile.",
    cause: "New accounts were activated too quickly.",
    remedy: "Wait a week, or ask Google's support to lift the limit.",
    prevention: "Activate new accounts a few at a time.",
  },
  "InternalError.INTERNAL_ERROR": {
    happened: "Google had trouble inside.",
    cause: "It is a fault on Google's side.",
    remedy: "Try again later; report it with the request id if it goes on.",
    prevention: "Keep request ids, which the reports do for you.",
  },
  "InternalError.TRANSIENT_ERROR": {
    happened: "Google had a short disturbance.",
    cause: "It passes by itself.",
    remedy: "Try again in a few seconds.",
    prevention: "Nothing can prevent it; rowmend sends such rows again.",
  },
  "InternalError.DEADLINE_EXCEEDED": {
    happened: "The request took Google too long.",
    cause: "It was large, or the service was slow.",
    remedy: "Go on with a smaller --batch-size.",
    prevention: "Keep requests moderate in busy hours.",
  },
  "InternalError.ERROR_CODE_NOT_PUBLISHED": {
    happened: "Google has an error that this API version cannot name.",
    cause: "The true error is newer than the installed package.",
    remedy: "Update rowmend to see the true error, or report the request id.",
    prevention: "Keep rowmend up to date.",
  },
  "DatabaseError.CONCURRENT_MODIFICATION": {
    happened: "Someone else changed the same thing at the same moment.",
    cause: "Another upload, a rule or a person works on the account.",
    remedy: "Let the other change end, then send the row again.",
    prevention: "Let one program at a time change a campaign.",
  },
  "DatabaseError.DATA_CONSTRAINT_VIOLATION": {
    happened: "The request clashed with data that Google was just storing.",
    cause: "The true reason shows when the request is repeated.",
    remedy: "Send the row again to learn the true reason.",
    prevention: "Avoid parallel uploads to one account.",
  },
  "DatabaseError.REQUEST_TOO_LARGE": {
    happened: "The change is too large to be stored at once.",
    cause: "Too many rows, or rows with very long cells.",
    remedy: "Split it with a smaller --batch-size.",
    prevention: "Spread bulky rows over the sheet.",
  },
  "SizeLimitError.REQUEST_SIZE_LIMIT_EXCEEDED": {
    happened: "The request is larger than Google takes.",
    cause: "The rows of the batch are too many or too long.",
    remedy: "Lower --batch-size so that requests become smaller.",
    prevention: "Keep pictures out of sheets with thousands of rows.",
  },
  "SizeLimitError.RESPONSE_SIZE_LIMIT_EXCEEDED": {
    happened: "The answer would be larger than Google sends.",
    cause: "The batch produced too much to answer at once.",
    remedy: "Send again with half the --batch-size.",
    prevention: "Ask for smaller batches in general.",
  },
  "ResourceCountLimitExceededError.RESPONSE_ROW_LIMIT_EXCEEDED": {
    happened: "The answer would have more rows than Google sends.",
    cause: "The question was too wide.",
    remedy: "Ask for fewer rows at once.",
    prevention: "Narrow queries by date or campaign.",
  },
  "ImageError.SERVER_ERROR": {
    happened: "Google could not store the picture just now.",
    cause: "It is a disturbance on Google's side.",
    remedy: "Send the picture again later.",
    prevention: "Upload pictures in small batches.",
  },
  "MediaFileError.YOU_TUBE_SERVICE_UNAVAILABLE": {
    happened: "YouTube could not be reached.",
    cause: "Its service is disturbed.",
    remedy: "Try the video again later.",
    prevention: "Add videos ahead of the campaign start.",
  },
};

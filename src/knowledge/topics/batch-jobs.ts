import type { Topic } from "../entry.ts";

/** Batch jobs. */
export const batchJobs: Topic = {
  "BatchJobError.CANNOT_MODIFY_JOB_AFTER_JOB_STARTS_RUNNING": {
    happened: "The batch job is running and takes no more rows.",
    cause: "It was started already.",
    remedy: "Wait until the job is done; then its results can be read.",
    prevention: "Let one process handle a job.",
  },
  "BatchJobError.EMPTY_OPERATIONS": {
    happened: "An empty part was added to the batch job.",
    cause: "No rows were left for it.",
    remedy: "Report this with the request id; no row is affected.",
    prevention: "Leave the handling of jobs to rowmend.",
  },
  "BatchJobError.INVALID_SEQUENCE_TOKEN": {
    happened: "The parts of the batch job came out of order.",
    cause: "A part was sent twice or by two processes.",
    remedy: "Add operations again from where Google stands, under the token of its last answer.",
    prevention: "Never run the same run twice at once.",
  },
  "BatchJobError.RESULTS_NOT_READY": {
    happened: "The batch job is not done yet.",
    cause: "Large jobs take minutes to hours.",
    remedy: "Wait until the job is done, and ask again.",
    prevention: "Plan large jobs for the night.",
  },
  "BatchJobError.INVALID_PAGE_SIZE": {
    happened: "The results were requested with an invalid page size.",
    cause: "The size is above what Google allows.",
    remedy: "Report it to the makers of rowmend.",
    prevention: "Keep to the sizes that rowmend uses.",
  },
  "BatchJobError.CAN_ONLY_REMOVE_PENDING_JOB": {
    happened: "A running batch job cannot be removed.",
    cause: "It started before the removal arrived.",
    remedy: "Wait until the job ends; its results stay.",
    prevention: "Remove jobs before they start.",
  },
  "BatchJobError.CANNOT_LIST_RESULTS": {
    happened: "Google cannot list the results of the job.",
    cause: "Its records of the job are damaged.",
    remedy: "Report it to Google with the request id, and look up in the account what was applied.",
    prevention: "Keep jobs below a million rows.",
  },
  "BatchJobError.ASSET_GROUP_AND_ASSET_GROUP_ASSET_TRANSACTION_FAILURE": {
    happened: "Another row of the same asset group was rejected.",
    cause: "An asset group and its assets are accepted together or not at all.",
    remedy:
      "Fix the row of this asset group that has the error; this one will be sent again with it.",
    prevention: "Check the assets of an asset group before the asset group.",
  },
  "BatchJobError.ASSET_GROUP_LISTING_GROUP_FILTER_TRANSACTION_FAILURE": {
    happened: "Another product filter of the same asset group was rejected.",
    cause: "The filters of an asset group are accepted or rejected as a whole.",
    remedy: "Fix the filter row that has the error; the others will be sent again with it.",
    prevention: "Upload the filters of one asset group together.",
  },
  "BatchJobError.CAMPAIGN_AND_CAMPAIGN_ASSET_TRANSACTION_FAILURE": {
    happened: "The campaign or one of its brand assets was rejected.",
    cause: "Campaign and brand assets are accepted together.",
    remedy: "Fix the row with the error; the rest of the group will be sent again with it.",
    prevention: "Prepare logo and business name before the campaign.",
  },
  "BatchJobError.REQUEST_TOO_LARGE": {
    happened: "A part of the batch job is too large.",
    cause: "Its rows are long.",
    remedy: "Continue with smaller parts: lower --batch-size.",
    prevention: "Keep long texts and images out of very large sheets.",
  },
};

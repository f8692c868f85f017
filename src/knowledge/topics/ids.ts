import type { Topic } from "../entry.ts";

/** Ids, resource names and temporary ids. */
export const ids: Topic = {
  "IdError.NOT_FOUND": {
    happened: "Nothing has this id.",
    cause: "It is mistyped, was removed, or belongs to another account.",
    remedy: "Look the id up in the account and correct it.",
    prevention: "Store ids as text, so that the spreadsheet does not round them.",
  },
  "RequestError.RESOURCE_NAME_MALFORMED": {
    happened: "The resource name is written incorrectly.",
    cause: "A slash or tilde is missing, or ids are swapped.",
    remedy: "Write it like customers/1234567890/adGroups/111, or give only the id.",
    prevention: "Copy complete resource names from an export.",
  },
  "RequestError.RESOURCE_NAME_MISSING": {
    happened: "The resource name is missing.",
    cause: "An update or removal does not say what it is for.",
    remedy: "Fill the column resource_name.",
    prevention: "Keep resource_name in every update sheet.",
  },
  "RequestError.BAD_RESOURCE_ID": {
    happened: "The id in a resource name is wrong.",
    cause: "It has letters, or a spreadsheet shortened it to 1.58E+11.",
    remedy: "Write the id in full digits.",
    prevention: "Format id columns as text.",
  },
  "RequestError.RESOURCE_NOT_FOUND": {
    happened: "The resource does not exist in this account.",
    cause: "It was removed, or it is in another account.",
    remedy: "Check the id and the customer id of the row.",
    prevention: "Export ids from the same account that you upload to.",
  },
  "MutateError.RESOURCE_NOT_FOUND": {
    happened: "The resource that the row names is not in the account.",
    cause: "The id is wrong, or the resource has been removed.",
    remedy: "Find the right id in Google Ads, or create what is missing first.",
    prevention: "Refresh exports before editing them.",
  },
  "MutateError.RESOURCE_ALREADY_EXISTS": {
    happened: "The resource that the row creates already exists.",
    cause: "It was created earlier, or by another row.",
    remedy: "Take the row out, or turn it into an update.",
    prevention: "Compare new rows with an export of the account.",
  },
  "MutateError.ID_EXISTS_IN_MULTIPLE_MUTATES": {
    happened: "Two rows change the same resource in one request.",
    cause: "The resource appears twice in the sheet.",
    remedy: "Combine the two rows.",
    prevention: "Look for repeated resource names.",
  },
  "MutateError.INCONSISTENT_FIELD_VALUES": {
    happened: "Two cells of the row contradict each other.",
    cause: "They describe the same thing differently.",
    remedy: "Make both cells say the same, or empty one.",
    prevention: "Keep one column for each fact.",
  },
  "MutateError.MUTATE_NOT_ALLOWED": {
    happened: "This resource cannot be changed.",
    cause: "Google does not allow changes to it through the API.",
    remedy: "Take the row out, or make the change in Google Ads.",
    prevention: "Check what the API offers for the entity.",
  },
  "MutateError.RESOURCE_READ_ONLY": {
    happened: "The row writes to something that can only be read.",
    cause: "The field or resource is set by Google.",
    remedy: "Empty the cells that Google fills itself.",
    prevention: "Drop report columns before the upload.",
  },
  "MutateError.RESOURCE_NOT_IN_GOOGLE_ADS": {
    happened: "The resource belongs to another Google product.",
    cause: "Its id comes from another ads system.",
    remedy: "Change it in the product that it belongs to.",
    prevention: "Export ids from Google Ads only.",
  },
  "NewResourceCreationError.CANNOT_SET_ID_FOR_CREATE": {
    happened: "A new resource cannot have an id of your choice.",
    cause: "The id column is filled in a create row.",
    remedy: "Empty the id, or use a negative temporary id.",
    prevention: "Leave ids out of create sheets.",
  },
  "NewResourceCreationError.DUPLICATE_TEMP_IDS": {
    happened: "Two rows create something with the same temporary id.",
    cause: "The negative number was copied.",
    remedy: "Give each of the rows its own negative number.",
    prevention: "Count temporary ids down: -1, -2, -3.",
  },
  "NewResourceCreationError.TEMP_ID_RESOURCE_HAD_ERRORS": {
    happened: "The row that this one depends on was rejected.",
    cause: "It creates the parent, so Google did not process this row.",
    remedy: "Fix the row that creates what this one needs; this one will be sent again with it.",
    prevention: "Check parents with --validate-only first.",
  },
  "ResourceCountLimitExceededError.ACCOUNT_LIMIT": {
    happened: "The account has reached its limit for these items.",
    cause: "Removed and paused items may count too.",
    remedy: "Remove what is not needed, or use another account.",
    prevention: "Watch the number of items in large accounts.",
  },
  "ResourceCountLimitExceededError.CAMPAIGN_LIMIT": {
    happened: "The campaign has reached its limit for these items.",
    cause: "The limit of a campaign is reached.",
    remedy: "Spread the rows over more campaigns.",
    prevention: "Split campaigns before they fill up.",
  },
  "ResourceCountLimitExceededError.ADGROUP_LIMIT": {
    happened: "The ad group has reached its limit for these items.",
    cause: "The limit of an ad group is reached, such as three responsive search ads.",
    remedy: "Remove something from the ad group, or use another one.",
    prevention: "Count what an ad group holds before adding to it.",
  },
  "ResourceCountLimitExceededError.AD_GROUP_AD_LIMIT": {
    happened: "The ad has reached its limit for these items.",
    cause: "Labels or links of a single ad are limited.",
    remedy: "Remove some from the ad.",
    prevention: "Use fewer labels for each ad.",
  },
  "ResourceCountLimitExceededError.AD_GROUP_CRITERION_LIMIT": {
    happened: "The keyword has reached its limit for these items.",
    cause: "The number of items tied to one keyword is limited.",
    remedy: "Remove some from the keyword.",
    prevention: "Put labels on ad groups instead of keywords.",
  },
  "ResourceCountLimitExceededError.SHARED_SET_LIMIT": {
    happened: "The shared list is full.",
    cause: "A negative keyword list can hold 5,000 keywords.",
    remedy: "Start a second list for the keywords that do not fit.",
    prevention: "Divide lists by theme.",
  },
  "ResourceCountLimitExceededError.RESOURCE_LIMIT": {
    happened: "A limit on the number of items is reached.",
    cause: "The account or one of its parts is full.",
    remedy: "Remove items that are not needed.",
    prevention: "Look up Google's account limits when you plan large uploads.",
  },
};

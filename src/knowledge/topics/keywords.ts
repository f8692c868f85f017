import type { Topic } from "../entry.ts";

/** Keywords and other criteria of an ad group. */
export const keywords: Topic = {
  "CriterionError.INVALID_KEYWORD_TEXT": {
    happened: "Google cannot use this text as a keyword.",
    cause: "It has only symbols, or a character that is not allowed in keywords.",
    remedy: "Write the keyword with letters, digits and spaces only.",
    prevention: "Clean the keyword column of punctuation and emoji before the upload.",
  },
  "CriterionError.KEYWORD_TEXT_TOO_LONG": {
    happened: "The keyword is longer than Google allows.",
    cause:
      "A keyword may have 80 characters; long search terms pasted from a report often have more.",
    remedy: "Shorten the keyword to 80 characters or fewer.",
    prevention: "Let the spreadsheet count the characters of the keyword column.",
  },
  "CriterionError.KEYWORD_HAS_TOO_MANY_WORDS": {
    happened: "The keyword has too many words.",
    cause: "A keyword may have 10 words, and whole questions often have more.",
    remedy: "Leave out words until 10 or fewer are left.",
    prevention: "Keep the words that carry the search and drop the filler words.",
  },
  "CriterionError.KEYWORD_HAS_INVALID_CHARS": {
    happened: "The keyword has a character that is not allowed in keywords.",
    cause: "Characters such as ! % @ * , ; or quotation marks were copied from another tool.",
    remedy: "Remove characters such as ! @ % , * ; { } ( ) from the keyword.",
    prevention:
      'Give the match type in its own column instead of writing "quotes" or [brackets] into the keyword.',
  },
  "CriterionError.BROAD_MATCH_MODIFIER_KEYWORD_NOT_ALLOWED": {
    happened: "The keyword is written as a broad match modifier, which no longer exists.",
    cause: "There is a + in front of its words.",
    remedy: "Remove the plus signs and use the match type PHRASE or BROAD.",
    prevention: "Search the keyword column for + before the upload.",
  },
  "CriterionError.CONCRETE_TYPE_REQUIRED": {
    happened: "The row does not say what to target.",
    cause: "None of the columns such as keyword.text, location or placement is filled.",
    remedy:
      "Fill the columns of exactly one kind of target, for example keyword.text and keyword.match_type.",
    prevention: "Start from the header that rowmend template writes for this entity.",
  },
  "CriterionError.FIELD_INCOMPATIBLE_WITH_NEGATIVE_TARGETING": {
    happened: "A negative target has a field that only positive targets have.",
    cause: "A bid or a bid adjustment is filled in a row whose column negative is true.",
    remedy: "Leave the bids of this negative row empty.",
    prevention: "Keep negative keywords in a separate sheet, without bid columns.",
  },
  "CriterionError.INVALID_CRITERION_ID": {
    happened: "The id of the target does not exist or belongs to another kind of target.",
    cause: "The id was copied from another list, such as a language id in the location column.",
    remedy: "Look up the id in Google's list of criteria and write it again.",
    prevention: "Copy ids of locations and languages from Google's current lists.",
  },
  "CriterionError.CANNOT_TARGET_CRITERION": {
    happened: "This target may not be used here.",
    cause: "Google does not offer it for this campaign, or allows it only for exclusion.",
    remedy: "Choose another target, or set negative to true if you meant to exclude it.",
    prevention: "Try one such row with --validate-only before you write a whole sheet of them.",
  },
  "CriterionError.CANNOT_EXCLUDE_CRITERION": {
    happened: "This target may not be excluded.",
    cause: "Some targets, such as certain languages, can be added but not excluded.",
    remedy: "Set negative to false, or take the row out.",
    prevention: "Check in Google Ads whether the target offers exclusion at all.",
  },
  "CriterionError.CANNOT_REMOVE_CRITERION": {
    happened: "This target cannot be removed.",
    cause: "It is a permanent part of the campaign, as devices are.",
    remedy: "Set its bid adjustment to -100 percent (0.0 as bid_modifier) instead of removing it.",
    prevention: "Leave device rows out of removal sheets.",
  },
  "CriterionError.CRITERION_ID_AND_TYPE_MISMATCH": {
    happened: "The id is not of the kind that the row states.",
    cause: "The id of one kind of target is in the column of another.",
    remedy: "Put the id into the column of its own kind.",
    prevention: "Keep each kind of target in a column named after it.",
  },
  "CriterionError.CANNOT_ADD_CRITERIA_TYPE": {
    happened: "This kind of target cannot be added here.",
    cause: "The campaign type or the account does not offer it.",
    remedy: "Move the row to a campaign whose type offers this target, or take the row out.",
    prevention: "Check in Google Ads which targets the campaign type offers.",
  },
  "CriterionError.CANNOT_EXCLUDE_CRITERIA_TYPE": {
    happened: "This kind of target cannot be excluded here.",
    cause: "Google does not offer its exclusion at this level.",
    remedy: "Exclude it at the campaign or account level where Google offers it.",
    prevention: "Check the level of each exclusion before you fill the sheet.",
  },
  "AdGroupCriterionError.INVALID_KEYWORD_TEXT": {
    happened: "The ad group does not accept this keyword text.",
    cause: "The cell has unusual characters or only symbols.",
    remedy: "Rewrite the keyword in plain words.",
    prevention: "Paste keywords as plain text, without formatting.",
  },
  "AdGroupCriterionError.CANNOT_TARGET_AND_EXCLUDE": {
    happened: "The same keyword is targeted and excluded in one ad group.",
    cause: "A negative keyword equals a positive one with the same match type.",
    remedy: "Keep one of the two rows, or change its match type.",
    prevention: "Compare the negative list with the keyword list before the upload.",
  },
  "AdGroupCriterionError.CANT_UPDATE_NEGATIVE": {
    happened: "A negative keyword cannot be changed.",
    cause: "Negative keywords can only be created and removed.",
    remedy:
      "Remove the old negative keyword in one row and create the new one in another; drop this row.",
    prevention: "Use create and remove, not update, for negative keywords.",
  },
  "AdGroupCriterionError.CANNOT_ADD_LABEL_TO_NEGATIVE_CRITERION": {
    happened: "A negative keyword cannot have a label.",
    cause: "The label row names a negative keyword.",
    remedy: "Take this label row out.",
    prevention: "Filter negative keywords out of label sheets.",
  },
  "AdGroupCriterionError.CONCRETE_TYPE_REQUIRED": {
    happened: "The row gives neither a keyword nor another kind of target.",
    cause: "The column that says what is targeted is empty.",
    remedy: "Fill keyword.text and keyword.match_type, or the columns of another single target.",
    prevention: "Require the keyword columns in the spreadsheet itself.",
  },
  "AdGroupCriterionError.INVALID_USER_STATUS": {
    happened: "The keyword cannot be set to this status.",
    cause: "It was removed, and removed keywords cannot be restored.",
    remedy: "Create the keyword again instead of changing its status.",
    prevention: "Pause keywords that may be needed again instead of removing them.",
  },
  "AdGroupCriterionError.CANNOT_ADD_CRITERIA_TYPE": {
    happened: "The ad group does not accept this kind of target.",
    cause:
      "The campaign's type or bidding is not compatible with it, or it belongs on the campaign.",
    remedy: "Add it to the campaign instead, or use a kind of target that the ad group accepts.",
    prevention: "Check one ad group in Google Ads before adding a new kind of target to many.",
  },
  "AdGroupCriterionError.CANNOT_EXCLUDE_CRITERIA_TYPE": {
    happened: "The ad group cannot exclude this kind of target.",
    cause: "Google offers the exclusion on campaigns only.",
    remedy: "Write the exclusion as a campaign_criterion row.",
    prevention: "Collect exclusions at campaign level where you can.",
  },
  "AdGroupCriterionError.BID_INCOMPATIBLE_WITH_ADGROUP": {
    happened: "The keyword's bid is not compatible with the bidding of the ad group.",
    cause: "The campaign bids automatically, or bids on something other than this bid.",
    remedy: "Leave this bid empty, or fill the bid that the campaign's bidding strategy uses.",
    prevention: "Leave bid columns out for campaigns with automatic bidding.",
  },
  "AdGroupCriterionError.CANNOT_SET_WITHOUT_FINAL_URLS": {
    happened: "Mobile or tracking URLs are set without a final URL.",
    cause: "The final URL cell of the keyword is empty.",
    remedy: "Fill final_urls too, or leave the other URLs empty.",
    prevention: "Fill the final URL first whenever a keyword has its own URLs.",
  },
  "AdGroupCriterionError.CANNOT_CLEAR_FINAL_URLS_IF_TRACKING_URL_TEMPLATE_EXISTS": {
    happened: "The final URL cannot be cleared while a tracking template is set.",
    cause: "Only final_urls has [] in the row.",
    remedy: "Write [] into tracking_url_template as well.",
    prevention: "Clear all URL columns of a keyword together.",
  },
  "AdGroupCriterionError.FINAL_URLS_NOT_SUPPORTED_FOR_CRITERION_TYPE": {
    happened: "This kind of target cannot have a final URL.",
    cause: "Only keywords and a few others have their own landing pages.",
    remedy: "Leave final_urls empty in this row.",
    prevention: "Keep final URLs in sheets that hold keywords only.",
  },
  "AdGroupCriterionError.OPERATIONS_FOR_TOO_MANY_SHOPPING_ADGROUPS": {
    happened: "One request changed too many shopping ad groups.",
    cause: "The rows of many shopping ad groups follow one another.",
    remedy: "Send the rows again with a smaller --batch-size.",
    prevention: "Sort shopping rows by ad group.",
  },
  "AdGroupCriterionError.CAMPAIGN_TYPE_NOT_COMPATIBLE_WITH_PARTIAL_FAILURE": {
    happened: "Shopping campaigns do not accept rows like this one individually.",
    cause: "Product groups are only accepted as a whole.",
    remedy:
      "Change these product groups in Google Ads or with Google Ads Editor, and drop the rows.",
    prevention: "Keep product groups out of sheets with other changes.",
  },
  "AdGroupCriterionError.TOO_MANY_OPERATIONS": {
    happened: "One request had too many keyword changes.",
    cause: "The batch holds more rows than this service accepts at once.",
    remedy: "Use a smaller --batch-size for these keyword rows.",
    prevention: "Leave the batch size at its default for keyword sheets.",
  },
  "AdGroupCriterionError.AD_GROUP_CRITERION_LABEL_ALREADY_EXISTS": {
    happened: "The keyword already has this label.",
    cause: "The label was applied earlier, by this sheet or by hand.",
    remedy: "Take this row out; the label is already applied.",
    prevention: "Export the labels first and upload only those that are missing.",
  },
  "AdGroupCriterionError.AD_GROUP_CRITERION_LABEL_DOES_NOT_EXIST": {
    happened: "The keyword does not have the label that is to be removed.",
    cause: "It was removed earlier, or the id belongs to another keyword.",
    remedy: "Check the ids of keyword and label, or take the row out.",
    prevention: "Export the labels that exist before you remove any.",
  },
};

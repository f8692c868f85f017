import type { Topic } from "../entry.ts";

/** Ad groups. */
export const adGroups: Topic = {
  "AdGroupError.DUPLICATE_ADGROUP_NAME": {
    happened: "The campaign already has an ad group with this name.",
    cause: "The name was used before, or two rows have the same name.",
    remedy: "Change the name, or remove the row if the existing ad group is the one you meant.",
    prevention: "Build ad group names from campaign and theme so that they stay unique.",
  },
  "AdGroupError.INVALID_ADGROUP_NAME": {
    happened: "The ad group cannot have this name.",
    cause: "It is empty, too long, or has a line break in it.",
    remedy: "Write the name on one line, with 255 characters at most.",
    prevention: "Remove line breaks from the name column.",
  },
  "AdGroupError.MISSING_ADGROUP_NAME": {
    happened: "The new ad group has no name.",
    cause: "The name cell is empty.",
    remedy: "Fill the column name for this ad group.",
    prevention: "Name ad groups before the sheet is uploaded.",
  },
  "AdGroupError.BID_TOO_BIG": {
    happened: "The ad group's bid is too high.",
    cause: "An amount in micros was written as an amount, or a decimal point is missing.",
    remedy: "Lower the bid; write 1.25 for one unit and a quarter.",
    prevention: "Set a highest plausible bid as a rule in the spreadsheet.",
  },
  "AdGroupError.BID_TYPE_AND_BIDDING_STRATEGY_MISMATCH": {
    happened: "The ad group's bid is not compatible with the campaign's bidding.",
    cause: "For example, a CPC bid was set in a campaign that bids on impressions.",
    remedy:
      "Fill the bid column that belongs to the campaign's bidding, and leave the other one empty.",
    prevention: "Note the bidding of each campaign in the sheet.",
  },
  "AdGroupError.AD_GROUP_TYPE_NOT_VALID_FOR_ADVERTISING_CHANNEL_TYPE": {
    happened: "The ad group's type is not compatible with the campaign.",
    cause: "A Display type was used in a Search campaign, or vice versa.",
    remedy: "Use the ad group type of the campaign's channel, such as SEARCH_STANDARD.",
    prevention: "Leave the type empty where Google can choose it.",
  },
  "AdGroupError.CANNOT_ADD_AD_GROUP_FOR_CAMPAIGN_TYPE": {
    happened: "This type of campaign does not have ad groups.",
    cause: "Performance Max and some others have asset groups instead.",
    remedy: "Create an asset group there, or choose another campaign.",
    prevention: "Check the campaign type before you plan ad groups.",
  },
  "AdGroupError.CANNOT_ADD_ADGROUP_OF_TYPE_DSA_TO_CAMPAIGN_WITHOUT_DSA_SETTING": {
    happened: "Dynamic ad groups need a campaign that is set up for dynamic search ads.",
    cause: "The campaign has no domain set for them.",
    remedy: "Fill dynamic_search_ads_setting of the campaign first.",
    prevention: "Prepare the campaign's domain and language before its ad groups.",
    isElsewhere: true,
  },
  "AdGroupError.INVALID_STATUS": {
    happened: "The ad group cannot be set to this status.",
    cause: "It was removed, or the status may not be set by hand.",
    remedy: "Use ENABLED or PAUSED; removal is a separate operation.",
    prevention: "Keep the status column to ENABLED and PAUSED.",
  },
  "AdGroupError.ADGROUP_LABEL_ALREADY_EXISTS": {
    happened: "The ad group already has this label.",
    cause: "It was applied earlier.",
    remedy: "Delete the row from the sheet; the label is on the ad group.",
    prevention: "Compare with the labels that the ad groups have now.",
  },
  "AdGroupError.ADGROUP_LABEL_DOES_NOT_EXIST": {
    happened: "The label is not on the ad group.",
    cause: "It was never applied, or is gone.",
    remedy: "Check which label you meant to remove from the ad group.",
    prevention: "Work from a list of labels that are really applied.",
  },
  "AdGroupBidModifierError.CRITERION_ID_NOT_SUPPORTED": {
    happened: "The ad group cannot adjust bids for this.",
    cause: "Only devices and some others can be adjusted here.",
    remedy: "Set the adjustment on the campaign instead.",
    prevention: "Keep ad group adjustments to devices.",
  },
};

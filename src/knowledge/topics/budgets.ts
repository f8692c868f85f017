import type { Topic } from "../entry.ts";

/** Campaign budgets. */
export const budgets: Topic = {
  "CampaignBudgetError.DUPLICATE_NAME": {
    happened: "Another shared budget has this name.",
    cause: "Budget names must be unique within an account.",
    remedy: "Rename the budget, or use the existing one.",
    prevention: "Name budgets after the campaigns that spend them.",
  },
  "CampaignBudgetError.MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC": {
    happened: "The budget is lower than the cheapest click in this currency.",
    cause: "The amount is nearly zero, or micros were mistaken for units.",
    remedy: "Raise the amount; write 20 for twenty units of the currency.",
    prevention: "Set a lowest plausible budget as a rule in the sheet.",
  },
  "CampaignBudgetError.MONEY_AMOUNT_TOO_LARGE": {
    happened: "The budget is higher than Google allows.",
    cause: "Micros were written where units belong, or zeros slipped in.",
    remedy: "Lower the amount to what you want to spend in a day.",
    prevention: "Check the highest budget of the sheet before the upload.",
  },
  "CampaignBudgetError.NEGATIVE_MONEY_AMOUNT": {
    happened: "The budget is negative.",
    cause: "There is a minus sign in front of the amount.",
    remedy: "Remove the minus sign.",
    prevention: "Format the budget column as a positive amount.",
  },
  "CampaignBudgetError.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT": {
    happened: "The budget is not a whole number of the smallest coin.",
    cause: "It has more decimals than the currency.",
    remedy: "Round the budget, for example 20.333 to 20.33.",
    prevention: "Round budget formulas to two decimals.",
  },
  "CampaignBudgetError.MONEY_AMOUNT_IN_WRONG_CURRENCY": {
    happened: "The amount is not in the account's currency.",
    cause: "A currency sign or code of another country is in the cell.",
    remedy: "Write the amount in the currency of the account, without a sign.",
    prevention: "Note the account's currency in the header.",
  },
  "CampaignBudgetError.BUDGET_BELOW_PER_DAY_MINIMUM": {
    happened: "The budget is below the lowest amount per day for this campaign.",
    cause: "Google sets a minimum for some campaign types.",
    remedy: "Raise the budget to the daily minimum of the account's currency.",
    prevention: "Plan such campaigns with some room above the minimum.",
  },
  "CampaignBudgetError.CAMPAIGN_BUDGET_IN_USE": {
    happened: "The budget is used by a campaign and cannot be removed.",
    cause: "A campaign still spends from it.",
    remedy: "Give those campaigns another budget first.",
    prevention: "Remove campaigns before their budgets.",
    isElsewhere: true,
  },
  "CampaignBudgetError.CAMPAIGN_BUDGET_REMOVED": {
    happened: "The budget was removed.",
    cause: "Somebody deleted it since the export.",
    remedy: "Choose or create another budget.",
    prevention: "Refresh the list of budgets before each upload.",
  },
  "CampaignBudgetError.CAMPAIGN_BUDGET_CANNOT_BE_SHARED": {
    happened: "This budget belongs to one campaign permanently.",
    cause: "Its kind cannot be shared.",
    remedy: "Create a shared budget and assign it to the campaigns.",
    prevention: "Decide when creating a budget whether it will be shared.",
  },
  "CampaignBudgetError.CANNOT_USE_IMPLICITLY_SHARED_CAMPAIGN_BUDGET_WITH_MULTIPLE_CAMPAIGNS": {
    happened: "A budget that is not shared is given to several campaigns.",
    cause: "explicitly_shared is false.",
    remedy: "Use a budget with explicitly_shared set to true, or one budget for each campaign.",
    prevention: "Set explicitly_shared when a budget is meant for several campaigns.",
  },
  "CampaignBudgetError.CANNOT_UPDATE_CAMPAIGN_BUDGET_TO_IMPLICITLY_SHARED": {
    happened: "A shared budget cannot become unshared.",
    cause: "The row sets explicitly_shared to false.",
    remedy: "Create a new budget for the single campaign.",
    prevention: "Leave explicitly_shared out of update sheets.",
  },
  "CampaignBudgetError.CANNOT_UPDATE_CAMPAIGN_BUDGET_TO_EXPLICITLY_SHARED_WITHOUT_NAME": {
    happened: "A budget needs a name before it can be shared.",
    cause: "It was created without one.",
    remedy: "Fill the name and set explicitly_shared in the same row.",
    prevention: "Name every budget from the start.",
  },
  "CampaignBudgetError.CANNOT_MODIFY_FIELD_OF_IMPLICITLY_SHARED_CAMPAIGN_BUDGET": {
    happened: "This field cannot be changed on a budget of a single campaign.",
    cause: "Its name follows the campaign.",
    remedy: "Leave this field of the budget empty; change the campaign instead.",
    prevention: "Update only the amount of such budgets.",
  },
  "CampaignBudgetError.TOTAL_BUDGET_AMOUNT_MUST_BE_UNSET_FOR_BUDGET_PERIOD_DAILY": {
    happened: "A daily budget has a total amount.",
    cause: "total_amount is filled although the period is DAILY.",
    remedy: "Leave total_amount empty and fill amount.",
    prevention: "Use the total amount only for limited campaigns.",
  },
  "CampaignBudgetError.INVALID_PERIOD": {
    happened: "The budget's period is not allowed.",
    cause: "It is not compatible with the campaign or the account.",
    remedy: "Write DAILY as the period of the budget.",
    prevention: "Leave the period empty; it defaults to DAILY.",
  },
  "CampaignBudgetError.CANNOT_USE_ACCELERATED_DELIVERY_MODE": {
    happened: "Google no longer offers accelerated delivery.",
    cause: "delivery_method says ACCELERATED.",
    remedy: "Write STANDARD, or leave it empty.",
    prevention: "Remove the delivery column from old sheets.",
  },
};

import type { Topic } from "../entry.ts";

/** Bids, bid adjustments and bidding strategies. */
export const bids: Topic = {
  "BiddingError.BID_TOO_SMALL": {
    happened: "The bid is lower than Google allows.",
    cause: "It is below the smallest amount of the currency.",
    remedy: "Raise the bid to at least the smallest unit, such as 0.01.",
    prevention: "Keep a lower bound in the formulas for bids.",
  },
  "BiddingError.BID_TOO_BIG": {
    happened: "The bid is higher than Google allows.",
    cause: "Micros were written as units, or the decimal point was lost.",
    remedy: "Lower the bid; 1250000 micros are 1.25.",
    prevention: "Sort the sheet by bid and look at the highest ones.",
  },
  "BiddingError.BID_TOO_MANY_FRACTIONAL_DIGITS": {
    happened: "The bid has too many decimals.",
    cause: "A formula produced more decimals than the currency has.",
    remedy: "Round the bid to two decimals.",
    prevention: "Put ROUND around bid formulas.",
  },
  "BiddingError.INVALID_BID": {
    happened: "The bid is not usable.",
    cause: "It is zero, negative, or does not fit the bidding strategy.",
    remedy: "Write a positive amount.",
    prevention: "Validate the bid column as a number above zero.",
  },
  "BiddingError.BIDDING_STRATEGY_TRANSITION_NOT_ALLOWED": {
    happened: "The campaign cannot switch to this bidding strategy.",
    cause: "Google does not offer the change from the current strategy.",
    remedy: "Choose a bidding strategy that Google Ads offers for this campaign.",
    prevention: "Change the bidding of one campaign by hand first.",
  },
  "BiddingError.CANNOT_ATTACH_BIDDING_STRATEGY_TO_CAMPAIGN": {
    happened: "The bidding strategy cannot be attached to the campaign.",
    cause: "The strategy is not compatible with the campaign type.",
    remedy: "Choose a strategy that suits the campaign type.",
    prevention: "Check what each strategy supports.",
  },
  "BiddingError.CANNOT_CREATE_CAMPAIGN_WITH_BIDDING_STRATEGY": {
    happened: "A new campaign cannot start with this bidding strategy.",
    cause: "Google requires conversions or some time first.",
    remedy: "Start with another bidding strategy and switch later.",
    prevention: "Plan a learning phase with simple bidding.",
  },
  "BiddingError.INVALID_BIDDING_STRATEGY_TYPE": {
    happened: "The bidding type does not match the shared strategy.",
    cause: "Both are given and differ.",
    remedy: "Give the shared strategy or the type, not both.",
    prevention: "Leave the type column empty where a strategy is named.",
  },
  "BiddingError.BIDDING_STRATEGY_NOT_AVAILABLE_FOR_ACCOUNT_TYPE": {
    happened: "This account cannot use this bidding strategy.",
    cause: "It is not offered for this kind of account.",
    remedy: "Choose another bidding strategy for the campaign.",
    prevention: "Check which strategies the account offers.",
  },
  "BiddingError.BIDDING_STRATEGY_TYPE_INCOMPATIBLE_WITH_SHARED_BUDGET": {
    happened: "The bidding is not compatible with a shared budget.",
    cause: "The campaign's budget is shared.",
    remedy: "Give the campaign its own budget, or choose another bidding strategy.",
    prevention: "Share budgets only between campaigns with the same bidding strategy.",
  },
  "BiddingError.BIDDING_STRATEGY_NOT_ALLOWED_FOR_SEARCH_ONLY_CAMPAIGNS": {
    happened: "A search campaign cannot bid on impressions.",
    cause: "Manual CPM was chosen.",
    remedy: "Choose a bidding strategy for clicks or conversions.",
    prevention: "Use CPM for Display and Video only.",
  },
  "BiddingError.CPC_BID_FLOOR_MICROS_GREATER_THAN_CPC_BID_CEILING_MICROS": {
    happened: "The lowest bid is above the highest.",
    cause: "Floor and ceiling are swapped.",
    remedy: "Swap the two amounts, or lower the floor.",
    prevention: "Write the floor left of the ceiling in the sheet.",
  },
  "BiddingStrategyError.DUPLICATE_NAME": {
    happened: "The account already has a bidding strategy with this name.",
    cause: "The name is taken in this account.",
    remedy: "Choose another name for the strategy.",
    prevention: "Number or date the names of strategies.",
  },
  "BiddingStrategyError.CANNOT_CHANGE_BIDDING_STRATEGY_TYPE": {
    happened: "The type of a shared strategy cannot change.",
    cause: "The type in the row differs from the strategy's type.",
    remedy: "Create a new strategy of the type you want.",
    prevention: "Leave type columns out of updates.",
  },
  "BiddingStrategyError.CANNOT_REMOVE_ASSOCIATED_STRATEGY": {
    happened: "The strategy is still in use.",
    cause: "Campaigns use it.",
    remedy: "Give those campaigns another bidding strategy first.",
    prevention: "List a strategy's campaigns before removing it.",
    isElsewhere: true,
  },
  "CurrencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT": {
    happened: "The amount is not a whole number of the smallest coin.",
    cause: "It has more decimals than the account's currency.",
    remedy: "Round the amount to the number of decimals in the currency, usually two.",
    prevention: "Round all amounts in the sheet before the export.",
  },
  "MultiplierError.MULTIPLIER_TOO_HIGH": {
    happened: "The bid adjustment is too high.",
    cause: "A percentage was written as a factor.",
    remedy: "Write a factor up to 10.0; 1.2 means 20 percent more.",
    prevention: "Note in the header that adjustments are factors.",
  },
  "MultiplierError.MULTIPLIER_TOO_LOW": {
    happened: "The bid adjustment is too low.",
    cause: "A negative percentage was written as a factor.",
    remedy: "Write a factor of 0.1 or more; 0.8 means 20 percent less.",
    prevention: "Turn percentages into factors with a formula.",
  },
  "MultiplierError.TOO_MANY_FRACTIONAL_DIGITS": {
    happened: "The bid adjustment has too many decimals.",
    cause: "A formula produced a long fraction.",
    remedy: "Round the factor to two decimals.",
    prevention: "Format the adjustment column with two decimals.",
  },
  "MultiplierError.MULTIPLIER_NOT_ALLOWED_FOR_BIDDING_STRATEGY": {
    happened: "The campaign's bidding strategy does not allow this adjustment.",
    cause: "With automatic bidding, Google sets the bids.",
    remedy: "Leave the bid adjustment empty.",
    prevention: "Leave adjustments out for campaigns with automatic bidding.",
  },
  "CurrencyCodeError.UNSUPPORTED": {
    happened: "The currency is not known.",
    cause: "Its code is misspelled or not offered.",
    remedy: "Write a three-letter code such as EUR.",
    prevention: "Use ISO currency codes only.",
  },
  "RangeError.TOO_LOW": {
    happened: "The number is too low for this field.",
    cause: "It is below the lowest value that Google allows here.",
    remedy: "Write a higher number, and check its unit: amount, micros, percent or factor.",
    prevention: "Look up the allowed range before you fill a column.",
  },
  "RangeError.TOO_HIGH": {
    happened: "The number is too high for this field.",
    cause: "It is above the highest value that Google allows here.",
    remedy: "Write a lower number; micros, percentages and factors are easily mixed up.",
    prevention: "Note the unit of each column in its header.",
  },
};

import type { Topic } from "../entry.ts";

/** Dates and times. */
export const dates: Topic = {
  "DateError.INVALID_STRING_DATE": {
    happened: "The date cannot be read.",
    cause: "The spreadsheet wrote year, month and day in another order.",
    remedy: "Write it as year-month-day, as in 2027-01-31.",
    prevention: "Format date columns as yyyy-mm-dd.",
  },
  "DateError.INVALID_STRING_DATE_TIME_SECONDS": {
    happened: "The date and time cannot be read.",
    cause: "The seconds are missing, or the parts are in another order.",
    remedy: "Write it as in 2027-01-31 18:30:00.",
    prevention: "Format the column as yyyy-mm-dd hh:mm:ss.",
  },
  "DateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET": {
    happened: "The date and time have no UTC offset.",
    cause: "Conversions need the time zone after the time.",
    remedy: "Write it as in 2027-01-31 18:30:00+01:00.",
    prevention: "Export times with their offset.",
  },
  "DateError.INVALID_STRING_DATE_TIME_MICROS": {
    happened: "The date and time need fractions of a second here.",
    cause: "The part after the seconds is missing.",
    remedy: "Write it as in 2027-01-31 18:30:00.000000.",
    prevention: "Export such times with six decimals.",
  },
  "DateError.INVALID_FIELD_VALUES_IN_DATE": {
    happened: "The day does not exist.",
    cause: "For example, it is the 31st of a month with 30 days.",
    remedy: "Write a day that exists in that month.",
    prevention: "Calculate month ends with a formula.",
  },
  "DateError.INVALID_FIELD_VALUES_IN_DATE_TIME": {
    happened: "The date and time do not exist.",
    cause: "An hour above 23 or a minute above 59 was written.",
    remedy: "Correct the hour, the minute or the day.",
    prevention: "Use the 24-hour clock.",
  },
  "DateError.EARLIER_THAN_MINIMUM_DATE": {
    happened: "The date is too early.",
    cause: "It is earlier than Google accepts for this field.",
    remedy: "Use a date on or after the earliest allowed day.",
    prevention: "Check the years: copied rows often have old ones.",
  },
  "DateError.LATER_THAN_MAXIMUM_DATE": {
    happened: "The date is too late.",
    cause: "It is later than Google accepts; 2037-12-30 is the last day for campaigns.",
    remedy: "Use a date on or before the last allowed day.",
    prevention: "Leave the end date empty for campaigns without an end.",
  },
  "DateError.DATE_RANGE_MINIMUM_DATE_LATER_THAN_MAXIMUM_DATE": {
    happened: "The range ends before it begins.",
    cause: "The two dates are swapped.",
    remedy: "Swap the beginning and the end of the range.",
    prevention: "Compare both date columns with a formula.",
  },
  "DateRangeError.INVALID_DATE": {
    happened: "The date is not valid.",
    cause: "It is not a calendar day, or is written differently.",
    remedy: "Write an existing day as year-month-day.",
    prevention: "Let the spreadsheet check the column as dates.",
  },
  "DateRangeError.START_DATE_AFTER_END_DATE": {
    happened: "The start is after the end.",
    cause: "One of the two dates is mistyped.",
    remedy: "Correct the start or the end date.",
    prevention: "Keep start and end side by side in the sheet.",
  },
  "DateRangeError.CANNOT_SET_DATE_TO_PAST": {
    happened: "The date is in the past.",
    cause: "Time has passed since the sheet was written.",
    remedy: "Use today or a later day.",
    prevention: "Update dates right before the upload.",
  },
  "DateRangeError.AFTER_MAXIMUM_ALLOWABLE_DATE": {
    happened: "The date is beyond the last day that Google knows.",
    cause: 'A far future date was used for "no end".',
    remedy: "Leave the end date empty, or use a day up to 2037-12-30.",
    prevention: "Leave open ends empty.",
  },
  "DateRangeError.CANNOT_MODIFY_START_DATE_IF_ALREADY_STARTED": {
    happened: "The start can no longer be changed.",
    cause: "It is already in the past.",
    remedy: "Leave the start date empty.",
    prevention: "Change only the end date once something is running.",
  },
};

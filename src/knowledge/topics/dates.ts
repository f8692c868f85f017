import type { Topic } from "../entry.ts";

/** Dates and times. */
export const dates: Topic = {
  "DateError.INVALID_STRING_DATE": {
    happened: "The date cannot be read.",
    cause: "The spreadsheet wrote it in another order.",
    remedy: "Write it as year-month-day, as in 2027-01-31.",
    prevention: "Format date columns as yyyy-mm-dd.",
  },
  "DateError.INVALID_STRING_DATE_TIME_SECONDS": {
    happened: "The date and time cannot be read.",
    cause: "The seconds are missing or the order is another.",
    remedy: "Write it as in 2027-01-31 18:30:00.",
    prevention: "Format the column as yyyy-mm-dd hh:mm:ss.",
  },
  "DateError.INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET": {
    happened: "The date and time lack the offset from UTC.",
    cause: "Conversions need the time zone behind the time.",
    remedy: "Write it as in 2027-01-31 18:30:00+01:00.",
    prevention: "Export times with their offset.",
  },
  "DateError.INVALID_STRING_DATE_TIME_MICROS": {
    happened: "The date and time need fractions of a second here.",
    cause: "The part behind the seconds is missing.",
    remedy: "Write it as in 2027-01-31 18:30:00.000000.",
    prevention: "Export such times with six decimals.",
  },
  "DateError.INVALID_FIELD_VALUES_IN_DATE": {
    happened: "There is no such day.",
    cause: "For example the 31st of a month with 30 days.",
    remedy: "Write a day that exists in that month.",
    prevention: "Calculate month ends with a formula.",
  },
  "DateError.INVALID_FIELD_VALUES_IN_DATE_TIME": {
    happened: "There is no such date and time.",
    cause: "An hour above 23 or a minute above 59 was written.",
    remedy: "Correct the hour, the minute or the day.",
    prevention: "Use the 24-hour clock.",
  },
  "DateError.EARLIER_THAN_MINIMUM_DATE": {
    happened: "The date is too early.",
    cause: "It lies before what Google accepts for this field.",
    remedy: "Use a date on or after the earliest allowed day.",
    prevention: "Check years: old ones come along with copied rows.",
  },
  "DateError.LATER_THAN_MAXIMUM_DATE": {
    happened: "The date is too late.",
    cause: "It lies after what Google accepts; 2037-12-30 is the last day for campaigns.",
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
    happened: "The start lies after the end.",
    cause: "One of the two dates is mistyped.",
    remedy: "Correct the start or the end date.",
    prevention: "Keep start and end side by side in the sheet.",
  },
  "DateRangeError.CANNOT_SET_DATE_TO_PAST": {
    happened: "The date lies in the past.",
    cause: "Time went on since the sheet was written.",
    remedy: "Use today or a later day.",
    prevention: "Update dates right before the upload.",
  },
  "DateRangeError.AFTER_MAXIMUM_ALLOWABLE_DATE": {
    happened: "The date is beyond the last day that Google knows.",
    cause: 'A far future date was used for "no end".',
    remedy: "Empty the end date, or use a day up to 2037-12-30.",
    prevention: "Leave open ends empty.",
  },
  "DateRangeError.CANNOT_MODIFY_START_DATE_IF_ALREADY_STARTED": {
    happened: "The start can no longer be moved.",
    cause: "It began already.",
    remedy: "Empty the cell of the start date.",
    prevention: "Change only the end of what runs.",
  },
};

import type { JobCode } from "../../batch-job/plan.ts";
import type { LocalCode } from "../../operations/fault.ts";
import type { OutcomeCode } from "../../outcome.ts";
import type { Action } from "../../run.ts";
import type { Entry } from "../entry.ts";

/** An error that rowmend finds by itself. */
export interface LocalEntry extends Entry {
  readonly action: Action;
}

/** What rowmend itself finds, by the name behind `LocalError.`. */
export const local: Readonly<
  Record<LocalCode | OutcomeCode | JobCode | "PARENT_NOT_ACCEPTED", LocalEntry>
> = {
  BAD_BOOLEAN: {
    action: "fix",
    happened: "The cell should say true or false and says something else.",
    cause: "Words such as yes, x or ja were used.",
    remedy: "Write true or false.",
    prevention: "Format the column as a checkbox.",
  },
  BAD_CUSTOMER_ID: {
    action: "fix",
    happened: "The cell is not a customer id.",
    cause: "It does not have ten digits.",
    remedy: "Write the account's ten digits, with or without hyphens.",
    prevention: "Keep customer ids as text.",
  },
  BAD_DATE: {
    action: "fix",
    happened: "The cell is not a date as the field takes it.",
    cause: "A spreadsheet program shows dates in the order of its country, and saves them so.",
    remedy: "Write year-month-day, as in 2026-11-22.",
    prevention: "Format date columns as text before you fill them.",
  },
  BAD_ENUM_VALUE: {
    action: "fix",
    happened: "The cell holds a choice that the field does not have.",
    cause: "It is misspelled, or a label of the Google Ads page.",
    remedy: "Use one of the values that the message lists.",
    prevention: "Make a drop-down list of the allowed values.",
  },
  BAD_JSON: {
    action: "fix",
    happened: "The cell should hold structured text and cannot be read.",
    cause: "A brace, quotation mark or comma is missing.",
    remedy: "Correct the JSON, or use a column for each field.",
    prevention: "Prefer single columns to JSON cells.",
  },
  BAD_NUMBER: {
    action: "fix",
    happened: "The cell is not a number that this field takes.",
    cause: "A decimal comma, a currency sign or a unit is in it.",
    remedy: "Write digits and a decimal point only, as in 1.25.",
    prevention: "Export numbers in plain format.",
  },
  BAD_RESOURCE_NAME: {
    action: "fix",
    happened: "The cell names no resource that the row can mean.",
    cause: "It is of another kind than the field takes, or of another account than the row.",
    remedy: "Write the bare id, or the full resource name.",
    prevention: "Copy names from an export of the same entity.",
  },
  CANNOT_CLEAR: {
    action: "fix",
    happened: "The field cannot be cleared with [].",
    cause: "It must always have a value.",
    remedy: "Write a value, or leave the cell empty.",
    prevention: "Reserve [] for optional fields.",
  },
  CONFLICTING_COLUMNS: {
    action: "fix",
    happened: "Two columns fill the same field, or fields that exclude each other.",
    cause: "Two headers lead to the same place.",
    remedy: "Empty one of the two cells.",
    prevention: "Remove the column that is not needed.",
  },
  EMPTY_ELEMENT: {
    action: "fix",
    happened: "A list in one cell has nothing between two of its | signs, or at one of its ends.",
    cause: "An element was deleted and its | left behind, or a formula joined an empty cell.",
    remedy: "Take out the | that is too much, or write the element.",
    prevention: "Give each element a column of its own: final_urls[0], final_urls[1].",
  },
  IMMUTABLE_FIELD: {
    action: "fix",
    happened: "The field is fixed once the resource exists.",
    cause: "An update row fills it.",
    remedy: "Empty the cell, or create the resource anew.",
    prevention: "Keep fixed fields out of updates.",
  },
  MISSING_CUSTOMER_ID: {
    action: "fix",
    happened: "The row does not say which account it is for.",
    cause: "Its customer_id is empty and no --customer-id was given.",
    remedy: "Fill customer_id, or give --customer-id.",
    prevention: "Give --customer-id when the file is for one account.",
  },
  MISSING_ENTITY: {
    action: "fix",
    happened: "The row does not say what it is about.",
    cause: "Neither the column entity nor --entity is given.",
    remedy: "Fill entity, for example with campaign, or give --entity.",
    prevention: "Give --entity when all rows are about the same.",
  },
  MISSING_OPERATION: {
    action: "fix",
    happened: "The row does not say whether to create, update or remove.",
    cause: "The operation is empty.",
    remedy: "Fill operation, or give --operation.",
    prevention: "Give --operation for files with one kind of change.",
  },
  MISSING_RESOURCE_NAME: {
    action: "fix",
    happened: "An update or removal does not say which resource it is for.",
    cause: "resource_name is empty or not a column.",
    remedy: "Fill resource_name with the name or id.",
    prevention: "Export with resource names before editing.",
  },
  NAME_AMBIGUOUS: {
    action: "fix",
    happened: "What the row means by a name may be several resources of the account.",
    cause: "Ad groups of different campaigns may have the same name.",
    remedy: "Say which campaign is meant, or give the id or resource name.",
    prevention: "Keep a column with the campaign's name beside that of the ad group.",
  },
  NAME_NOT_FOUND: {
    action: "fix",
    happened: "The account has nothing of that name, and no row above creates it.",
    cause: "The name is spelt in another way, or what it named was removed or renamed.",
    remedy: "Correct the name, letter by letter, or create it first.",
    prevention: "Export the names again before a long list is written with them.",
  },
  NOTHING_TO_UPDATE: {
    action: "fix",
    happened: "The update changes nothing.",
    cause: "Only the resource name is filled.",
    remedy: "Fill what should change, or take the row out.",
    prevention: "Delete unchanged rows from the sheet.",
  },
  OUTPUT_ONLY_FIELD: {
    action: "fix",
    happened: "The column is filled by Google and cannot be written.",
    cause: "A report column was left in the sheet.",
    remedy: "Empty the cell, or remove the column.",
    prevention: "Remove report columns after editing.",
  },
  REQUIRED_FIELD: {
    action: "fix",
    happened: "A field that a new resource needs is empty.",
    cause: "The cell or the whole column is missing.",
    remedy: "Fill the cell, and add its column if there is none.",
    prevention: "Begin with rowmend template for the entity.",
  },
  ROW_TOO_LARGE: {
    action: "fix",
    happened: "The row alone is larger than a request may be.",
    cause: "A cell holds a large picture or text.",
    remedy: "Shorten the longest cell of the row.",
    prevention: "Compress pictures before putting them into a sheet.",
  },
  TEMPORARY_ID_TOO_LATE: {
    action: "fix",
    happened: "The row refers to something that only a later row creates.",
    cause: "The rows were sorted, and the parent came to stand below.",
    remedy: "Move the row that creates it above this one.",
    prevention: "Keep budgets first, then campaigns, ad groups, and what is in them.",
  },
  TOO_LONG: {
    action: "fix",
    happened: "A text is longer than Google takes.",
    cause: "Characters of double width, as in Japanese, count as two.",
    remedy: "Shorten the text by as much as the message says.",
    prevention: "Count characters in a column beside it, or run rowmend check.",
  },
  TOO_MANY_CELLS: {
    action: "fix",
    happened: "The row has more cells than the header.",
    cause: "An unquoted delimiter splits a text.",
    remedy: "Put quotation marks around the text with the delimiter.",
    prevention: "Let the spreadsheet write the CSV file.",
  },
  TOO_MANY_WORDS: {
    action: "fix",
    happened: "A keyword has more words than Google takes.",
    cause: "A whole search phrase was taken over.",
    remedy: "Leave words out.",
    prevention: "Use shorter phrases, or run rowmend check.",
  },
  UNKNOWN_COLUMN: {
    action: "fix",
    happened: "The entity has no field of this name.",
    cause: "The header is misspelled.",
    remedy: "Correct the header, or remove the column.",
    prevention: "Copy headers from rowmend template.",
  },
  UNKNOWN_ENTITY: {
    action: "fix",
    happened: "There is no such entity.",
    cause: "The word in the column entity is misspelled.",
    remedy: "Write an entity of the API, such as ad_group.",
    prevention: "Copy entity names from the guide.",
  },
  UNKNOWN_OPERATION: {
    action: "fix",
    happened: "There is no such operation.",
    cause: "Another word than create, update or remove was used.",
    remedy: "Write create, update or remove.",
    prevention: "Make the column a list of three choices.",
  },
  UNKNOWN_TEMPORARY_ID: {
    action: "fix",
    happened: "The row refers to a temporary id that no other row gives.",
    cause: "The id is mistyped, or the row that creates it is missing.",
    remedy: "Correct the id, or add the row that creates it.",
    prevention: "Copy rows together with those that they refer to.",
  },
  UNSUPPORTED_OPERATION: {
    action: "fix",
    happened: "The entity does not take this operation.",
    cause: "Some things can only be created, others only changed.",
    remedy: "Choose an operation that the entity takes.",
    prevention: "Read what the entity takes in its template.",
  },
  UNSUPPORTED_ROW: {
    action: "fix",
    happened: "The row of an export is about something that rowmend does not read from exports.",
    cause:
      "An export lists everything that an account has: locations, sitelinks, ads of all types.",
    remedy: "Take the row out, or write it in a sheet with headers of the API.",
    prevention: "Export only campaigns, ad groups, keywords and responsive search ads.",
  },
  WRONG_COUNT: {
    action: "fix",
    happened: "A list has fewer or more elements than Google takes.",
    cause: "A column for one of them is missing, or there are too many columns.",
    remedy: "Add elements or take some away, as the message says.",
    prevention: "Keep a column for each element that Google asks for.",
  },
  PARENT_NOT_ACCEPTED: {
    action: "blocked",
    happened: "The row depends on another that was not accepted.",
    cause: "That row creates what this one needs.",
    remedy: "Mend the other row; this one goes again by itself.",
    prevention: "Check parents first with --validate-only.",
  },
  SAME_RESOURCE_TWICE: {
    action: "fix",
    happened: "Two rows change the same resource, or create the same one.",
    cause: "The row was copied, or a change was spread over two rows.",
    remedy: "Put both changes into the first row, or upload this row in a file of its own.",
    prevention: "Keep one row for each thing that you change.",
  },
  GROUP_INCOMPLETE: {
    action: "blocked",
    happened: "Google carries the row out only together with another that was refused.",
    cause: "Listing groups, and new asset groups with their assets, stand or fall together.",
    remedy: "Mend the row that is named; the whole group goes again by itself.",
    prevention: "Mend all rows of such a group at once.",
  },
  CONTRADICTORY_ANSWER: {
    action: "settle",
    happened: "Google reported an error and a result for the same row.",
    cause: "The answer contradicts itself.",
    remedy: "Look in the account whether the change is there, then run rowmend settle.",
    prevention: "Report such answers to Google with the request id.",
  },
  NO_ANSWER: {
    action: "settle",
    happened: "It is not known what became of the row.",
    cause: "The answer did not come, or does not mention the row.",
    remedy: "Run rowmend settle before anything is sent again.",
    prevention: "Keep batches small on unreliable connections.",
  },
  NOT_SEEN: {
    action: "settle",
    happened:
      "The answer for the row was lost, and nothing with its content is seen in the account.",
    cause:
      "Most likely the row was not carried out. But a change takes a moment until it is seen, and Google may show it in other words.",
    remedy:
      "Look once more after some minutes. If it is still not there, send the row again with rowmend settle --as resend.",
    prevention: "Send ads in small batches, so that a lost answer leaves few of them in doubt.",
  },
  NOT_CONNECTED: {
    action: "retry",
    happened: "The server could not be reached.",
    cause: "The network, a proxy or a firewall stands in between.",
    remedy: "Check the network and run rowmend resume; nothing was sent.",
    prevention: "Allow googleads.googleapis.com in the firewall.",
  },
  PROCESS_ENDED: {
    action: "settle",
    happened: "rowmend ended while it waited for the answer.",
    cause: "The computer or the process was stopped.",
    remedy: "Run rowmend resume, then settle the rows in doubt.",
    prevention: "Let a run end, or stop it with one Ctrl-C.",
  },
  REQUEST_REFUSED: {
    action: "retry",
    happened: "Google refused the whole request, and nothing of it was changed.",
    cause: "Another row, or the request itself, was at fault.",
    remedy: "Mend the row that is named; the others go again by themselves.",
    prevention: "Look at the first error of the request.",
  },
  UNREADABLE_FAILURE: {
    action: "report",
    happened: "Google reported an error in a form that cannot be read.",
    cause: "The answer is damaged, or newer than this version.",
    remedy: "Update rowmend, and report the request id if it goes on.",
    prevention: "Keep rowmend current.",
  },
};

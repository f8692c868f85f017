import { type FailureError, formatPath } from "../failure/failure.ts";
import { fieldPath } from "../failure/location.ts";
import { type Choice, choiceOf, fieldsIn } from "./choice.ts";
import { adLength, byteLength, wordCount } from "./length.ts";
import { nameOf, type Place, type Subject, subjectOf, textOf } from "./subject.ts";
import { listLimitOf, mostKeywordWords, type TextLimit, textLimitOf } from "./text-limits.ts";

/** Writes a sentence with the value and the limit in it; null if they are not known. */
type Sentence = (error: FailureError, place: Place, subject: Subject) => string | null;

/**
 * What to do about an error, with the value that was found and the limit; null if there is nothing to
 * add to the entry for its code.
 */
export function specificAdvice(error: FailureError, place: Place): string | null {
  const sentence = sentences.get(error.code ?? "");
  return sentence === undefined ? null : sentence(error, place, subjectOf(error, place.entity));
}

const tooLong: Sentence = (error, place, subject) => {
  const limit = textLimitOf(subject.path, subject.entity);
  const text = textOf(error, place, subject);
  if (limit === undefined) return withoutLimit(text, place);
  const { most, unit } = limit;
  const length = text === null ? null : lengthOf(text, limit);
  const name = nameOf(limit.label, subject, place);
  // A text that is within the limit is not the one that Google means.
  if (text === null || length === null || length <= most) {
    return `${name} is too long; ${most} ${unit} are allowed.`;
  }
  const wide = unit === "characters" && length > Array.from(text).length;
  return `${name} has ${length} ${unit}, ${most} are allowed. Shorten it by ${length - most}${wide ? "; characters of double width count twice" : ""}.`;
};

function withoutLimit(text: string | null, { column }: Place): string | null {
  if (text === null) return null;
  return `The text${column === null ? "" : ` in ${column}`} has ${Array.from(text).length} characters, more than Google allows here. Shorten it.`;
}

function lengthOf(text: string, { unit }: TextLimit): number | null {
  return unit === "bytes" ? byteLength(text) : adLength(text);
}

const tooShort: Sentence = (error, place, subject) => {
  const field = formatPath(subject.fields);
  if (field === "") return null;
  const isBlankCell = place.column !== null && place.value.trim() === "";
  const isEmpty =
    error.trigger?.trim() === "" || isBlankCell || error.code === "StringLengthError.EMPTY";
  const name = nameOf(textLimitOf(subject.path, subject.entity)?.label ?? field, subject, place);
  return isEmpty
    ? `${name} is empty. Write a text, or leave it completely empty if it is optional.`
    : `${name} is too short. Write a longer text.`;
};

const tooManyWords: Sentence = (error, place, subject) => {
  const words = wordCount(textOf(error, place, subject) ?? "");
  return words <= mostKeywordWords
    ? null
    : `The keyword has ${words} words, ${mostKeywordWords} are allowed. Leave out ${words - mostKeywordWords}.`;
};

const keywordTooLong: Sentence = (error, place, subject) =>
  tooLong(error, place, { ...subject, path: "keyword.text" });

const forbiddenMarks = /[!@%,*;^(){}=~`<>?\\|]/g;

const keywordMarks: Sentence = (error, place, subject) => {
  const found = new Set(textOf(error, place, subject)?.match(forbiddenMarks));
  return found.size === 0 ? null : `Remove ${[...found].join(" ")} from the keyword.`;
};

function wrongCount(isTooFew: boolean): Sentence {
  return (_, __, subject) => {
    const limit = listLimitOf(subject.path);
    if (limit === undefined) return null;
    return isTooFew
      ? `At least ${limit.fewest} ${limit.label} are needed. Add more.`
      : `At most ${limit.most} ${limit.label} are allowed. Leave some out.`;
  };
}

const doubled: Sentence = (error, place, subject) => {
  const text = textOf(error, place, subject);
  const label = textLimitOf(subject.path, subject.entity)?.label;
  if (text === null || label === undefined) return null;
  return `${nameOf(label, subject, place)} is the same as another text in this row. Write a different text, or leave it empty.`;
};

const missing: Sentence = (_, { column, value, gap }, { fields, path, entity }) => {
  // If the cell is filled, it is only the nearest one to the missing field, not the field itself.
  if (column !== null && value.trim() === "") return `${column.trim()} is required: fill its cell.`;
  const field = formatPath(fields);
  if (field === "") return null;
  const choice = choiceOf(entity, path);
  if (choice !== null) return oneOf(choice);
  // In a sheet, an amount is easier to write in the account's currency than in micros.
  const header = field.replace(/_micros$/, "");
  if (gap === "empty") return `${header} is required: fill it.`;
  return gap === "lacking"
    ? `${header} is required. Add a column ${header} and fill it.`
    : `${header} is required: fill it, or add the column if the sheet does not have it.`;
};

function oneOf({ fields, hasMessages }: Choice): string {
  const how = hasMessages
    ? "Fill a column with that name ({} means no further settings), or columns for its fields after a dot."
    : "Fill a column with that name.";
  return `One of these is required: ${fields.join(", ")}. ${how}`;
}

/** What to call the field of an error in a sentence; null if the error names none. */
function fieldIn({ column }: Place, { fields }: Subject): string | null {
  const name = column?.trim() ?? formatPath(fields);
  return name === "" ? null : name;
}

/** An `ad_group_ad` holds an ad, which Google changes through an entity of its own only; null for other fields. */
function changedThrough(entity: string | null, path: string): string | null {
  return entity === "ad_group_ad" && /^ad(?:\.|$)/.test(path)
    ? "An existing ad is changed in a row with entity ad, operation update, and the ad's id as resource_name; the columns keep their headers. Leave the ad in place: a new one would begin without its history."
    : null;
}

const fixed: Sentence = (error, place, subject) => {
  const field = fieldIn(place, subject);
  const other = changedThrough(subject.entity, subject.path);
  if (other !== null) return other;
  if (field === null) return null;
  if (fieldPath(error.path).verb === "create") {
    const what = subject.entity?.replaceAll("_", " ") ?? "resource";
    const again = place.hasRun === false ? "send the row again" : "send the row again with --rows";
    return `The account probably has this ${what} already, with another value of ${field}. Remove that one and ${again}, or drop the row.`;
  }
  return place.column === null
    ? `${field} cannot be changed once the resource exists. Drop the row, or create a new resource with the other value.`
    : `${field} cannot be changed once the resource exists. Leave it empty, or create a new resource with the other value.`;
};

const fixedAd: Sentence = (_, __, { entity }) => changedThrough(entity, "ad");

const surplus: Sentence = (_, place, subject) => {
  const field = fieldIn(place, subject);
  if (field === null) return null;
  // Without its target, a row would reach more than its owner means.
  if (isTarget(subject)) return `${field} cannot have this target. Write another, or drop the row.`;
  return place.column === null
    ? `${field} must have no value in a row like this. Check what the other columns say, or drop the row.`
    : `${field} must have no value in a row like this: leave it empty, or drop the row.`;
};

/** Whether a field says where, when or to whom ads are shown. */
function isTarget({ entity, fields }: Subject): boolean {
  const [first] = fields;
  if (first === undefined) return false;
  const isCriterion = choiceOf(entity, "criterion")?.fields.includes(first.name) ?? false;
  return isCriterion || first.name === "negative" || /target/.test(first.name);
}

const notAField: Sentence = (_, place, subject) => {
  const group = subject.path;
  const [sample] = group === "" ? [] : fieldsIn(subject.entity, group);
  return sample === undefined
    ? null
    : `${fieldIn(place, subject) ?? group} is a group of fields. Use a column for each of them, such as ${sample}.`;
};

const notFound: Sentence = (error, place, subject) => {
  const text = textOf(error, place, subject);
  return text === null
    ? null
    : `There is no ${text} in this account. Correct the id, or create the resource first.`;
};

const tooPrecise: Sentence = (_, { value }) => {
  const amount = /^\s*(\d+\.\d{3,})\s*$/.exec(value)?.[1];
  // A sample of 0.00 would be no amount.
  return amount === undefined || Number(amount) < 0.01
    ? null
    : `Round ${amount} to the decimals of the account's currency, for example to ${Number(amount).toFixed(2)}.`;
};

const belowMinimum: Sentence = (error) => {
  const budget = error.details?.budgetPerDayMinimum;
  const least = budget?.minimumAmountMicros ?? budget?.perDayMinimumMicros ?? null;
  const total = budget?.minimumTotalAmountMicros ?? null;
  const micros = least ?? total;
  if (budget === undefined || micros === null) return null;
  return `Raise the ${least === null ? "total budget" : "budget"} to at least ${amountOf(micros)} ${budget.currencyCode}.`;
};

function amountOf(micros: string): string {
  return (Number(micros) / 1_000_000).toFixed(2);
}

const countLimit: Sentence = (error) => {
  const count = error.details?.resourceCount;
  if (count === undefined || count.limit === 0) return null;
  const where = [count.enclosingResource, count.enclosingId]
    .filter((part) => part !== "")
    .join(" ");
  const what = count.limitType.toLowerCase().replaceAll("_", " ");
  return `${where === "" ? "The account" : where} has ${count.existingCount.toLocaleString("en")} of ${count.limit.toLocaleString("en")} allowed (${what}). Remove some, or add these rows elsewhere.`;
};

const sentences: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  ["StringLengthError.TOO_LONG", tooLong],
  ["AdError.TOO_LONG", tooLong],
  ["AdError.APPROXIMATELY_TOO_LONG", tooLong],
  ["AdError.LINE_TOO_WIDE", tooLong],
  ["CriterionError.KEYWORD_TEXT_TOO_LONG", keywordTooLong],
  ["CriterionError.KEYWORD_HAS_TOO_MANY_WORDS", tooManyWords],
  ["CriterionError.KEYWORD_HAS_INVALID_CHARS", keywordMarks],
  ["CriterionError.INVALID_KEYWORD_TEXT", keywordMarks],
  ["AdGroupCriterionError.INVALID_KEYWORD_TEXT", keywordMarks],
  ["StringLengthError.TOO_SHORT", tooShort],
  ["StringLengthError.EMPTY", tooShort],
  ["AdError.TOO_SHORT", tooShort],
  ["CollectionSizeError.TOO_FEW", wrongCount(true)],
  ["CollectionSizeError.TOO_MANY", wrongCount(false)],
  ["AssetError.DUPLICATE_ASSET", doubled],
  ["FieldError.REQUIRED", missing],
  ["FieldError.REQUIRED_NONEMPTY_LIST", missing],
  ["RequestError.REQUIRED_FIELD_MISSING", missing],
  ["FieldError.IMMUTABLE_FIELD", fixed],
  ["RequestError.IMMUTABLE_FIELD", fixed],
  ["AdError.CANNOT_MODIFY_AD", fixedAd],
  ["FieldError.VALUE_MUST_BE_UNSET", surplus],
  ["FieldMaskError.FIELD_HAS_SUBFIELDS", notAField],
  ["IdError.NOT_FOUND", notFound],
  ["MutateError.RESOURCE_NOT_FOUND", notFound],
  ["RequestError.RESOURCE_NOT_FOUND", notFound],
  ["CurrencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT", tooPrecise],
  ["BiddingError.BID_TOO_MANY_FRACTIONAL_DIGITS", tooPrecise],
  ["CampaignBudgetError.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", tooPrecise],
  ["CampaignBudgetError.BUDGET_BELOW_PER_DAY_MINIMUM", belowMinimum],
  ["ResourceCountLimitExceededError.ACCOUNT_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.CAMPAIGN_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.ADGROUP_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.AD_GROUP_AD_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.AD_GROUP_CRITERION_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.SHARED_SET_LIMIT", countLimit],
  ["ResourceCountLimitExceededError.RESOURCE_LIMIT", countLimit],
]);

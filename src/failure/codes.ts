import { apiEnum, type EnumValue, enumValueName } from "../api/enums.ts";
import { readProto } from "../api/package.ts";

/** A category of errors: a member of `ErrorCode` in errors.proto, and its enum. */
export interface Category {
  /** The enum's own name, which is how Google's documents write it: "StringLengthError". */
  readonly name: string;
  /** The member's name: "string_length_error". */
  readonly field: string;
  /** The member's field number. */
  readonly number: number;
}

/** An error that Google Ads can give. */
export type CodeValue = EnumValue;

interface Categories {
  readonly all: readonly Category[];
  readonly byNumber: ReadonlyMap<number, Category>;
  /** By the name without underscores and in lower case, so that it is found in every spelling. */
  readonly bySpelling: ReadonlyMap<string, Category>;
}

let loaded: Categories | undefined;

// `StringLengthErrorEnum.StringLengthError string_length_error = 54;`, broken over lines where long.
const memberOfErrorCode = /\b\w+Enum\s*\.(\w+)\s+(\w+)\s*=\s*(\d+);/g;

function loadCategories(): Categories {
  if (loaded === undefined) {
    const text = readProto("errors/errors.proto");
    const start = text.indexOf("message ErrorCode {");
    const body = text.slice(start, text.indexOf("\n}", start));
    const all = [...body.matchAll(memberOfErrorCode)].map((match) => ({
      name: match[1] ?? "",
      field: match[2] ?? "",
      number: Number(match[3]),
    }));
    loaded = {
      all,
      byNumber: new Map(all.map((one) => [one.number, one])),
      bySpelling: new Map(
        all.flatMap((one) => [
          [spelling(one.field), one] as const,
          [spelling(one.name), one] as const,
        ]),
      ),
    };
  }
  return loaded;
}

function spelling(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Every category of the installed API version, in the order of errors.proto. */
export function categories(): readonly Category[] {
  return loadCategories().all;
}

/** The category of that name, in any of its spellings: StringLengthError, string_length_error, stringLengthError. */
export function category(name: string): Category | undefined {
  return loadCategories().bySpelling.get(spelling(name));
}

/** Every error of a category, with Google's comments. */
export function codesOf(of: Category): readonly CodeValue[] {
  return apiEnum(fileOf(of)).values;
}

/** Google's description of an error, "" if it has none; null if the installed package does not know the code. */
export function descriptionOf(code: string): string | null {
  const parts = parseCode(code);
  const of = parts === null ? undefined : category(parts.category);
  if (parts === null || of === undefined) return null;
  return apiEnum(fileOf(of)).byName.get(parts.name)?.description ?? null;
}

function fileOf(of: Category): string {
  return `errors/${of.field}.proto`;
}

const names = new Map<number, Map<number, string>>();

/**
 * The name of an error from its two numbers: the field number in `ErrorCode` and the enum value. A code
 * that the installed API package does not know keeps its numbers: "StringLengthError.UNKNOWN_23",
 * "ErrorCode_201.UNKNOWN_5".
 */
export function codeName(categoryNumber: number, value: number): string {
  let ofCategory = names.get(categoryNumber);
  if (ofCategory === undefined) {
    ofCategory = new Map();
    names.set(categoryNumber, ofCategory);
  }
  let name = ofCategory.get(value);
  if (name === undefined) {
    const of = loadCategories().byNumber.get(categoryNumber);
    name =
      of === undefined
        ? `ErrorCode_${categoryNumber}.UNKNOWN_${value}`
        : `${of.name}.${enumValueName(fileOf(of), value)}`;
    ofCategory.set(value, name);
  }
  return name;
}

/**
 * The name of an error from the two halves of its JSON form, `{"stringLengthError": "TOO_LONG"}`: any
 * spelling of the category, and the value's name or number. Names that the installed package does not
 * know are kept, since another API version may know them.
 */
export function codeNameFromJson(key: string, value: string | number): string {
  const of = category(key);
  if (of === undefined) {
    const pascal = key.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return `${pascal}.${typeof value === "number" ? `UNKNOWN_${value}` : value}`;
  }
  return typeof value === "number" ? codeName(of.number, value) : `${of.name}.${value}`;
}

/** The two halves of a code: category name and value name; null if it is not of the form `Category.NAME`. */
export function parseCode(
  code: string,
): { readonly category: string; readonly name: string } | null {
  const match = /^(\w+)\.(\w+)$/.exec(code);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { category: match[1], name: match[2] };
}

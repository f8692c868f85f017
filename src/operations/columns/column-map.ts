/**
 * The meaning of a sheet's columns in the API's terms: `"Max CPC"` is `cpc_bid`. It is used only to read
 * the user's headers: reports and corrections keep the user's words.
 *
 * A run keeps its map in its document, so that later rounds read its rows as the first one did.
 */
export interface ColumnMap {
  /** The name used in messages: a file's name, or the name of a built-in map. */
  readonly name: string;
  /** By `headerKey`. */
  readonly columns: Readonly<Record<string, ColumnRule>>;
  /** Fields with the text for rows whose own cell is empty or missing. */
  readonly constants: Readonly<Record<string, string>>;
  /** The entity of rows that do not name one: the first of these whose fields the row fills. */
  readonly about: readonly AboutRule[];
  /** Whether headers that are not listed are API fields, or are ignored. */
  readonly others: "fields" | "ignored";
  /** Texts that mean an empty cell, trimmed. */
  readonly blanks: readonly string[];
  /** The headers that a user's file names, by `headerKey`; left out in built-in maps. */
  readonly own?: Readonly<Record<string, OwnHeader>>;
}

/** A header as a user's map has it. */
export interface OwnHeader {
  readonly header: string;
  readonly line: number;
}

export type ColumnRule = FieldRule | IgnoredRule | OtherThingRule;

/** Translations of texts, by the text in lower case: to one value, or to several fields with their values. */
export type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A column that fills a field. */
export interface FieldRule {
  readonly kind: "field";
  /** Paths as written in headers; the first one that the row's entity has is used. */
  readonly fields: readonly string[];
  readonly values: Words;
  /** A cell lists several of the texts, with semicolons or commas between them. A field that one of them turns on is on. */
  readonly isList?: boolean;
  /** The column only holds the texts in `values`; if left out, other texts are values of the API. */
  readonly hasAllTexts?: boolean;
  /** The column has this meaning only beside one of these, which are `headerKey`s. */
  readonly beside?: readonly string[];
  /** If another column of the sheet fills the field, this one is ignored. */
  readonly givesWay?: boolean;
  /** Other fields, with the text that they get if the cell is filled. */
  readonly also: Readonly<Record<string, string>>;
  /** It is used for new resources only, and ignored on an update. */
  readonly createOnly: boolean;
}

/** A column that rowmend does not read. */
export interface IgnoredRule {
  readonly kind: "ignored";
  readonly reason: IgnoredReason;
}

/** A column that is filled only in rows about something that no map reads. Such a row is refused. */
export interface OtherThingRule {
  readonly kind: "foreign";
  /** Completes the sentence "The row holds …". */
  readonly what: string;
  /** Texts, in lower case, for which the row is read after all. */
  readonly except: readonly string[];
  /** Entities that such a row would be mistaken for. Rows about others may fill the column. */
  readonly mistakenFor: readonly string[];
  /** What to do about such a row. */
  readonly advice: string;
}

export type IgnoredReason =
  /** A metric, or a value that Google computes. */
  | "report"
  /** It could be changed, but not by a row of this sheet. */
  | "unsupported"
  /** The user's map says so. */
  | "asked";

export interface AboutRule {
  readonly entity: string;
  /** A field that ends in a dot stands for any field below it. */
  readonly filled: readonly string[];
}

/** The form in which maps compare headers: only letters and digits, in lower case, as in Google Ads Editor. */
export function headerKey(header: string): string {
  return header.toLowerCase().replace(/[\s_.-]+/g, "");
}

/** A rule for a column that fills one field with its text unchanged. */
export function fieldRule(
  fields: string | readonly string[],
  more: Partial<Omit<FieldRule, "kind" | "fields">> = {},
): FieldRule {
  return {
    kind: "field",
    fields: typeof fields === "string" ? [fields] : fields,
    values: {},
    also: {},
    createOnly: false,
    ...more,
  };
}

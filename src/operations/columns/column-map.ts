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
  /** Whether headers that are not listed are API fields, or can only be those of Google's own tools. */
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

export type ColumnRule = FieldRule | IgnoredRule | OtherThingRule | OriginalRule | UnreadRule;

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
  /** Texts, in lower case, that ask for nothing: tools write them into every row. */
  readonly idle?: readonly string[];
  /** A share that is written in percent: `400%` is 4. */
  readonly isPercent?: boolean;
  /** Pairs of names and values, written as `{_season}=winter {_size}=9`. */
  readonly isParameters?: boolean;
  /** An id that is unique below another one: the first of these fields that the row fills comes before it. */
  readonly below?: readonly string[];
  /** Fields of bid strategies: the one is used whose strategy the row chooses in another column. */
  readonly ofStrategy?: readonly string[];
  /** What a row holds in which this column has a text that is not in `values`: something that no map reads. */
  readonly otherwise?: string;
  /** A name, which is not an account id, may stand here if the account is known otherwise. */
  readonly mayBeName?: boolean;
}

/** A column that rowmend does not read. */
export interface IgnoredRule {
  readonly kind: "ignored";
  readonly reason: IgnoredReason;
  /** The field that it would fill if another column did not. */
  readonly field?: string;
}

/** A column that is filled only in rows about something that no map reads. Such a row is refused. */
export interface OtherThingRule {
  readonly kind: "foreign";
  /** Completes the sentence "The row holds …". */
  readonly what: string;
  /** Its entity in the API, for a sheet with API field names as headers; null if there is none. */
  readonly entity: string | null;
}

/** What an identifying cell was before it was changed. The row is read only if that is what it is now. */
export interface OriginalRule {
  readonly kind: "original";
  /** The `headerKey` of the column that has the present text. */
  readonly of: string;
}

/** A column that would change something and that rowmend does not carry out. It is never passed over. */
export interface UnreadRule {
  readonly kind: "unread";
  /** True for a setting of Google's tools; false if nothing is known about the column. */
  readonly isSetting: boolean;
  /** The sheet in which the setting can be changed, as a sentence; left out if there is none. */
  readonly elsewhere?: string;
  /** Texts, in lower case, that ask for nothing, whatever the row is about. */
  readonly idle: readonly string[];
  /** Texts, in lower case, that say what Google does anyway for something new. */
  readonly defaults: readonly string[];
}

/** Why a filled cell is not sent. */
export type IgnoredReason =
  /** A metric, or a state that Google computes. */
  | "report"
  /** It names something, and the row names it in another way too. */
  | "identity"
  /** It belongs to the campaign or ad group that the row is in. */
  | "context"
  /** It says what Google does anyway. */
  | "default"
  /** It cannot be changed any more once the resource exists. */
  | "fixed"
  /** A row that removes something only has to name it. */
  | "removal"
  /** A note that no tool sends. */
  | "note"
  /** The user's map or --ignore says so. */
  | "asked"
  /** Runs of earlier versions: it could be changed, but not by a row of this sheet. */
  | "unsupported";

export interface AboutRule {
  readonly entity: string;
  /** A field that ends in a dot stands for any field below it; one of several is enough where a list stands. */
  readonly filled: readonly (string | readonly string[])[];
}

/** What the row is about, in the words of a sheet: `keyword`, `negative keyword`. */
export const ROW_KIND = "(kind)";

/** Where it belongs: `account`, `campaign` or `ad group`. */
export const LEVEL = "(level)";

/** Whether a field only says what a row is about, and is not one of the API's. */
export function isAboutRow(field: string): boolean {
  return field === ROW_KIND || field === LEVEL;
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

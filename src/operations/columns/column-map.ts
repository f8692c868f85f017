/**
 * What the columns of a sheet are in the API's terms: `"Max CPC"` is `cpc_bid`. It stands between the
 * user's headers and the fields, and nowhere else: reports and corrections keep the user's words.
 *
 * A run keeps its map in its document, so that later rounds read its rows as the first one did.
 */
export interface ColumnMap {
  /** What messages call it: a file's name, or that of a built-in map. */
  readonly name: string;
  /** By `headerKey`. */
  readonly columns: Readonly<Record<string, ColumnRule>>;
  /** Fields with the text that each row has in them whose own cell is empty or missing. */
  readonly constants: Readonly<Record<string, string>>;
  /** What a row is about that does not say so: the first of these whose fields it fills. */
  readonly about: readonly AboutRule[];
  /** Headers that are not listed are fields as they stand, or belong to nothing that can be changed. */
  readonly others: "fields" | "ignored";
  /** Texts that stand for an empty cell, trimmed. */
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

/** A column that fills a field. */
export interface FieldRule {
  readonly kind: "field";
  /** Paths as headers have them; the first that the row's entity has. */
  readonly fields: readonly string[];
  /** What other texts are written as, by the text in lower case: a value, or several fields with theirs. */
  readonly values: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** No other texts stand in such a column; left out, others are written as the API has them. */
  readonly hasAllTexts?: boolean;
  /** Another column of the sheet that fills the field has the better right to it, and this one is ignored. */
  readonly givesWay?: boolean;
  /** Further fields with the text that they get when the cell is filled. */
  readonly also: Readonly<Record<string, string>>;
  /** It says something about new resources only; on an update it is there for its reader. */
  readonly createOnly: boolean;
  /** Quotation marks or brackets around the text are left out, as in `[exact]` and `"phrase"`. */
  readonly isKeyword: boolean;
}

/** A column that is read by people only. */
export interface IgnoredRule {
  readonly kind: "ignored";
  readonly reason: IgnoredReason;
}

/** A column that only rows fill which are about something that no map reads: such a row is refused. */
export interface OtherThingRule {
  readonly kind: "foreign";
  /** As it reads after "The row holds". */
  readonly what: string;
  /** Texts, in lower case, that belong to what is read after all. */
  readonly except: readonly string[];
  /** Entities that its row seems to be about by the other cells. Rows about others may fill the column. */
  readonly mistakenFor: readonly string[];
  /** What to do about such a row. */
  readonly advice: string;
}

export type IgnoredReason =
  /** Google counts or computes it. */
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

/** A header as maps compare it: letters and digits only count, as Google Ads Editor has it, and no case. */
export function headerKey(header: string): string {
  return header.toLowerCase().replace(/[\s_.-]+/g, "");
}

/** A rule for a column that fills one field just as it stands. */
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
    isKeyword: false,
    ...more,
  };
}

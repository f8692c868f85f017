import { type MarkedKeyword, readMarks } from "../cells/keyword-marks.ts";
import { normalHeader } from "../fields/header.ts";
import { entityNumbers } from "../schema/entity.ts";
import {
  type ColumnMap,
  type ColumnRule,
  fieldRule,
  type FieldRule,
  headerKey,
  type IgnoredReason,
  type OtherThingRule,
  type Words,
} from "./column-map.ts";

/** A column that rows are read by: one of the user's, or one that a map adds after them. */
export interface SeenColumn {
  /** Paths that it may fill; the first one that the row's entity has is used. Null if it is ignored. */
  readonly fields: readonly string[] | null;
  /** It names its entity (`campaign.status`), and does not apply to rows about other entities. */
  readonly isContext: boolean;
  /** For new resources only. */
  readonly createOnly: boolean;
  /** If it is filled, the row is about something that no map reads. */
  readonly isOtherThing?: boolean;
  /** Index of the user's column, or null if it has none. */
  readonly source: number | null;
  /** The texts that a map translates in this column, one for each meaning. */
  readonly known?: readonly string[];
  /** Its tool writes no other texts in it. */
  readonly hasAllTexts?: boolean;
  /** It holds what the marks of a keyword say, as in `[exact]`. */
  readonly isMark?: boolean;
}

/** The way in which a sheet's rows are read. */
export interface ColumnView {
  readonly columns: readonly SeenColumn[];
  /** The cells of a row, by column of the view. */
  see(cells: readonly string[]): readonly string[];
  /** Columns that are not read. */
  readonly ignored: readonly IgnoredColumn[];
  /** Cells showing that a row, which looks like that entity, is about something that no map reads. */
  otherThingsIn(cells: readonly string[], entity: string | null): readonly OtherThingCell[];
}

export interface OtherThingCell {
  /** Index of the user's column. */
  readonly column: number;
  readonly rule: OtherThingRule;
}

export interface IgnoredColumn {
  readonly header: string;
  readonly reason: IgnoredReason;
}

/** Applies a map to headers. Without a map, headers are field names and cells are read unchanged. */
export function viewOf(
  headers: readonly string[],
  map: ColumnMap | null,
  isEntityGiven: boolean,
): ColumnView {
  if (map === null) return plainView(headers);
  const rules = withoutSecondChoices(beside(headers, (header) => ruleFor(header, map)));
  const columns: SeenColumn[] = rules.map((rule, source) => seen(rule, source));
  const derived: ((cells: readonly string[], seen: readonly string[]) => string)[] = [];
  const add = (
    column: SeenColumn,
    text: (cells: readonly string[], seen: readonly string[]) => string,
  ): void => {
    columns.push(column);
    derived.push(text);
  };

  for (const [source, rule] of rules.entries()) {
    if (rule.kind !== "field") continue;
    if (rule.fields.some(isKeywordText)) {
      for (const mark of MARKS) {
        add({ ...mark.column, source }, (cells) =>
          mark.textOf(readMarks(isBlank(cells[source], map) ? "" : (cells[source] ?? ""))),
        );
      }
    }
    for (const field of furtherFields(rule)) {
      add(
        { fields: [field], isContext: namesEntity(field), createOnly: rule.createOnly, source },
        (cells) => furtherText(rule, field, cells[source] ?? "", map),
      );
    }
  }
  for (const [field, text] of Object.entries(map.constants)) {
    const own = columns.flatMap((column, at) => (column.fields?.includes(field) ? [at] : []));
    add(
      { fields: [field], isContext: namesEntity(field), createOnly: false, source: null },
      (_, row) => (own.some((at) => isFilled(row[at])) ? "" : text),
    );
  }
  const entityColumn = columns.findIndex((column) => column.fields?.[0] === "entity");
  if (map.about.length > 0 && !isEntityGiven) {
    const tests = map.about.map(({ entity, filled }) => ({
      entity,
      filled: filled.map((field) => columnsOf(columns, field)),
    }));
    add({ fields: ["entity"], isContext: false, createOnly: false, source: null }, (_, row) => {
      if (isFilled(row[entityColumn])) return "";
      const found = tests.find(({ filled }) =>
        filled.every((some) => some.some((at) => isFilled(row[at]))),
      );
      return found?.entity ?? "";
    });
  }

  const others = rules.flatMap((rule, column) =>
    rule.kind === "foreign" ? [{ column, rule }] : [],
  );

  return {
    columns,
    otherThingsIn(cells, entity) {
      const found = others.filter(({ column, rule }) =>
        isOtherThing(rule, cells[column] ?? "", entity, map),
      );
      // The first cell of each thing is enough: a location has a name and an id.
      return found.filter(
        ({ rule: { what } }, at) => found.findIndex(({ rule }) => rule.what === what) === at,
      );
    },
    see(cells) {
      const row = rules.map((rule, column) => ownText(rule, cells[column] ?? "", map));
      for (const text of derived) row.push(text(cells, row));
      return row;
    },
    ignored: rules.flatMap((rule, column) =>
      rule.kind === "ignored" && (headers[column] ?? "").trim() !== ""
        ? [{ header: headers[column] ?? "", reason: rule.reason }]
        : [],
    ),
  };
}

/** The rules of headers, without those of columns that mean something only beside others. */
function beside(
  headers: readonly string[],
  ruleOf: (header: string) => ColumnRule,
): readonly ColumnRule[] {
  const there = new Set(headers.map(headerKey));
  return headers.map((header) => {
    const rule = ruleOf(header);
    const isAlone =
      rule.kind === "field" &&
      rule.beside !== undefined &&
      !rule.beside.some((key) => there.has(key));
    return isAlone ? { kind: "ignored", reason: "unsupported" } : rule;
  });
}

/** Ignores columns whose field another column fills with priority (see `givesWay`). */
function withoutSecondChoices(rules: readonly ColumnRule[]): readonly ColumnRule[] {
  const taken = new Set(
    rules.map((rule) => (rule.kind === "field" && rule.givesWay !== true ? rule.fields[0] : null)),
  );
  return rules.map((rule) =>
    rule.kind === "field" && rule.givesWay === true && taken.has(rule.fields[0])
      ? { kind: "ignored", reason: "unsupported" }
      : rule,
  );
}

/** The rule of a map for a header. */
export function ruleFor(header: string, map: ColumnMap): ColumnRule {
  const key = headerKey(header);
  const rule = Object.hasOwn(map.columns, key) ? map.columns[key] : undefined;
  // `campaign_budget` is the API field, even if "Campaign budget" has another meaning in Google's tools.
  const isField =
    rule !== undefined && rule.kind !== "field" && isApiName(header) && entityNumbers().has(header);
  if (rule !== undefined && !isField) return rule;
  return map.others === "fields" || isApiName(header)
    ? fieldRule(header)
    : { kind: "ignored", reason: "unsupported" };
}

/** Headers that a user's map assigns a field, but the sheet does not have: often one of the two is misspelled. */
export function absentHeaders(map: ColumnMap, headers: readonly string[]): readonly string[] {
  const there = new Set(headers.map(headerKey));
  return Object.entries(map.own ?? {}).flatMap(([key, { header }]) =>
    there.has(key) || map.columns[key]?.kind !== "field" ? [] : [header],
  );
}

/** Whether a header is written in the form of the API or rowmend: `ad_group`, `keyword.text`, `entity`. */
export function isApiName(header: string): boolean {
  const text = header.trim();
  return /^[a-z][a-z\d]*([._[\]]+[a-z\d]+)+\]?$/i.test(text) || /^(entity|operation)$/i.test(text);
}

/** What the marks of a keyword fill, if nothing else of the row does. */
const MARKS: readonly {
  readonly column: Omit<SeenColumn, "source">;
  readonly textOf: (keyword: MarkedKeyword) => string;
}[] = [
  {
    column: { fields: ["keyword.match_type"], isContext: true, createOnly: false, isMark: true },
    textOf: ({ matchType }) => matchType ?? "",
  },
  {
    column: { fields: ["negative"], isContext: true, createOnly: false, isMark: true },
    textOf: ({ isNegative }) => (isNegative ? "true" : ""),
  },
];

function isKeywordText(field: string): boolean {
  return /(?:^|\.)keyword\.text$/.test(normalHeader(field));
}

function plainView(headers: readonly string[]): ColumnView {
  const keyword = headers.findIndex(isKeywordText);
  const columns: readonly SeenColumn[] = headers.map((header, source) => ({
    fields: [header],
    isContext: false,
    createOnly: false,
    source,
  }));
  return {
    columns:
      keyword === -1
        ? columns
        : [...columns, ...MARKS.map(({ column }) => ({ ...column, source: keyword }))],
    see(cells) {
      const cell = keyword === -1 ? "" : (cells[keyword] ?? "");
      const marked = readMarks(cell);
      if (marked.matchType === null && !marked.isNegative) {
        return keyword === -1 || cells.length <= headers.length
          ? cells
          : cells.slice(0, headers.length);
      }
      return [
        ...headers.map((_, column) => (column === keyword ? marked.text : (cells[column] ?? ""))),
        ...MARKS.map(({ textOf }) => textOf(marked)),
      ];
    },
    ignored: [],
    otherThingsIn: () => [],
  };
}

function seen(rule: ColumnRule, source: number): SeenColumn {
  return rule.kind !== "field"
    ? {
        fields: null,
        isContext: true,
        createOnly: false,
        isOtherThing: rule.kind === "foreign",
        source,
      }
    : {
        fields: rule.fields,
        isContext: rule.fields.every(namesEntity),
        createOnly: rule.createOnly,
        source,
        known: oneForEachMeaning(rule.values),
        hasAllTexts: rule.hasAllTexts ?? false,
      };
}

/** The first text of each value, since several spellings have the same meaning. */
function oneForEachMeaning(values: Words): readonly string[] {
  const texts = new Map<string, string>();
  for (const [text, value] of Object.entries(values)) {
    const meaning = JSON.stringify(value);
    if (!texts.has(meaning)) texts.set(meaning, text);
  }
  return [...texts.values()];
}

/** Whether a path begins with the entity that it belongs to, as in `campaign.status`. */
export function namesEntity(field: string): boolean {
  return entityNumbers().has(field.split(".")[0] ?? "") && field.includes(".");
}

function columnsOf(columns: readonly SeenColumn[], field: string): readonly number[] {
  const isMeant = (name: string): boolean =>
    field.endsWith(".") ? name.startsWith(field) : name === field;
  return columns.flatMap((column, at) => (column.fields?.some(isMeant) ? [at] : []));
}

function isBlank(cell: string | undefined, map: ColumnMap): boolean {
  return cell === undefined || map.blanks.includes(cell.trim());
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}

function furtherFields({ values, also }: FieldRule): readonly string[] {
  const inValues = Object.values(values).flatMap((value) =>
    typeof value === "string" ? [] : Object.keys(value),
  );
  return [...new Set([...Object.keys(also), ...inValues])];
}

function furtherText(rule: FieldRule, field: string, cell: string, map: ColumnMap): string {
  const text = cell.trim();
  if (text === "" || map.blanks.includes(text)) return "";
  const value = valueFor(rule, text);
  const translated = typeof value === "object" ? value[field] : undefined;
  return translated ?? rule.also[field] ?? "";
}

function ownText(rule: ColumnRule, cell: string, map: ColumnMap): string {
  if (rule.kind !== "field") return "";
  const text = cell.trim();
  if (map.blanks.includes(text)) return "";
  const value = valueFor(rule, text);
  if (typeof value === "object") return "";
  if (value !== undefined) return value;
  return rule.fields.some(isKeywordText) ? readMarks(cell).text : cell;
}

function isOtherThing(
  { except, mistakenFor }: OtherThingRule,
  cell: string,
  entity: string | null,
  map: ColumnMap,
): boolean {
  const text = cell.trim();
  if (text === "" || map.blanks.includes(text) || except.includes(text.toLowerCase())) return false;
  return entity === null || mistakenFor.includes(entity);
}

function valueFor({ values, isList }: FieldRule, text: string): Words[string] | undefined {
  const key = text.toLowerCase().replace(/\s+/g, " ");
  if (Object.hasOwn(values, key)) return values[key];
  return isList === true ? listed(values, key.split(/[;,]/)) : undefined;
}

/** What several words mean together; undefined if one of them is not known. */
function listed(values: Words, words: readonly string[]): Words[string] | undefined {
  const all: Record<string, string> = {};
  for (const word of words.map((part) => part.trim())) {
    const meaning = Object.hasOwn(values, word) ? values[word] : undefined;
    if (typeof meaning !== "object") return undefined;
    for (const [field, text] of Object.entries(meaning))
      if (all[field] !== "true") all[field] = text;
  }
  return all;
}

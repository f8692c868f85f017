import { customerIdOf } from "../../api/customer-id.ts";
import { type MarkedKeyword, readMarks } from "../cells/keyword-marks.ts";
import { normalHeader, type RowDefaults } from "../fields/header.ts";
import { entityNumbers } from "../schema/entity.ts";
import {
  type ColumnMap,
  type ColumnRule,
  fieldRule,
  type FieldRule,
  headerKey,
  LEVEL,
  ROW_KIND,
  type Words,
} from "./column-map.ts";
import { jsonOfParameters } from "./custom-parameters.ts";
import { otherThingColumn } from "./other-things.ts";
import { fractionOf } from "./percent.ts";
import { entityOfKind } from "./row-kind.ts";
import { isStatistic } from "./statistics.ts";
import { unreadColumn } from "./unread-settings.ts";

/** A column that rows are read by: one of the user's, or one that a map adds after them. */
export interface SeenColumn {
  /** Paths that it may fill; the first one that the row's entity has is used. Null if it is not read. */
  readonly fields: readonly string[] | null;
  /** It names its entity (`campaign.status`), and does not apply to rows about other entities. */
  readonly isContext: boolean;
  /** For new resources only. */
  readonly createOnly: boolean;
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
  /** What each of the user's columns is. */
  readonly rules: readonly ColumnRule[];
  /** Whether the headers are those of Google's own tools, which export whatever an account has. */
  readonly isExport: boolean;
  /** The cells of a row, by column of the view. */
  see(cells: readonly string[]): readonly string[];
  /** Whether one of the user's cells says something. */
  says(cells: readonly string[], column: number): boolean;
}

/** What is known about the rows apart from their cells. */
export type ViewDefaults = Pick<RowDefaults, "entity" | "customerId" | "decimalComma" | "ignore">;

/** Applies a map to headers. Without a map, headers are field names and cells are read unchanged. */
export function viewOf(
  headers: readonly string[],
  map: ColumnMap | null,
  defaults: ViewDefaults,
): ColumnView {
  const ignored = new Set((defaults.ignore ?? []).map(headerKey));
  const ruleOf = (header: string): ColumnRule =>
    ignored.has(headerKey(header))
      ? { kind: "ignored", reason: "asked" }
      : map === null
        ? fieldRule(header)
        : ruleFor(header, map);
  const rules = withoutSecondChoices(beside(headers, ruleOf));
  if (map === null) return plainView(headers, rules);
  const columns: SeenColumn[] = rules.map((rule, source) => seen(rule, source));
  const derived: ((cells: readonly string[], seen: readonly string[]) => string)[] = [];
  const add = (
    column: SeenColumn,
    text: (cells: readonly string[], seen: readonly string[]) => string,
  ): void => {
    columns.push(column);
    derived.push(text);
  };
  const own = (column: number, cells: readonly string[]): string =>
    ownText(rules[column], cells[column] ?? "", map, defaults);

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
  const strategies = columns.flatMap(({ fields }, at) =>
    fields?.length === 1 && /^campaign\.\w+$/.test(fields[0] ?? "") ? [at] : [],
  );
  const figures: { readonly column: number; readonly strategy: number }[] = [];
  for (const [source, rule] of rules.entries()) {
    if (rule.kind !== "field") continue;
    for (const field of rule.ofStrategy ?? []) {
      const message = field.slice(0, field.lastIndexOf("."));
      for (const strategy of strategies.filter((at) => columns[at]?.fields?.[0] === message)) {
        figures.push({ column: columns.length, strategy });
        add({ fields: [field], isContext: true, createOnly: false, source }, (cells, row) =>
          isFilled(row[strategy]) ? own(source, cells) : "",
        );
      }
    }
  }
  const ids = rules.flatMap((rule, column) =>
    rule.kind === "field" && rule.below !== undefined
      ? [{ column, above: rule.below.map((field) => columnsOf(columns, field)) }]
      : [],
  );
  for (const [field, text] of Object.entries(map.constants)) {
    const others = columns.flatMap((column, at) => (column.fields?.includes(field) ? [at] : []));
    add(
      { fields: [field], isContext: namesEntity(field), createOnly: false, source: null },
      (_, row) => (others.some((at) => isFilled(row[at])) ? "" : text),
    );
  }
  if (map.about.length > 0 && defaults.entity === null) {
    add(
      { fields: ["entity"], isContext: false, createOnly: false, source: null },
      aboutText(columns, map, new Set(ids.map(({ column }) => column))),
    );
  }

  return {
    columns,
    rules,
    isExport: map.others !== "fields",
    see(cells) {
      const row = rules.map((rule, column) => (isFigure(rule) ? "" : own(column, cells)));
      for (const { column, above } of ids) row[column] = idBelow(row, column, above);
      for (const text of derived) row.push(text(cells, row));
      // A strategy with a figure is sent as its figure.
      for (const { column, strategy } of figures) if (isFilled(row[column])) row[strategy] = "";
      return row;
    },
    says(cells, column) {
      const text = (cells[column] ?? "").trim();
      return text !== "" && !map.blanks.includes(text);
    },
  };
}

/** Whether a column means nothing without the bid strategy that another one chooses: alone, it would choose one. */
function isFigure(rule: ColumnRule): boolean {
  return rule.kind === "field" && rule.ofStrategy?.includes(rule.fields[0] ?? "") === true;
}

/** An id together with the one that it is unique below; empty if the row does not give that. */
function idBelow(
  row: readonly string[],
  column: number,
  above: readonly (readonly number[])[],
): string {
  const id = (row[column] ?? "").trim();
  if (id === "" || /[~/]/.test(id)) return id;
  const [parent] = above.flatMap((some) =>
    some.map((at) => (row[at] ?? "").trim()).filter(isFilled),
  );
  return parent === undefined ? "" : `${parent}~${id}`;
}

/**
 * The entity of a row that does not name it: from its kind, or from what it fills.
 * @param ids columns of ids that are unique below another one. A row that fills one is about what has the id,
 *   even if nothing can be found by it.
 */
function aboutText(
  columns: readonly SeenColumn[],
  map: ColumnMap,
  ids: ReadonlySet<number>,
): (cells: readonly string[], row: readonly string[]) => string {
  const filling = (field: string | readonly string[]): readonly number[] =>
    [field].flat().flatMap((one) => columnsOf(columns, one));
  const tests = map.about.map(({ entity, filled }) => ({ entity, filled: filled.map(filling) }));
  const kinds = columnsOf(columns, ROW_KIND);
  const levels = columnsOf(columns, LEVEL);
  const negatives = columnsOf(columns, "negative");
  const groups = filling(["ad_group.name", "ad_group.resource_name", "ad_group"]);
  return (cells, row) => {
    const isAny = (some: readonly number[]): boolean =>
      some.some((at) => isFilled(row[at]) || (ids.has(at) && isGiven(cells[at], map)));
    const kind = kinds.map((at) => row[at] ?? "").find(isFilled);
    if (kind !== undefined) {
      const isInGroup = isAny(groups) || levels.some((at) => row[at] === "ad group");
      return entityOfKind(kind, isInGroup, isAny(negatives)) ?? "";
    }
    return tests.find(({ filled }) => filled.every(isAny))?.entity ?? "";
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
    return isAlone ? (otherThingColumn(header) ?? unreadColumn(header)) : rule;
  });
}

/** Ignores columns whose field another column fills with priority (see `givesWay`). */
function withoutSecondChoices(rules: readonly ColumnRule[]): readonly ColumnRule[] {
  const taken = new Set(
    rules.map((rule) => (rule.kind === "field" && rule.givesWay !== true ? rule.fields[0] : null)),
  );
  return rules.map((rule) =>
    rule.kind === "field" && rule.givesWay === true && taken.has(rule.fields[0])
      ? { kind: "ignored", reason: "identity", field: rule.fields[0] ?? "" }
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
  if (map.others === "fields" || isApiName(header)) return fieldRule(header);
  const original = /^(.+)#original$/.exec(key)?.[1];
  if (original !== undefined) return originalRule(original, map);
  if (isStatistic(header)) return { kind: "ignored", reason: "report" };
  return otherThingColumn(header) ?? unreadColumn(header);
}

/** What a cell was before it was changed in Google Ads Editor, which finds the row by it. */
function originalRule(key: string, map: ColumnMap): ColumnRule {
  const rule = map.columns[key];
  const isIdentity = rule?.kind === "field" && rule.fields.some((field) => IDENTIFYING.has(field));
  return isIdentity ? { kind: "original", of: key } : { kind: "ignored", reason: "note" };
}

const IDENTIFYING: ReadonlySet<string> = new Set([
  "campaign.name",
  "ad_group.name",
  "keyword.text",
  "keyword.match_type",
]);

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

function plainView(headers: readonly string[], rules: readonly ColumnRule[]): ColumnView {
  const keyword = rules.findIndex(
    (rule) => rule.kind === "field" && rule.fields.some(isKeywordText),
  );
  const columns: readonly SeenColumn[] = rules.map((rule, source) => ({
    fields: rule.kind === "field" ? rule.fields : null,
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
    rules,
    isExport: false,
    says: (cells, column) => isFilled(cells[column]),
  };
}

function seen(rule: ColumnRule, source: number): SeenColumn {
  return rule.kind !== "field"
    ? {
        fields: null,
        isContext: true,
        createOnly: false,
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

/**
 * The first text of each value, since several spellings have the same meaning. A status of removal is not
 * offered: a row with it is left out, and nothing is removed.
 */
function oneForEachMeaning(values: Words): readonly string[] {
  const texts = new Map<string, string>();
  for (const [text, value] of Object.entries(values)) {
    if (value === "REMOVED") continue;
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

function isGiven(cell: string | undefined, map: ColumnMap): boolean {
  return isFilled(cell) && !isBlank(cell, map);
}

function furtherFields({ values, also }: FieldRule): readonly string[] {
  const inValues = Object.values(values).flatMap((value) =>
    typeof value === "string" ? [] : Object.keys(value),
  );
  return [...new Set([...Object.keys(also), ...inValues])];
}

function furtherText(rule: FieldRule, field: string, cell: string, map: ColumnMap): string {
  const text = cell.trim();
  if (text === "" || map.blanks.includes(text) || isIdle(rule, text)) return "";
  const value = valueFor(rule, text);
  const translated = typeof value === "object" ? value[field] : undefined;
  return translated ?? rule.also[field] ?? "";
}

function ownText(
  rule: ColumnRule | undefined,
  cell: string,
  map: ColumnMap,
  { customerId, decimalComma }: ViewDefaults,
): string {
  if (rule?.kind !== "field") return "";
  const text = cell.trim();
  if (map.blanks.includes(text) || isIdle(rule, text)) return "";
  const value = valueFor(rule, text);
  if (typeof value === "object") return "";
  if (value !== undefined) return value;
  if (rule.mayBeName === true && customerId !== null && isAccountName(text)) return "";
  if (rule.isPercent === true) return fractionOf(text, decimalComma === true) ?? cell;
  if (rule.isParameters === true) return jsonOfParameters(text) ?? cell;
  return rule.fields.some(isKeywordText) ? readMarks(cell).text : cell;
}

/** Whether a text asks for nothing in that column. */
export function isIdle({ idle }: Pick<FieldRule, "idle">, text: string): boolean {
  return idle?.includes(text.trim().toLowerCase()) === true;
}

/** An id that lacks a digit is not a name. */
function isAccountName(text: string): boolean {
  return /\p{L}/u.test(text) && customerIdOf(text) === null;
}

function valueFor({ values, isList }: FieldRule, text: string): Words[string] | undefined {
  const written = text.toLowerCase().replace(/\s+/g, " ");
  if (Object.hasOwn(values, written)) return values[written];
  const key = written.replaceAll("_", " ");
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

import { customerIdOf } from "../api/customer-id.ts";
import type { PathElement } from "../failure/failure.ts";
import { type Fault, quoted } from "./cells/fault.ts";
import { type ColumnUse, columnUse } from "./column-use.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import { isAmong, kindOfEntity, type RowKind } from "./columns/row-kind.ts";
import { type ColumnView, type SeenColumn, viewOf } from "./columns/view.ts";
import { NEEDS_FIGURE } from "./columns/words/bid-strategies.ts";
import { encode } from "./encode.ts";
import type { Exemptions } from "./exemption-fields.ts";
import { leafNamed, leavesOf } from "./fields/field-kind.ts";
import { columnOf, columnsFor } from "./fields/find-column.ts";
import type { RowDefaults } from "./fields/header.ts";
import type { Layout } from "./fields/layout.ts";
import { nameColumn, tieByName } from "./natural-name.ts";
import { anyKind, kindsOf, type RowKinds } from "./subject-kinds.ts";
import { isBlank, RowDraft, type Sought } from "./row-draft.ts";
import { removedRows } from "./removed-row.ts";
import { extraCells, formulaErrors, otherAccountFault } from "./row-fault.ts";
import { type PassedCell, rowReader } from "./row-reading.ts";
import { readSought } from "./sought-name.ts";
import { type Subject, subjectsOf } from "./row-subject.ts";
import type { Verb } from "./schema/entity.ts";
import type { RowShape } from "./shapes/row-shape.ts";
import { nearest } from "./schema/suggestion.ts";

export type { Exemptions } from "./exemption-fields.ts";

export type { RowDefaults } from "./fields/header.ts";

/** A row that can be sent. */
export interface Operation {
  readonly kind: "operation";
  readonly customerId: string;
  readonly entity: string;
  readonly verb: Verb;
  /** The encoded `MutateOperation`. */
  readonly bytes: Uint8Array;
  /** The temporary resource name that the row gives to what it creates, or null. */
  readonly defines: string | null;
  /** The temporary resource names that the row refers to, and placeholders for resources named in other ways. */
  readonly uses: readonly string[];
  /** The placeholders, with their columns. */
  readonly sought: readonly Sought[];
  /** Filled cells that are not sent, because they have no consequence. */
  readonly passed: readonly PassedCell[];
  /** What it has in common with other rows of the sheet; null if that is not known. */
  readonly shape: RowShape | null;
}

/** A row that cannot be sent, with everything that is wrong with it. */
export interface Refusal {
  readonly kind: "refusal";
  /** Null if the row does not name a valid account. */
  readonly customerId: string | null;
  /** As for an operation: other rows may refer to what this one would have created. */
  readonly defines: string | null;
  readonly faults: readonly Fault[];
  readonly passed: readonly PassedCell[];
  /** Filled columns that rows like this do not carry out; each has a fault. */
  readonly unread: readonly number[];
  /** What the cells without faults ask for, encoded as in an operation; null if that cannot be told. */
  readonly partial: Uint8Array | null;
}

/** A row that is left out: it is not of the kinds that are taken, or lists something that is gone. */
export interface LeftOut {
  readonly kind: "left-out";
  readonly customerId: string | null;
  readonly why: "only" | "removed";
  /** What the row is about: `keyword`, `a location`. */
  readonly what: string;
}

/** Turns the rows of one sheet into operations, and finds the columns that errors refer to. */
export interface Builder {
  /**
   * `names` maps temporary resource names to real ones; `exemptions` are the policies to ask an exemption
   * from.
   */
  build(
    cells: readonly string[],
    names?: ReadonlyMap<string, string>,
    exemptions?: Exemptions | null,
  ): Operation | Refusal | LeftOut;
  /** Whether a column is a field of the entity of some row that was built. */
  reads(column: number): boolean;
  /** How the columns lie in the entity that this row is about; null if the row names none. */
  layoutOf(cells: readonly string[]): Layout | null;
  /** What this row is about, if it creates or changes something; null if it removes something. */
  kindsOf(cells: readonly string[]): RowKinds | null;
  /** How this row uses the cell of one of the user's columns. */
  useOf(cells: readonly string[], column: number): ColumnUse["kind"];
  /** Index of the column that fills a field of the row's resource, or of the nearest one; null if there is none. */
  columnOf(cells: readonly string[], path: readonly PathElement[]): number | null;
  /** Whether the sheet has a column for a field of the row's resource, filled or not. */
  hasColumn(cells: readonly string[], path: readonly PathElement[]): boolean;
}

/**
 * Builds for a sheet with these headers, verbatim. Layouts are worked out once per entity.
 * @param map what the columns are; null if the headers are the fields themselves.
 */
export function builderOf(
  headers: readonly string[],
  defaults: RowDefaults,
  map: ColumnMap | null = null,
): Builder {
  const view = viewOf(headers, map, defaults);
  const subjects = subjectsOf(view.columns, defaults);
  const read = rowReader(view, headers);
  const removed = removedRows(view, headers);
  const otherAccounts = view.rules.flatMap((rule, column) =>
    rule.kind === "ignored" && rule.field === "customer_id" ? [column] : [],
  );
  const known = new Map<string, Layout>();
  const sourceOf = (column: number | null): number | null =>
    column === null ? null : (view.columns[column]?.source ?? null);
  // A column that a map or a mark in another cell adds is not the user's.
  const isOwn = (column: number): boolean =>
    sourceOf(column) !== null && view.columns[column]?.isMark !== true;
  const isAdded = (column: number): boolean => sourceOf(column) === null;
  const ofUsers = (fault: Fault, given: readonly string[]): Fault => {
    const column = sourceOf(fault.column);
    const seen = fault.column === null ? undefined : view.columns[fault.column];
    const cell = column === null ? "" : (given[column] ?? "");
    const { fieldPath, message } = fault;
    // The user knows the field by the header, which may be `amount` for `amount_micros`, or a word of a map.
    const isOfField = column !== null && fieldPath !== "" && message.startsWith(`${fieldPath} `);
    const named = isOfField
      ? { ...fault, message: `${headers[column]?.trim()}${message.slice(fieldPath.length)}` }
      : fault;
    return { ...inWords(named, seen, cell), column };
  };
  const rowOf = lastOnly((cells: readonly string[]) => {
    const seen = view.see(cells);
    const subject = subjects(seen);
    return { seen, subject, layout: layoutFor(subject, seen) };
  });
  const newOnly = view.columns.flatMap(({ createOnly }, column) => (createOnly ? [column] : []));
  return {
    layoutOf: (cells) => rowOf(cells).layout,
    kindsOf(cells) {
      const { seen, subject, layout } = rowOf(cells);
      if (subject.verb === "remove") return null;
      return layout === null ? anyKind : kindsOf(layout, seen);
    },
    useOf(cells, column) {
      const { verb, layout } = rowOf(cells).subject;
      if (layout === null) return "read";
      const leaf = leavesOf(layout.root).find((one) => one.column === column);
      return leaf?.behaviors.has("OUTPUT_ONLY") === true
        ? "unread"
        : columnUse(view, layout, verb ?? "create", column, headers[column] ?? "").kind;
    },
    columnOf(cells, path) {
      const { seen, layout } = rowOf(cells);
      if (layout === null) return null;
      const column = columnOf(layout, seen, path) ?? referringColumn(layout, path);
      const isUnmarked = column !== null && view.columns[column]?.isMark && isBlank(seen[column]);
      return isUnmarked === true ? null : sourceOf(column);
    },
    hasColumn(cells, path) {
      const { layout } = rowOf(cells);
      if (layout === null) return false;
      return columnsFor(layout, path).some(isOwn) || referringColumn(layout, path) !== null;
    },
    reads: (column) =>
      view.isExport
        ? view.rules[column]?.kind === "field"
        : [...known.values()].some(
            (layout) => !layout.unknown.some((one) => one.column === column),
          ),
    build(given, names = NO_NAMES, exemptions = null) {
      let cells = view.see(given);
      const subject = subjects(cells);
      const { customerId, verb } = subject;
      const { only } = defaults;
      const reading = read(given, cells, subject.layout, verb ?? "create");
      const kindNow = (): RowKind | null =>
        kindOfRow(layoutFor(subject, cells), cells, reading.otherThing);
      const kind = only === undefined ? null : kindNow();
      if (only !== undefined && kind !== null && !isAmong(kind, only))
        return { kind: "left-out", customerId, why: "only", what: kind.name };
      const gone = removed(given, cells, subject);
      if (gone.kind === "gone")
        return { kind: "left-out", customerId, why: "removed", what: kindNow()?.name ?? "" };
      if (verb !== "create") cells = emptied(cells, newOnly);
      // What a strategy lacks has its fault already.
      if (cells.includes(NEEDS_FIGURE))
        cells = cells.map((cell) => (cell === NEEDS_FIGURE ? "" : cell));
      const layout = layoutFor(subject, cells);
      const parents = verb === "update" ? parentIds(view, layout, cells) : [];
      cells = emptied(cells, parents);
      const { unread } = reading;
      const passed = [
        ...reading.passed,
        ...parents.map((column): PassedCell => ({ column, reason: "identity" })),
      ];
      const refused = (
        reasons: readonly Fault[],
        defines: string | null = null,
        partial: Uint8Array | null = null,
      ): Refusal => ({
        kind: "refusal",
        customerId,
        defines,
        faults: reasons.map((fault) => ofUsers(fault, given)),
        passed,
        unread,
        partial,
      });
      if (reading.otherThing !== null) return refused(reading.faults);
      const broken = formulaErrors(given, (column) => view.columns[column]?.fields != null);
      if (broken.length > 0) return refused(broken);
      if (layout !== null) known.set(layout.entity.name, layout);
      const faults = [
        ...subject.faults,
        ...extraCells(given, headers.length),
        ...reading.faults,
        ...(gone.kind === "fault" ? [gone.fault] : []),
      ];
      const contrary = otherAccounts.find((column) => {
        const id = customerIdOf(given[column] ?? "");
        return id !== null && id !== customerId;
      });
      if (contrary !== undefined) faults.push(otherAccountFault(contrary));
      if (layout === null || verb === null) return refused(faults);
      const filled = new RowDraft(
        cells,
        layout.entity.name,
        verb,
        customerId ?? "",
        names,
        faults,
        defaults.decimalComma ?? false,
      );
      if (defaults.entity === null) tieByName(layout, filled);
      const cellText = (column: number): string => {
        const source = sourceOf(column);
        return source === null
          ? `the map's ${quoted(cells[column] ?? "")}`
          : `${headers[source]?.trim()} ${quoted(given[source] ?? "")}`;
      };
      const contradiction = markedNegative(layout, view.columns, cells, cellText);
      if (contradiction !== null) faults.push(contradiction);
      const bytes = encode(layout, verb, filled, exemptions, cellText, isAdded);
      const { defines, uses } = filled;
      if (faults.length > 0 || customerId === null) return refused(faults, defines, bytes);
      return {
        kind: "operation",
        customerId,
        entity: layout.entity.name,
        verb,
        bytes,
        defines,
        uses,
        sought: filled.sought.map(({ text, column }) => ({ text, column: sourceOf(column) })),
        passed: [...passed, ...namesBesideIds(layout, filled, sourceOf)],
        shape: null,
      };
    },
  };
}

/** Works something out once for all questions about the same row, which follow each other. */
function lastOnly<A extends object, B>(make: (of: A) => B): (of: A) => B {
  let last: { readonly of: A; readonly made: B } | null = null;
  return (of) => {
    if (last?.of !== of) last = { of, made: make(of) };
    return last.made;
  };
}

function emptied(cells: readonly string[], columns: readonly number[]): readonly string[] {
  return columns.length === 0
    ? cells
    : cells.map((cell, column) => (columns.includes(column) ? "" : cell));
}

/**
 * Rewrites the fault of a text for which a map has no translation, and lists the texts that the map knows.
 * A user who writes words did not mean JSON, nor values of the API in a column that never holds them.
 */
function inWords(fault: Fault, column: SeenColumn | undefined, cell: string): Fault {
  const known = column?.known ?? [];
  const isText =
    fault.code === "BAD_JSON" ||
    (/^(BAD_ENUM_VALUE|OUTPUT_ONLY_FIELD)$/.test(fault.code) && column?.hasAllTexts);
  if (known.length === 0 || isText !== true) return fault;
  const text = cell.trim();
  // Every other text is near a text of one or two characters.
  const meant = text.length < 3 ? null : nearest(text.toLowerCase(), known);
  return {
    ...fault,
    code: "BAD_ENUM_VALUE",
    message: `${quoted(text)} is not a value that rowmend knows for this column.`,
    advice: `${meant === null ? "" : `Did you mean ${meant}? `}Write one of: ${known.join(", ")}.`,
  };
}

/** Columns with the ids of what a resource is in, beside its own id: it never moves. */
function parentIds(
  { columns, isExport }: ColumnView,
  layout: Layout | null,
  cells: readonly string[],
): readonly number[] {
  const own = leafNamed(layout?.root ?? null, "resource_name");
  if (!isExport || own === null || isBlank(cells[own.column])) return [];
  return ["campaign", "ad_group"].flatMap((name) => {
    const column = leafNamed(layout?.root ?? null, name)?.column ?? -1;
    const isId = columns[column]?.fields?.includes(`${name}.resource_name`) === true;
    return isId && !isBlank(cells[column]) ? [column] : [];
  });
}

/** The names that a row gives beside ids, which count more: nothing is looked up by them. */
function namesBesideIds(
  { references }: Layout,
  row: RowDraft,
  sourceOf: (column: number) => number | null,
): readonly PassedCell[] {
  const parts = references
    .flatMap((reference) => reference.parts)
    .filter(({ column }) => !row.isEmpty(column));
  if (parts.length === 0) return [];
  const used = new Set(
    row.sought.flatMap(({ text }) => readSought(text)?.parts.map(([path]) => path) ?? []),
  );
  const beside = new Set(
    parts.flatMap(({ path, column }) => (used.has(path) ? [] : (sourceOf(column) ?? []))),
  );
  return [...beside].map((column) => ({ column, reason: "identity" }));
}

/** What a row is about; null if it does not say. */
function kindOfRow(
  layout: Layout | null,
  cells: readonly string[],
  otherThing: string | null,
): RowKind | null {
  if (otherThing !== null) return { entity: null, name: otherThing };
  if (layout === null) return null;
  const filled = leavesOf(layout.root).filter(({ column }) => !isBlank(cells[column]));
  const isKeyword = filled.some(({ path }) => path.startsWith("keyword."));
  const isNegative = filled.some(
    ({ path, column }) => path === "negative" && /^\s*(true|yes|1)\s*$/i.test(cells[column] ?? ""),
  );
  return kindOfEntity(layout.entity.name, isKeyword, isNegative);
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/**
 * The fault of a keyword that only its own `-` says to be negative, beside a match type without that word.
 * Such a row would be either a keyword or a negative one, which is the opposite.
 */
function markedNegative(
  { root }: Layout,
  columns: readonly SeenColumn[],
  cells: readonly string[],
  cellText: (column: number) => string,
): Fault | null {
  const isMarked = columns.some(
    ({ isMark, fields }, at) => isMark && fields?.[0] === "negative" && !isBlank(cells[at]),
  );
  if (!isMarked) return null;
  const leaves = leavesOf(root);
  const negative = leaves.find(({ path }) => path === "negative")?.column ?? -1;
  const type = leaves.find(({ path }) => path === "keyword.match_type")?.column ?? -1;
  const isOnlyMarked = columns[negative]?.isMark === true && !isBlank(cells[negative]);
  const isTyped = columns[type] !== undefined && columns[type].isMark !== true;
  if (!isOnlyMarked || !isTyped || isBlank(cells[type])) return null;
  return {
    code: "CONFLICTING_COLUMNS",
    message: `${cellText(negative)} is marked as a negative keyword, but ${cellText(type)} does not say negative.`,
    advice: "Say in another column that the keyword is negative, or remove the - from the keyword.",
    column: negative,
    fieldPath: "negative",
  };
}

/** If several columns fill one field, uses the one that the row fills. */
function layoutFor({ layout, without }: Subject, cells: readonly string[]): Layout | null {
  if (layout === null || layout.doubled.length === 0) return layout;
  const aside = new Set<number>();
  for (;;) {
    const found = without(aside);
    const covered = found.doubled.find(
      ({ column, first }) => isBlank(cells[first]) && !isBlank(cells[column]),
    );
    if (covered === undefined) return found;
    aside.add(covered.first);
  }
}

/** The column that names the resource which a field refers to. */
function referringColumn({ references }: Layout, path: readonly PathElement[]): number | null {
  const reference = references.find(({ field }) => field === path[0]?.name);
  return reference === undefined ? null : nameColumn(reference);
}

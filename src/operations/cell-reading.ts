import type { Fault } from "./cells/fault.ts";
import type { ColumnUse } from "./column-use.ts";
import { type FieldRule, headerKey, type IgnoredReason, isAboutRow } from "./columns/column-map.ts";
import { fractionOf } from "./columns/percent.ts";
import { isForeignState, isStatusColumn } from "./columns/status-column.ts";
import { type ColumnView, isIdle } from "./columns/view.ts";
import { leavesOf } from "./fields/field-kind.ts";
import type { Layout } from "./fields/layout.ts";
import { isBlank } from "./row-draft.ts";
import { loneIdFault, ownIdFault, percentFault, renamedFault, settingFault } from "./row-fault.ts";
import type { Verb } from "./schema/entity.ts";

/** What becomes of a filled cell. */
export type CellReading =
  /** It is sent, or says what the row is about. */
  | { readonly kind: "read" }
  /** It has no consequence. */
  | { readonly kind: "passed"; readonly reason: IgnoredReason }
  /** Nothing is done with it, although it may mean something. */
  | { readonly kind: "unread" }
  | { readonly kind: "fault"; readonly fault: Fault };

/** Reads the cell of one column, in a row that fills it. */
export type CellReader = (given: readonly string[], seen: readonly string[]) => CellReading;

/** A column of a sheet, and the rows that it is read in. */
export interface ReadColumn {
  readonly view: ColumnView;
  readonly headers: readonly string[];
  readonly layout: Layout;
  readonly verb: Verb;
  /** Index of the user's column. */
  readonly column: number;
  readonly use: ColumnUse;
}

/** How a column is read in rows of one layout; null if each of its cells is sent. */
export function cellReader(context: ReadColumn): CellReader | null {
  const { view, headers, verb, column, use } = context;
  const rule = view.rules[column];
  if (rule === undefined || use.kind === "other") return null;
  if (use.kind === "passed") return stateReader(context, use);
  switch (rule.kind) {
    case "unread":
      return (given) => {
        const text = textOf(given, column).toLowerCase();
        const isDefault =
          rule.idle.includes(text) || (verb === "create" && rule.defaults.includes(text));
        return isDefault ? DEFAULT : UNREAD;
      };
    case "original": {
      const now = headers.findIndex((header) => headerKey(header) === rule.of);
      const renamed: CellReading = {
        kind: "fault",
        fault: renamedFault(headers[now] ?? "", column),
      };
      return (given) =>
        now !== -1 && textOf(given, now) === textOf(given, column)
          ? { kind: "passed", reason: "note" }
          : renamed;
    }
    case "field":
      return use.kind === "read" && !isIntricate(rule) ? null : fieldReader(context, rule);
    case "foreign":
    case "ignored":
      return null;
  }
}

const READ: CellReading = { kind: "read" };

const UNREAD: CellReading = { kind: "unread" };

const DEFAULT: CellReading = { kind: "passed", reason: "default" };

function textOf(given: readonly string[], column: number): string {
  return (given[column] ?? "").trim();
}

/** Whether it depends on the cell if a column that is read fills a field. */
function isIntricate(rule: FieldRule): boolean {
  return (
    Object.values(rule.values).some((value) => typeof value === "object") ||
    rule.idle !== undefined ||
    rule.below !== undefined ||
    rule.ofStrategy !== undefined ||
    rule.isPercent === true ||
    rule.mayBeName === true ||
    rule.fields.some((field) => field.endsWith("resource_name"))
  );
}

function fieldReader({ view, layout, verb, column, use }: ReadColumn, rule: FieldRule): CellReader {
  const own = view.columns.flatMap(({ source }, at) => (source === column ? [at] : []));
  const figures = own.flatMap((at) => figuresOf(view, at));
  const leaves = new Set(leavesOf(layout.root).map((leaf) => leaf.column));
  // A column of another entity says something only if the row refers to that entity.
  const carrying = own.filter(
    (at) => view.columns[at]?.isContext !== true || leaves.has(at) || isReferring(layout, at),
  );
  const lost = lostText(rule, layout, column);
  const ownId: CellReading = { kind: "fault", fault: ownIdFault(layout, column) };
  const isNewName = verb === "create" && namesItself(rule, layout);

  return (given, seen) => {
    const text = textOf(given, column);
    if (isIdle(rule, text)) return DEFAULT;
    const isAnyFilled = (columns: readonly number[]): boolean =>
      columns.some((at) => !isBlank(seen[at]));
    if (use.kind === "unread") {
      const filled = own.filter((at) => !isBlank(seen[at]));
      const isAbout = filled.every((at) => isAboutRow(view.columns[at]?.fields?.[0] ?? ""));
      if (isAbout && filled.length > 0) return READ;
      return rule.ofStrategy === undefined ? UNREAD : lost;
    }
    if (rule.isPercent === true && fractionOf(text, text.includes(",")) === null)
      return { kind: "fault", fault: percentFault(text, column) };
    if (!isAnyFilled(carrying) && !isAnyFilled(figures)) return isNewName ? ownId : lost;
    return isNewName && !text.startsWith("-") ? ownId : READ;
  };
}

/** Columns of the figures of a strategy: it may be sent as one that another column gives it. */
function figuresOf(view: ColumnView, at: number): readonly number[] {
  const field = view.columns[at]?.fields?.[0] ?? "";
  if (!/^campaign\.\w+$/.test(field)) return [];
  return view.columns.flatMap(({ fields }, other) =>
    fields?.[0]?.startsWith(`${field}.`) === true ? [other] : [],
  );
}

function isReferring({ references, doubled }: Layout, column: number): boolean {
  return (
    doubled.some((one) => one.column === column) ||
    references.some(({ parts }) => parts.some((part) => part.column === column))
  );
}

/**
 * A column that is passed over, but for a state of serving that cannot be: the web interface never writes such
 * a text there, or the row would create what is paused as something that runs.
 */
function stateReader(
  { view, headers, layout, verb, column }: ReadColumn,
  passed: CellReading,
): CellReader {
  const rule = view.rules[column];
  const isState =
    rule?.kind === "ignored" && rule.reason === "report" && isStatusColumn(headers[column] ?? "");
  if (!isState) return () => passed;
  const own = leavesOf(layout.root).find(({ path }) => path === "status");
  return (given, seen) => {
    const text = textOf(given, column);
    const isOpen = own === undefined || isBlank(seen[own.column]);
    const isPaused = verb === "create" && isOpen && /^paused\b/i.test(text);
    return isForeignState(text) || isPaused
      ? { kind: "fault", fault: settingFault(text, column) }
      : passed;
  };
}

/** What is said if nothing is left of the text of a column that is read. */
function lostText(rule: FieldRule, layout: Layout, column: number): CellReading {
  if (rule.mayBeName === true) return { kind: "passed", reason: "identity" };
  if (rule.below !== undefined) return { kind: "fault", fault: loneIdFault(layout, column) };
  if (rule.ofStrategy !== undefined && layout.entity.name === "campaign")
    return {
      kind: "fault",
      fault: {
        code: "CONFLICTING_COLUMNS",
        message: "This belongs to a bid strategy, and the row does not choose one that has it.",
        advice: "Fill the bid strategy type that it belongs to, or empty the cell.",
        column,
        fieldPath: "",
      },
    };
  return UNREAD;
}

function namesItself({ fields }: FieldRule, { entity }: Layout): boolean {
  return fields.some((field) => field === `${entity.name}.resource_name`);
}

import type { Fault } from "./cells/fault.ts";
import { type ColumnUse, columnUse } from "./column-use.ts";
import {
  type FieldRule,
  headerKey,
  type IgnoredReason,
  isAboutRow,
  LEVEL,
  ROW_KIND,
} from "./columns/column-map.ts";
import { fractionOf } from "./columns/percent.ts";
import { entityOfKind, isOfKind, levelOf } from "./columns/row-kind.ts";
import { type ColumnView, isIdle } from "./columns/view.ts";
import { NEEDS_FIGURE } from "./columns/words/bid-strategies.ts";
import { isForeignState, isStatusColumn } from "./columns/status-column.ts";
import { leavesOf } from "./fields/field-kind.ts";
import type { Layout } from "./fields/layout.ts";
import { isBlank } from "./row-draft.ts";
import {
  articled,
  noCampaignFault,
  otherThingFault,
  ownIdFault,
  percentFault,
  renamedFault,
  settingFault,
  spokenOf,
  unreadFault,
  wholeFault,
} from "./row-fault.ts";
import type { Verb } from "./schema/entity.ts";

/** A filled cell that is not sent, because it has no consequence. */
export interface PassedCell {
  /** Index of the user's column. */
  readonly column: number;
  readonly reason: IgnoredReason;
}

/** What the cells of a row say beyond the fields that they fill. Columns are the user's. */
export interface RowReading {
  /** Something that no map reads, of which the row holds a part: `a location`; null if there is none. */
  readonly otherThing: string | null;
  readonly passed: readonly PassedCell[];
  /** Columns that the row fills and that nothing is done with. Each has a fault too. */
  readonly unread: readonly number[];
  readonly faults: readonly Fault[];
}

/** Reads the rows of a sheet, each with what it is about. */
export type RowReader = (
  given: readonly string[],
  seen: readonly string[],
  layout: Layout | null,
  verb: Verb,
) => RowReading;

const NOTHING: RowReading = { otherThing: null, passed: [], unread: [], faults: [] };

/**
 * A reader of rows by what they must not pass over: every cell that a row fills is sent, or has no
 * consequence, or refuses the row.
 */
export function rowReader(view: ColumnView, headers: readonly string[]): RowReader {
  const kinds = aboutColumns(view, ROW_KIND);
  const levels = aboutColumns(view, LEVEL);
  const foreign = view.rules.flatMap((rule, column) =>
    rule.kind === "foreign" ? [{ column, rule }] : [],
  );
  const wholeFaults = wholeReader(view);
  const uses = new Map<string, readonly Special[]>();
  const specials = (layout: Layout, verb: Verb): readonly Special[] => {
    const key = `${layout.entity.name} ${verb}`;
    let found = uses.get(key);
    if (found === undefined) {
      found = view.rules.flatMap((_, column): readonly Special[] => {
        const use = columnUse(view, layout, verb, column, headers[column] ?? "");
        return use.kind === "read" && !isIntricate(view, column) ? [] : [{ column, use }];
      });
      uses.set(key, found);
    }
    return found;
  };

  return (given, seen, layout, verb) => {
    const things = [
      ...foreign.flatMap(({ column, rule }) =>
        view.says(given, column) ? [{ what: rule.what, fault: otherThingFault(rule, column) }] : [],
      ),
      ...kinds.flatMap((at) => strangeKind(view, seen[at] ?? "", at)),
    ];
    if (things.length > 0) {
      // The first cell of each thing is enough: a location has a name and an id.
      const faults = things.filter(
        ({ what }, at) => things.findIndex((other) => other.what === what) === at,
      );
      return {
        otherThing: faults[0]?.what ?? null,
        passed: [],
        unread: [],
        faults: faults.map(({ fault }) => fault),
      };
    }
    if (layout === null) return NOTHING;
    const passed: PassedCell[] = [];
    const unread: number[] = [];
    const faults: Fault[] = [];
    for (const { column, use } of specials(layout, verb)) {
      if (!view.says(given, column)) continue;
      const found = cellReading(view, headers, { given, seen, layout, verb }, column, use);
      switch (found.kind) {
        case "read":
          break;
        case "passed":
          passed.push({ column, reason: found.reason });
          break;
        case "fault":
          faults.push(found.fault);
          break;
        case "unread":
          unread.push(column);
          faults.push(unreadFault(view, layout, column));
          break;
      }
    }
    faults.push(
      ...kinds.flatMap((at) => kindFaults(view, layout, seen[at] ?? "", at)),
      ...levels.flatMap((at) => levelFaults(view, layout, seen, at)),
      ...strategyFaults(view, layout, verb, seen),
      ...wholeFaults(layout, verb, seen),
      ...groupFaults(view, layout, seen),
    );
    return { otherThing: null, passed, unread, faults };
  };
}

interface OtherThing {
  readonly what: string;
  readonly fault: Fault;
}

interface Special {
  readonly column: number;
  readonly use: ColumnUse;
}

interface RowCells {
  readonly given: readonly string[];
  readonly seen: readonly string[];
  readonly layout: Layout;
  readonly verb: Verb;
}

type CellReading =
  | { readonly kind: "read" }
  | { readonly kind: "passed"; readonly reason: IgnoredReason }
  | { readonly kind: "unread" }
  | { readonly kind: "fault"; readonly fault: Fault };

/** Columns of the view that say what a row is about. */
function aboutColumns(view: ColumnView, field: string): readonly number[] {
  return view.columns.flatMap(({ fields }, at) => (fields?.[0] === field ? [at] : []));
}

/** Whether it depends on the cell if a column that is read fills a field. */
function isIntricate(view: ColumnView, column: number): boolean {
  const rule = view.rules[column];
  if (rule?.kind !== "field") return false;
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

function cellReading(
  view: ColumnView,
  headers: readonly string[],
  { given, seen, layout, verb }: RowCells,
  column: number,
  use: ColumnUse,
): CellReading {
  const rule = view.rules[column];
  const text = (given[column] ?? "").trim();
  if (use.kind === "passed") {
    const fault = stateFault(view, { given, seen, layout, verb }, column, headers[column] ?? "");
    return fault === null ? use : { kind: "fault", fault };
  }
  if (rule === undefined || use.kind === "other") return { kind: "read" };
  if (rule.kind === "unread") {
    if (rule.idle.includes(text.toLowerCase())) return { kind: "passed", reason: "default" };
    const isDefault = verb === "create" && rule.defaults.includes(text.toLowerCase());
    return isDefault ? { kind: "passed", reason: "default" } : { kind: "unread" };
  }
  if (rule.kind === "original") {
    const now = headers.findIndex((header) => headerKey(header) === rule.of);
    return now !== -1 && (given[now] ?? "").trim() === text
      ? { kind: "passed", reason: "note" }
      : { kind: "fault", fault: renamedFault(headers[now] ?? "", column) };
  }
  if (rule.kind !== "field") return { kind: "read" };
  if (isIdle(rule, text)) return { kind: "passed", reason: "default" };
  const own = view.columns.flatMap(({ source }, at) => (source === column ? [at] : []));
  if (use.kind === "unread") {
    const filled = own.filter((at) => !isBlank(seen[at]));
    const isAbout = filled.every((at) => isAboutRow(view.columns[at]?.fields?.[0] ?? ""));
    if (isAbout && filled.length > 0) return { kind: "read" };
    return rule.ofStrategy === undefined ? use : lostText(rule, layout, column);
  }
  if (rule.isPercent === true && fractionOf(text, text.includes(",")) === null)
    return { kind: "fault", fault: percentFault(text, column) };
  const leaves = leafColumns(layout);
  const isElsewhere = (at: number): boolean =>
    view.columns[at]?.isContext === true && !leaves.has(at) && !isReferring(layout, at);
  if (
    own.every((at) => isBlank(seen[at]) || isElsewhere(at)) &&
    !own.some((at) => hasFigure(view, seen, at))
  )
    return lostText(rule, layout, column);
  const isOwnId = verb === "create" && !text.startsWith("-") && namesItself(rule, layout);
  return isOwnId ? { kind: "fault", fault: ownIdFault(layout, column) } : { kind: "read" };
}

/** Whether a strategy is sent as the figure that another column gives it. */
function hasFigure(view: ColumnView, seen: readonly string[], at: number): boolean {
  const field = view.columns[at]?.fields?.[0] ?? "";
  return (
    /^campaign\.\w+$/.test(field) &&
    view.columns.some(
      ({ fields }, other) => !isBlank(seen[other]) && fields?.[0]?.startsWith(`${field}.`) === true,
    )
  );
}

const leafColumnsOf = new WeakMap<Layout, ReadonlySet<number>>();

/** Columns of the view that fill a field; worked out once for a layout. */
function leafColumns(layout: Layout): ReadonlySet<number> {
  let found = leafColumnsOf.get(layout);
  if (found === undefined) {
    found = new Set(leavesOf(layout.root).map((leaf) => leaf.column));
    leafColumnsOf.set(layout, found);
  }
  return found;
}

function isReferring({ references, doubled }: Layout, column: number): boolean {
  return (
    doubled.some((one) => one.column === column) ||
    references.some(({ parts }) => parts.some((part) => part.column === column))
  );
}

/**
 * Why a state of serving cannot be passed over: the web interface never writes such a text there, or the row
 * would create what is paused as something that runs.
 */
function stateFault(
  view: ColumnView,
  { given, seen, layout, verb }: RowCells,
  column: number,
  header: string,
): Fault | null {
  const rule = view.rules[column];
  if (rule?.kind !== "ignored" || rule.reason !== "report" || !isStatusColumn(header)) return null;
  const text = (given[column] ?? "").trim();
  if (isForeignState(text)) return settingFault(text, column);
  const own = leavesOf(layout.root).find(({ path }) => path === "status");
  const isOpen = own === undefined || isBlank(seen[own.column]);
  return verb === "create" && isOpen && /^paused\b/i.test(text) ? settingFault(text, column) : null;
}

/** Why nothing is left of the text of a column that is read. */
function lostText(rule: FieldRule, layout: Layout, column: number): CellReading {
  if (rule.mayBeName === true) return { kind: "passed", reason: "identity" };
  if (rule.below !== undefined)
    return {
      kind: "fault",
      fault: {
        code: "MISSING_RESOURCE_NAME",
        message: "The id does not say by itself what it belongs to.",
        advice: "Fill a column Ad group ID too, or empty this cell.",
        column,
        fieldPath: "resource_name",
      },
    };
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
  return { kind: "unread" };
}

function namesItself({ fields }: FieldRule, { entity }: Layout): boolean {
  return fields.some((field) => field === `${entity.name}.resource_name`);
}

/** A kind of rows that no map reads. */
function strangeKind(view: ColumnView, kind: string, at: number): readonly OtherThing[] {
  if (isBlank(kind) || entityOfKind(kind, true, true) !== null) return [];
  const source = view.columns[at]?.source ?? null;
  const rule = source === null ? undefined : view.rules[source];
  if (source === null) return [];
  // A word that the map knows says what the row holds.
  const otherwise = rule?.kind === "field" && source === at ? rule.otherwise : undefined;
  const what = otherwise ?? articled(kind);
  return [{ what, fault: otherThingFault({ kind: "foreign", what, entity: null }, source) }];
}

function kindFaults(
  view: ColumnView,
  { entity }: Layout,
  kind: string,
  at: number,
): readonly Fault[] {
  if (isBlank(kind) || isOfKind(entity.name, kind)) return [];
  return [
    {
      code: "CONFLICTING_COLUMNS",
      message: `The row says that it is about ${articled(kind)}, but it is read as ${articled(spokenOf(entity.name))}.`,
      advice: "Correct the cell, or what the row fills beside it.",
      column: view.columns[at]?.source ?? null,
      fieldPath: "",
    },
  ];
}

function levelFaults(
  view: ColumnView,
  { entity, references, root }: Layout,
  seen: readonly string[],
  at: number,
): readonly Fault[] {
  const level = (seen[at] ?? "").trim().toLowerCase();
  if (level === "") return [];
  const column = view.columns[at]?.source ?? null;
  const fault = (message: string, advice: string): readonly Fault[] => [
    { code: "CONFLICTING_COLUMNS", message, advice, column, fieldPath: "" },
  ];
  const parts = references.filter(({ field }) => field === "ad_group").flatMap((one) => one.parts);
  const ids = root?.children.filter(({ name }) => name === "ad_group") ?? [];
  const filling = [
    ...parts.filter(({ path }) => path === "ad_group.name").map((part) => part.column),
    ...ids.flatMap((node) => (node.kind === "leaf" ? [node.column] : [])),
  ];
  const isInGroup = filling.some((index) => !isBlank(seen[index]));
  if (level !== levelOf(entity.name)) {
    const isKnown = ["account", "campaign", "ad group"].includes(level);
    const is = levelOf(entity.name);
    return fault(
      isKnown && is !== null
        ? `The row says that it belongs to the ${level}, but what it fills belongs to the ${is}.`
        : `The row says that it belongs to the ${level}, which rowmend does not read for ${articled(spokenOf(entity.name))}.`,
      level === "campaign"
        ? isInGroup
          ? "Empty the ad group, or correct the level."
          : "A keyword of a campaign has to be negative. Say so in the row, or fill the ad group and correct the level."
        : level === "ad group"
          ? "Fill the ad group, or correct the level."
          : "Leave the row out, or correct the level.",
    );
  }
  return level === "ad group" && !isInGroup && entity.name === "ad_group_criterion"
    ? fault(
        "The row says that it belongs to an ad group, and does not name one.",
        "Fill the ad group, or correct the level.",
      )
    : [];
}

/** Columns that name what is in a campaign or an ad group. */
const PARTS_OF_GROUPS = [
  "keyword.text",
  "ad_group_criterion.resource_name",
  "ad.responsive_search_ad.headlines[0].text",
  "ad_group_ad.resource_name",
] as const;

const PARTS: Readonly<Record<string, readonly string[]>> = {
  campaign: ["ad_group.name", "ad_group.resource_name", ...PARTS_OF_GROUPS],
  ad_group: PARTS_OF_GROUPS,
};

/**
 * Finds rows that are about a campaign or an ad group only because they do not name a part of it, in a sheet
 * that has columns for such parts. A forgotten keyword must not remove or pause its whole ad group.
 */
function wholeReader(
  view: ColumnView,
): (layout: Layout, verb: Verb, seen: readonly string[]) => readonly Fault[] {
  const filling = (field: string): readonly number[] =>
    view.columns.flatMap(({ fields, source }, at) =>
      source !== null && fields?.[0] === field ? [at] : [],
    );
  const stating = [...filling("entity"), ...aboutColumns(view, ROW_KIND)];
  const isGuessed = view.columns.some(
    ({ fields, source }) => source === null && fields?.[0] === "entity",
  );
  const statuses = filling("status");
  const withStatus = new Set(
    Object.keys(PARTS).filter((entity) => filling(`${entity}.status`).length > 0),
  );
  const parts = new Map(
    Object.entries(PARTS).map(([entity, fields]) => [entity, fields.flatMap(filling)]),
  );
  return ({ entity }, verb, seen) => {
    const [part] = parts.get(entity.name) ?? [];
    if (part === undefined || !view.isExport || !isGuessed || verb === "create") return [];
    if (stating.some((at) => !isBlank(seen[at]))) return [];
    const isRemoval = verb === "remove";
    // Status is that of whatever the row is about, unless the sheet has another column for it.
    if (!isRemoval && !withStatus.has(entity.name)) return [];
    const at = isRemoval ? part : statuses.find((status) => !isBlank(seen[status]));
    const column = at === undefined ? null : (view.columns[at]?.source ?? null);
    return column === null ? [] : [wholeFault(spokenOf(entity.name), isRemoval, column)];
  };
}

/** Ad groups of several campaigns may have one name, and a cell may be empty because the one above it is meant. */
function groupFaults(
  view: ColumnView,
  { references, root }: Layout,
  seen: readonly string[],
): readonly Fault[] {
  const reference = references.find(({ field }) => field === "ad_group");
  if (!view.isExport || reference === undefined) return [];
  const hasId = (root?.children ?? []).some(
    (node) =>
      node.kind === "leaf" &&
      (node.name === "ad_group" || node.name === "resource_name") &&
      !isBlank(seen[node.column]),
  );
  const [group, ...campaign] = reference.parts;
  if (hasId || group === undefined || isBlank(seen[group.column])) return [];
  if (campaign.some(({ column }) => !isBlank(seen[column]))) return [];
  const source = view.columns[campaign[0]?.column ?? -1]?.source ?? null;
  return source === null ? [] : [noCampaignFault(source)];
}

/** Strategies whose target or limit would be lost if a campaign that has one were given the strategy alone. */
const LIMITED: ReadonlySet<string> = new Set([
  "campaign.target_spend",
  "campaign.maximize_conversions",
  "campaign.maximize_conversion_value",
]);

function strategyFaults(
  view: ColumnView,
  { entity }: Layout,
  verb: Verb,
  seen: readonly string[],
): readonly Fault[] {
  if (entity.name !== "campaign" || verb === "remove") return [];
  return view.columns.flatMap(({ fields, source }, at): readonly Fault[] => {
    const [field = ""] = fields ?? [];
    const text = seen[at] ?? "";
    const isLost = verb === "update" && text === "{}" && LIMITED.has(field);
    if (source === null || view.rules[source]?.kind !== "field") return [];
    if (text === NEEDS_FIGURE)
      return [
        {
          code: "REQUIRED_FIELD",
          message: "This bid strategy needs its target, and the row does not give one.",
          advice: "Fill a column such as Target CPA, Target ROAS or Target impression share.",
          column: source,
          fieldPath: field.replace("campaign.", ""),
        },
      ];
    if (!isLost || view.rules[source].fields.includes(field)) return [];
    return [
      {
        code: "CONFLICTING_COLUMNS",
        message:
          "This bid strategy alone would take away a target or bid limit that the campaign may have.",
        advice:
          "Fill its target or limit too. If the strategy is to stay as it is, empty the cell, or leave the column out with --ignore.",
        column: source,
        fieldPath: field.replace("campaign.", ""),
      },
    ];
  });
}

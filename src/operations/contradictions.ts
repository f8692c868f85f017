import type { Fault } from "./cells/fault.ts";
import { LEVEL, ROW_KIND } from "./columns/column-map.ts";
import { isOfKind, levelOf } from "./columns/row-kind.ts";
import type { ColumnView } from "./columns/view.ts";
import { NEEDS_FIGURE } from "./columns/words/bid-strategies.ts";
import type { Layout } from "./fields/layout.ts";
import { isBlank } from "./row-draft.ts";
import { articled, noCampaignFault, spokenOf, wholeFault } from "./row-fault.ts";
import type { Verb } from "./schema/entity.ts";

/**
 * Finds what the cells of a row say against each other, or leave open: a row that could be meant in two ways is
 * refused.
 */
export function contradictionsIn(
  view: ColumnView,
): (layout: Layout, verb: Verb, seen: readonly string[]) => readonly Fault[] {
  const kinds = aboutColumns(view, ROW_KIND);
  const levels = aboutColumns(view, LEVEL);
  const wholeFaults = wholeReader(view);
  return (layout, verb, seen) => [
    ...kinds.flatMap((at) => kindFaults(view, layout, seen[at] ?? "", at)),
    ...levels.flatMap((at) => levelFaults(view, layout, seen, at)),
    ...strategyFaults(view, layout, verb, seen),
    ...wholeFaults(layout, verb, seen),
    ...groupFaults(view, layout, seen),
  ];
}

/** Columns of the view that say what a row is about. */
export function aboutColumns(view: ColumnView, field: string): readonly number[] {
  return view.columns.flatMap(({ fields }, at) => (fields?.[0] === field ? [at] : []));
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

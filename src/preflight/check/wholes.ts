import { parsePath } from "../../failure/location.ts";
import type { PathElement } from "../../failure/failure.ts";
import { type Fault, quoted } from "../../operations/cells/fault.ts";
import { type ReadOperation, valueAt } from "../../operations/schema/encoded-operation.ts";

/** What is wrong with a row as a part of something that several rows make. */
export interface WholeFault {
  readonly row: number;
  readonly fault: Fault;
}

/** Gathers what the rows of one account make together, and finds what it lacks. */
export interface Wholes {
  note(
    row: number,
    operation: ReadOperation,
    columnOf: (path: readonly PathElement[]) => number | null,
  ): void;
  faults(): readonly WholeFault[];
}

interface Place {
  readonly row: number;
  readonly column: number | null;
}

interface Subdivision extends Place {
  readonly field: string;
}

interface Child {
  readonly parent: string;
  readonly isOthers: boolean;
  /** Path of its dimension: `listing_group.case_value.product_brand`. */
  readonly dimension: string | null;
}

/** The fewest assets that Google takes a new asset group with (errors/asset_group_error.proto). */
const FEWEST: Readonly<Record<string, number>> = {
  HEADLINE: 3,
  LONG_HEADLINE: 1,
  DESCRIPTION: 2,
  MARKETING_IMAGE: 1,
  SQUARE_MARKETING_IMAGE: 1,
};

/**
 * Google judges some resources together: each subdivision of products needs a child for everything else,
 * a new asset group its first assets, and a page may be in a page feed once. The names of logos and
 * businesses may come from the campaign, and a group with listing groups gets its assets from a product
 * feed, so those are left to Google.
 */
export function wholesOf(): Wholes {
  const subdivisions = new Map<string, Subdivision>();
  const children: Child[] = [];
  const assetGroups = new Map<string, Place>();
  const assets = new Map<string, Map<string, number>>();
  const withProducts = new Set<string>();
  const pages = new Map<string, string>();
  const links: (Place & { readonly set: string; readonly asset: string })[] = [];

  return {
    note(row, { entity, verb, resource }, columnOf) {
      if (verb !== "create" || resource === null) return;
      const text = (path: string): string => {
        const value = valueAt(resource, path);
        return typeof value === "string" ? value : "";
      };
      const at = (path: string): Place => ({ row, column: columnOf(parsePath(path)) });
      const name = text("resource_name");
      switch (entity.name) {
        case "ad_group_criterion":
        case "asset_group_listing_group_filter": {
          const isFilter = entity.name !== "ad_group_criterion";
          const prefix = isFilter ? "" : "listing_group.";
          if (isFilter) withProducts.add(text("asset_group"));
          const type = text(`${prefix}type`);
          const field = `${prefix}type`;
          if (type === "SUBDIVISION")
            subdivisions.set(name || `row ${row}`, { ...at(field), field });
          const parent = text(
            isFilter ? "parent_listing_group_filter" : `${prefix}parent_ad_group_criterion`,
          );
          if (parent !== "") children.push(childOf(parent, resource, `${prefix}case_value`));
          return;
        }
        case "asset_group":
          assetGroups.set(name || `row ${row}`, at("name"));
          return;
        case "asset_group_asset": {
          const counts = assets.get(text("asset_group")) ?? new Map<string, number>();
          assets.set(text("asset_group"), counts);
          counts.set(text("field_type"), (counts.get(text("field_type")) ?? 0) + 1);
          return;
        }
        case "asset":
          if (name !== "" && text("page_feed_asset.page_url") !== "")
            pages.set(name, text("page_feed_asset.page_url"));
          return;
        case "asset_set_asset":
          links.push({ ...at("asset"), set: text("asset_set"), asset: text("asset") });
      }
    },
    faults() {
      return [
        ...[...subdivisions].flatMap(([name, place]) => subdivisionFault(name, place, children)),
        ...[...assetGroups].flatMap(([name, place]) =>
          withProducts.has(name) ? [] : assetGroupFault(name, place, assets.get(name)),
        ),
        ...pageFaults(links, pages),
      ];
    },
  };
}

function childOf(parent: string, resource: Readonly<Record<string, unknown>>, path: string): Child {
  const value = valueAt(resource, path);
  const [dimension] = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (dimension === undefined) return { parent, isOthers: false, dimension: null };
  const [name, inner] = dimension as [string, unknown];
  const isOthers =
    typeof inner === "object" && inner !== null && !("value" in inner || hasMore(inner));
  return { parent, isOthers, dimension: `${path}.${name}` };
}

/** A level or an index says which dimension it is, not which of its values. */
function hasMore(dimension: object): boolean {
  return Object.keys(dimension).some((name) => !/^(level|index|type)$/.test(name));
}

function subdivisionFault(
  name: string,
  { row, column, field }: Subdivision,
  children: readonly Child[],
): readonly WholeFault[] {
  const own = children.filter(({ parent }) => parent === name);
  if (own.some(({ isOthers }) => isOthers)) return [];
  const prefix = field.replace(/type$/, "");
  const dimension = own.find((child) => child.dimension !== null)?.dimension;
  return [
    {
      row,
      fault: {
        code: "PARTS_MISSING",
        message: "This subdivision of products has no child for everything else.",
        advice: `Add a row below it with {} in ${dimension ?? `${prefix}case_value.product_brand`}, for all products that its other children do not name.`,
        column,
        fieldPath: field,
      },
    },
  ];
}

function assetGroupFault(
  name: string,
  { row, column }: Place,
  counts: ReadonlyMap<string, number> | undefined,
): readonly WholeFault[] {
  const lacking = Object.entries(FEWEST).flatMap(([type, fewest]) => {
    const missing = fewest - (counts?.get(type) ?? 0);
    return missing > 0 ? [`${missing} × ${type}`] : [];
  });
  if (lacking.length === 0) return [];
  const id = name.startsWith("customers/") ? name.slice(name.lastIndexOf("/") + 1) : null;
  return [
    {
      row,
      fault: {
        code: "PARTS_MISSING",
        message: `The asset group lacks assets that Google takes a new one with only: ${lacking.join(", ")}.`,
        advice: `Add rows of asset_group_asset for them${id === null ? ", with a temporary id such as -1 in resource_name of this row" : ` with asset_group = ${id}`}.`,
        column,
        fieldPath: "name",
      },
    },
  ];
}

function pageFaults(
  links: readonly (Place & { readonly set: string; readonly asset: string })[],
  pages: ReadonlyMap<string, string>,
): readonly WholeFault[] {
  const first = new Map<string, number>();
  return links.flatMap(({ row, column, set, asset }): readonly WholeFault[] => {
    const url = pages.get(asset);
    if (url === undefined) return [];
    const before = first.get(`${set} ${url}`);
    if (before === undefined) first.set(`${set} ${url}`, row);
    if (before === undefined) return [];
    return [
      {
        row,
        fault: {
          code: "SAME_RESOURCE_TWICE",
          message: `Row ${before} puts the page ${quoted(url)} into this set already.`,
          advice:
            "Name another asset, or remove one of the rows. One asset may have several labels.",
          column,
          fieldPath: "asset",
        },
      },
    ];
  });
}

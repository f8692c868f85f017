import { customerIdOf } from "../api/customer-id.ts";
import type { Fault } from "./cells/fault.ts";
import { isAboutRow } from "./columns/column-map.ts";
import type { SeenColumn } from "./columns/view.ts";
import {
  customerFault,
  entityFault,
  normalHeader,
  type RowDefaults,
  verbOf,
} from "./fields/header.ts";
import { fieldFor, type Layout, layoutOf } from "./fields/layout.ts";
import { entityOf, type Verb } from "./schema/entity.ts";

/** What a row is about: the account, the entity and the verb, and what is wrong with those. */
export interface Subject {
  readonly customerId: string | null;
  /** Null if the row does not name an entity. */
  readonly layout: Layout | null;
  /** The layout without some columns, so that others can fill the same fields. */
  readonly without: (aside: ReadonlySet<number>) => Layout;
  readonly verb: Verb | null;
  /** The row says itself what to do. */
  readonly hasOwnVerb: boolean;
  readonly faults: readonly Fault[];
}

/** Rows usually share a few subjects; the limit keeps a file of all different ones from filling the memory. */
const SUBJECTS_KEPT = 10_000;

/** Reads the subjects of the rows of a sheet. Each is worked out once. */
export function subjectsOf(
  columns: readonly SeenColumn[],
  defaults: RowDefaults,
): (cells: readonly string[]) => Subject {
  const normal = columns.map(({ fields }) => normalHeader(fields?.[0] ?? ""));
  const entityColumns = normal.flatMap((name, column) => (name === "entity" ? [column] : []));
  const [entityColumn = -1] = entityColumns;
  const verbColumn = normal.indexOf("operation");
  const customerColumn = normal.indexOf("customer_id");
  const control = new Set([
    ...entityColumns,
    verbColumn,
    customerColumn,
    ...columns.flatMap(({ fields }, column) => (isAboutRow(fields?.[0] ?? "") ? [column] : [])),
  ]);
  const context = new Set(columns.flatMap(({ isContext }, column) => (isContext ? [column] : [])));
  const layouts = new Map<string, Layout>();
  const subjects = new Map<string, Subject>();

  const layoutNamed = (name: string, aside: ReadonlySet<number>): Layout | null => {
    const key = [name, ...aside].join();
    const known = layouts.get(key);
    const entity = known === undefined ? entityOf(name) : undefined;
    if (entity === undefined) return known ?? null;
    const layout = layoutOf(
      entity,
      columns.map(({ fields }, column) =>
        fields === null || control.has(column) || aside.has(column)
          ? null
          : fieldFor(entity, fields),
      ),
      context,
    );
    layouts.set(key, layout);
    return layout;
  };
  const subjectOf = (entityText: string, verbText: string, customerText: string): Subject => {
    const faults: Fault[] = [];
    const customerId = customerText === "" ? defaults.customerId : customerIdOf(customerText);
    if (customerId === null) faults.push(customerFault(customerText, orNull(customerColumn)));
    const name = normalHeader(entityText).replace(/_operation$/, "") || (defaults.entity ?? "");
    const layout = layoutNamed(name, new Set());
    if (layout === null) faults.push(entityFault(name, orNull(entityColumn)));
    const verb =
      layout === null ? null : verbOf(verbText || (defaults.operation ?? ""), layout.entity);
    if (typeof verb === "object" && verb !== null) {
      faults.push({ ...verb, column: orNull(verbColumn), fieldPath: "" });
    }
    return {
      customerId,
      layout,
      without: (aside) => layoutNamed(name, aside) ?? neverWithout(name),
      verb: typeof verb === "string" ? verb : null,
      hasOwnVerb: verbText !== "",
      faults,
    };
  };

  return (cells) => {
    const entityText =
      entityColumns.map((column) => (cells[column] ?? "").trim()).find((text) => text !== "") ?? "";
    const verbText = (cells[verbColumn] ?? "").trim();
    const customerText = (cells[customerColumn] ?? "").trim();
    const key = `${entityText}\n${verbText}\n${customerText}`;
    let subject = subjects.get(key);
    if (subject === undefined) {
      if (subjects.size === SUBJECTS_KEPT) subjects.clear();
      subject = subjectOf(entityText, verbText, customerText);
      subjects.set(key, subject);
    }
    return subject;
  };
}

function orNull(column: number): number | null {
  return column === -1 ? null : column;
}

function neverWithout(name: string): never {
  throw new Error(`the entity ${name} had a layout before`);
}

import { type CellReader, cellReader } from "./cell-reading.ts";
import type { Fault } from "./cells/fault.ts";
import { columnUse } from "./column-use.ts";
import { type IgnoredReason, ROW_KIND } from "./columns/column-map.ts";
import { entityOfKind } from "./columns/row-kind.ts";
import type { ColumnView } from "./columns/view.ts";
import { aboutColumns, contradictionsIn } from "./contradictions.ts";
import type { Layout } from "./fields/layout.ts";
import { isBlank } from "./row-draft.ts";
import { articled, otherThingFault, unreadFault } from "./row-fault.ts";
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
  const foreign = view.rules.flatMap((rule, column) =>
    rule.kind === "foreign" ? [{ column, rule }] : [],
  );
  const contradictions = contradictionsIn(view);
  const readers = new WeakMap<Layout, Map<Verb, readonly Special[]>>();
  const specials = (layout: Layout, verb: Verb): readonly Special[] => {
    const ofLayout = readers.get(layout) ?? new Map<Verb, readonly Special[]>();
    readers.set(layout, ofLayout);
    let found = ofLayout.get(verb);
    if (found === undefined) {
      found = view.rules.flatMap((_, column): readonly Special[] => {
        const use = columnUse(view, layout, verb, column, headers[column] ?? "");
        const read = cellReader({ view, headers, layout, verb, column, use });
        return read === null ? [] : [{ column, read }];
      });
      ofLayout.set(verb, found);
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
    for (const { column, read } of specials(layout, verb)) {
      if (!view.says(given, column)) continue;
      const found = read(given, seen);
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
    faults.push(...contradictions(layout, verb, seen));
    return { otherThing: null, passed, unread, faults };
  };
}

interface OtherThing {
  readonly what: string;
  readonly fault: Fault;
}

/** A column of which some cells are not simply sent. */
interface Special {
  readonly column: number;
  readonly read: CellReader;
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

import { blamedFields } from "../../failure/location.ts";
import { builderOf, type RowDefaults } from "../../operations/build.ts";
import {
  checkFields,
  type MapChoice,
  mapChoice,
  withConstants,
} from "../../operations/columns/map-choice.ts";
import { textIn } from "../../operations/columns/map-file.ts";
import { tableIn } from "../../operations/columns/table.ts";
import { ruleFor } from "../../operations/columns/view.ts";
import { columnOf, columnsFor } from "../../operations/fields/find-column.ts";
import { gapOf, locate } from "../../outcome/row-result.ts";
import { readSheet } from "../../sheet/csv/records.ts";
import type { Row, Sheet } from "../../sheet/sheet.ts";
import { bytesOf } from "../environment.ts";
import {
  conversionLayout,
  isConversionField,
  knownColumns,
  type Uploaded,
} from "./conversion-layout.ts";
import type { Locate, RowPlace } from "./decoded.ts";

/** The sheet whose rows became the operations of the request, in the same order. */
export interface SentSheet {
  readonly path: string;
  readonly delimiter: string | undefined;
  /** Same as the options of an upload. */
  readonly map: string | undefined;
  readonly autoMap: boolean;
  /** Number of the row that is operation 0; null for the first data row. */
  readonly firstRow: number | null;
}

/** What the errors name in the request. */
export interface NamedOperations {
  readonly indexes: ReadonlySet<number | null>;
  /** Null if the request holds operations. */
  readonly uploaded: Uploaded | null;
}

/**
 * Finds the rows and columns of errors in the sheet that was sent. Only the rows that errors name are kept.
 * @throws RunError if the sheet or its map cannot be read.
 */
export async function sheetLocator(
  { path, delimiter, map: mapName, autoMap, firstRow }: SentSheet,
  defaults: RowDefaults,
  { indexes, uploaded }: NamedOperations,
): Promise<Locate> {
  const bytes = bytesOf(path);
  const choice = mapChoice(
    mapName,
    autoMap,
    (file) => textIn(bytesOf(file), file),
    defaults.entity,
    (field) => uploaded !== null && isConversionField(uploaded, field),
  );
  const whole = await readSheet(
    (async function* () {
      yield bytes;
    })(),
    path,
    delimiter === undefined ? {} : { delimiter },
  );
  const { sheet, placeIn } =
    uploaded === null
      ? await operationTable(whole, choice, defaults)
      : await conversionTable(whole, choice, uploaded);
  const rows = new Map<number, Row>();
  let operation = 0;
  for await (const chunk of sheet.rows) {
    for (const row of chunk) {
      if (firstRow !== null && row.number < firstRow) continue;
      if (indexes.has(operation)) rows.set(operation, row);
      operation++;
    }
  }
  const headers = sheet.header.cells;
  return (error, index): RowPlace => {
    const row = index === null ? undefined : rows.get(index);
    if (row === undefined) return { row: null, column: null, value: "", hasRun: false };
    const { column, ...more } = placeIn(error, row.cells);
    return {
      row: row.number,
      column: column === null ? null : (headers[column] ?? null),
      value: column === null ? "" : (row.cells[column] ?? ""),
      hasRun: false,
      ...more,
    };
  };
}

interface SentTable {
  readonly sheet: Sheet;
  readonly placeIn: (
    error: Parameters<Locate>[0],
    cells: readonly string[],
  ) => Pick<RowPlace, "entity" | "gap"> & { readonly column: number | null };
}

async function operationTable(
  whole: Sheet,
  choice: MapChoice,
  defaults: RowDefaults,
): Promise<SentTable> {
  // The titles and totals of an export were not sent.
  const { sheet, map } = await tableIn(whole, choice);
  const headers = sheet.header.cells;
  const complete = withConstants(defaults, map);
  checkFields(map, headers, complete.entity);
  const builder = builderOf(headers, complete, map);
  return {
    sheet,
    placeIn: (error, cells) => {
      const column = locate(error, cells, builder);
      const entity = builder.layoutOf(cells)?.entity.name ?? null;
      return column === null
        ? { column, entity, gap: gapOf(error, cells, builder) }
        : { column, entity };
    },
  };
}

/** Rows above the header that may hold a title, or the settings of Google's templates: `Parameters:TimeZone=...`. */
const MOST_ABOVE = 10;

async function conversionTable(
  whole: Sheet,
  choice: MapChoice,
  uploaded: Uploaded,
): Promise<SentTable> {
  const layoutFor = (headers: readonly string[]) =>
    conversionLayout(uploaded, headers, (header) => {
      const rule = choice.kind === "given" ? ruleFor(header, choice.map) : null;
      return rule?.kind === "field" ? rule.fields : null;
    });
  const rows: Row[] = [];
  for await (const chunk of whole.rows) rows.push(...chunk);
  const records = [whole.header, ...rows];
  const matches = records
    .slice(0, MOST_ABOVE)
    .map(({ cells }) => knownColumns(layoutFor(cells), cells));
  const at = matches.indexOf(Math.max(...matches));
  const header = records[at] ?? whole.header;
  const layout = layoutFor(header.cells);
  const below = records.slice(at + 1);
  return {
    sheet: {
      ...whole,
      header,
      rows: (async function* () {
        yield below;
      })(),
    },
    placeIn: (error, cells) => {
      const fields = blamedFields(error);
      const column = columnOf(layout, cells, fields);
      return column === null
        ? { column, gap: columnsFor(layout, fields).length > 0 ? "empty" : "lacking" }
        : { column };
    },
  };
}

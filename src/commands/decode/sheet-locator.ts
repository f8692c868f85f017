import { builderOf, type RowDefaults } from "../../operations/build.ts";
import { checkFields, mapChoice, withConstants } from "../../operations/columns/map-choice.ts";
import { textIn } from "../../operations/columns/map-file.ts";
import { tableIn } from "../../operations/columns/table.ts";
import { locate } from "../../outcome/row-result.ts";
import { readSheet } from "../../sheet/csv/records.ts";
import { bytesOf } from "../environment.ts";
import type { Locate } from "./decoded.ts";

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

/**
 * Finds the rows and columns of errors in the sheet that was sent. Only the rows of `operations` are kept.
 * @throws RunError if the sheet or its map cannot be read.
 */
export async function sheetLocator(
  { path, delimiter, map: mapName, autoMap, firstRow }: SentSheet,
  defaults: RowDefaults,
  operations: ReadonlySet<number | null>,
): Promise<Locate> {
  const bytes = bytesOf(path);
  const choice = mapChoice(mapName, autoMap, (file) => textIn(bytesOf(file), file));
  const whole = await readSheet(
    (async function* () {
      yield bytes;
    })(),
    path,
    delimiter === undefined ? {} : { delimiter },
  );
  // The titles and totals of an export were not sent.
  const { sheet, map } = await tableIn(whole, choice);
  const headers = sheet.header.cells;
  const complete = withConstants(defaults, map);
  checkFields(map, headers, complete.entity);
  const builder = builderOf(headers, complete, map);
  const rows = new Map<number, { readonly number: number; readonly cells: readonly string[] }>();
  let operation = 0;
  for await (const chunk of sheet.rows) {
    for (const { number, cells } of chunk) {
      if (firstRow !== null && number < firstRow) continue;
      if (operations.has(operation)) rows.set(operation, { number, cells });
      operation++;
    }
  }
  return (error, index) => {
    const row = index === null ? undefined : rows.get(index);
    if (row === undefined) return { row: null, column: null, value: "" };
    const column = locate(error, row.cells, builder);
    return {
      row: row.number,
      column: column === null ? null : (headers[column] ?? null),
      value: column === null ? "" : (row.cells[column] ?? ""),
    };
  };
}

import { hasDecimalCommas } from "../../sheet/csv/dialect.ts";
import type { Dialect, Row, Sheet } from "../../sheet/sheet.ts";
import { showsDecimalCommas } from "../cells/decimal.ts";
import { entityNumbers, entityOf } from "../schema/entity.ts";
import { normalHeader } from "../fields/header.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { type MapChoice, mapFor } from "./map-choice.ts";
import { sheetKindOf } from "./sheet-kind.ts";
import { mapByStatus } from "./status-column.ts";
import { totalsOf } from "./totals.ts";
import { isApiName } from "./view.ts";

/** The part of a sheet that is a table, and how its columns are read. */
export interface Table {
  readonly sheet: Sheet;
  readonly map: ColumnMap | null;
  /** Whether its numbers have decimal commas, by its delimiter or else by its first rows. */
  readonly hasDecimalCommas: boolean;
  /** Numbers of the rows that are left out; complete once the sheet has been read. */
  readonly skipped: readonly number[];
}

/** So many records, if there are, are read before the first one is passed on. */
const SAMPLE = 100;

/** Titles, dates and notes stand above a header, but not more of them than this. */
const MOST_ABOVE = 10;

/** A title or a date with commas in it may be read as so many cells. */
const WIDEST_TITLE = 3;

/**
 * Finds the table in a sheet: its header, by the names in it, below title lines and notes; and its rows,
 * without the help texts of Google's templates and the totals of downloads. A row that could be data is data.
 */
export async function tableIn(sheet: Sheet, choice: MapChoice): Promise<Table> {
  const chunks = sheet.rows[Symbol.asyncIterator]();
  const records = [sheet.header];
  while (records.length < SAMPLE) {
    const next = await chunks.next();
    if (next.done === true) break;
    records.push(...next.value);
  }
  const at = headerAt(records, choice);
  const header = records[at] ?? sheet.header;
  const recognised = mapFor(choice, header.cells);
  const map =
    recognised === null || choice.kind !== "auto"
      ? recognised
      : mapByStatus(
          recognised,
          header.cells,
          records.slice(at + 1).map(({ cells }) => cells),
          at > 0,
        );
  const isTotal = totalsOf(header.cells, map);
  const skipped = [...sheet.skipped, ...records.slice(0, at).map(({ number }) => number)];
  async function* rows(): AsyncGenerator<readonly Row[]> {
    let isTop = true;
    for await (const chunk of following(records.slice(at + 1), chunks)) {
      const kept = chunk.filter((row) => {
        isTop = isTop && isHelp(row);
        return !isTop && !isTotal(row);
      });
      if (kept.length === chunk.length) yield chunk;
      else {
        const left = new Set(kept);
        skipped.push(...chunk.flatMap((row) => (left.has(row) ? [] : [row.number])));
        yield kept;
      }
    }
  }
  return {
    sheet: { ...sheet, header, rows: rows() },
    map,
    hasDecimalCommas: areCommasDecimal(sheet.dialect, records.slice(at + 1)),
    skipped,
  };
}

/** Programs that write commas between cells write points in numbers: there, a comma in a number is asked back. */
function areCommasDecimal(dialect: Dialect, rows: readonly Row[]): boolean {
  if (dialect.delimiter === ",") return false;
  return hasDecimalCommas(dialect) || showsDecimalCommas(rows.flatMap(({ cells }) => cells));
}

/** Where the header is among the first records; the first record that is not a note if none has known names. */
function headerAt(records: readonly Row[], choice: MapChoice): number {
  const noted = records.findIndex((row) => !isNote(row));
  for (const [at, { cells }] of records.slice(0, MOST_ABOVE + 1).entries()) {
    if (isHeader(cells, choice)) {
      const width = filled(cells).length;
      const isBelowTitles = records
        .slice(0, at)
        .every(
          (row) => isNote(row) || filled(row.cells).length <= Math.min(WIDEST_TITLE, width - 1),
        );
      return isBelowTitles ? at : Math.max(0, noted);
    }
  }
  return Math.max(0, noted);
}

function isHeader(cells: readonly string[], choice: MapChoice): boolean {
  switch (choice.kind) {
    case "given":
      return (
        filled(cells).filter((cell) => isKnown(cell, choice.map)).length > 1 || isApiHeader(cells)
      );
    case "auto":
      return mapFor(choice, cells) !== null || isApiHeader(cells) || sheetKindOf(cells) !== null;
    case "none":
      return isApiHeader(cells);
  }
}

function isKnown(header: string, map: ColumnMap): boolean {
  return Object.hasOwn(map.columns, headerKey(header)) || isApiName(header);
}

/** Whether all cells are fields of the API, in the form in which the API writes them. */
function isApiHeader(cells: readonly string[]): boolean {
  const names = filled(cells);
  return (
    names.length > 1 && names.every((name) => isApiName(name) || isFieldName(normalHeader(name)))
  );
}

const fieldNames = new Map<string, boolean>();

/** Whether that is the name of an entity or of one of its fields. Reads no more of the API than it takes. */
function isFieldName(name: string): boolean {
  let is = fieldNames.get(name);
  if (is === undefined) {
    is =
      entityNumbers().has(name) ||
      [...entityNumbers().keys()].some((entity) =>
        Object.hasOwn(entityOf(entity)?.resource?.fields ?? {}, name),
      );
    fieldNames.set(name, is);
  }
  return is;
}

/** A line that Google's templates put above the header: a note, or settings of the upload. */
function isNote({ cells }: Row): boolean {
  const [first = "", ...others] = filled(cells);
  if (/^\s*Parameters:/i.test(first)) return true;
  return /^\s*#\s*\w/.test(first) && others.length < WIDEST_TITLE && first.trim().includes(" ");
}

/** The row of a template that explains its columns, instead of a row of data. */
function isHelp({ cells }: Row): boolean {
  const texts = filled(cells);
  const helping = texts.filter((text) => /^\s*#?\s*(?:Optional|Required)\b[^.]*\./i.test(text));
  return texts.length > 0 && helping.includes(texts[0] ?? "") && helping.length * 2 > texts.length;
}

function filled(cells: readonly string[]): readonly string[] {
  return cells.filter((cell) => cell.trim() !== "");
}

/** Closes `rest` even if the reader stops early. */
async function* following(
  first: readonly Row[],
  rest: AsyncIterator<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  try {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

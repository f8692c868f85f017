import type { Row, Sheet } from "../../sheet/sheet.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { type MapChoice, mapFor } from "./map-choice.ts";

/** The part of a sheet that is a table, and how its columns are read. */
export interface Table {
  readonly sheet: Sheet;
  readonly map: ColumnMap | null;
  /** Numbers of the rows that are left out; complete once the sheet has been read. */
  readonly skipped: readonly number[];
}

/** The web interface puts two lines above its header: the title and the dates. */
const MOST_TITLES = 4;

/**
 * Finds the table in a sheet: below the title lines and without the totals that the web interface puts
 * around its downloads. Rows are left out here only if
 * the headers are recognised.
 */
export async function tableIn(sheet: Sheet, choice: MapChoice): Promise<Table> {
  const map = mapFor(choice, sheet.header.cells);
  const { skipped } = sheet;
  if (map !== null || choice.kind !== "auto") return withoutTotals({ sheet, map, skipped });
  const chunks = sheet.rows[Symbol.asyncIterator]();
  const first = await chunks.next();
  const rows = first.done === true ? [] : first.value;
  const rest = (from: number): AsyncIterable<readonly Row[]> => following(rows.slice(from), chunks);
  for (const [at, row] of rows.slice(0, MOST_TITLES).entries()) {
    const found = isTitle(sheet.header) ? mapFor(choice, row.cells) : null;
    if (found === null) continue;
    const above = [sheet.header, ...rows.slice(0, at)].map(({ number }) => number);
    return withoutTotals({
      sheet: { ...sheet, header: row, rows: rest(at + 1) },
      map: found,
      skipped: [...skipped, ...above],
    });
  }
  return { sheet: { ...sheet, rows: rest(0) }, map, skipped };
}

function isTitle({ cells }: Row): boolean {
  return cells.filter((cell) => cell.trim() !== "").length === 1;
}

function withoutTotals({ sheet, map, skipped }: Table): Table {
  const isNamed = sheet.header.cells.map((header) => NAMED.has(headerKey(header)));
  if (map?.name !== "google-ads-web" || isNamed[0] === true) return { sheet, map, skipped };
  const left = [...skipped];
  async function* rows(): AsyncGenerator<readonly Row[]> {
    for await (const chunk of sheet.rows) {
      const kept = chunk.filter((row) => !isTotal(row, isNamed));
      if (kept.length < chunk.length) {
        left.push(...chunk.filter((row) => !kept.includes(row)).map(({ number }) => number));
      }
      yield kept;
    }
  }
  return { sheet: { ...sheet, rows: rows() }, map, skipped: left };
}

const NAMED: ReadonlySet<string> = new Set(
  ["Campaign", "Ad group", "Keyword", "Negative keyword", "Search keyword"].map(headerKey),
);

/** A row of totals has a title in place of a status, and no names. */
function isTotal({ cells }: Row, isNamed: readonly boolean[]): boolean {
  return (
    /^\s*Total:/.test(cells[0] ?? "") &&
    cells.every((cell, column) => isNamed[column] !== true || /^\s*(--)?\s*$/.test(cell))
  );
}

/** Closes `rest` even if the reader stops early. */
async function* following(
  first: readonly Row[],
  rest: AsyncIterator<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  try {
    yield first;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

import type { Ledger } from "../../ledger/ledger.ts";
import type { Run } from "../../ledger/run.ts";
import { RunError } from "../../messages/run-error.ts";
import { builderOf, type Exemptions, type RowDefaults } from "../../operations/build.ts";
import { normalHeader } from "../../operations/fields/header.ts";
import { hasDecimalCommas } from "../../sheet/csv/dialect.ts";
import { isBlankRecord } from "../../sheet/csv/parser.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import type { Dialect, Row, Sheet } from "../../sheet/sheet.ts";
import { controlColumns, exemptColumn } from "./control-columns.ts";
import {
  type Control,
  exemptionAsked,
  isDropAsked,
  refused,
  refuseMarks,
  rowNumber,
} from "./marks.ts";

/** A correction file that was read and found to belong to the run. */
export interface Corrections {
  /** What messages call the file. */
  readonly name: string;
  /** The run's headers and those that the user added. */
  readonly headers: readonly string[];
  /** By row number, the cells in the order of `headers`. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
  /** It has decimal commas, and the run's own file has none. */
  readonly hasNewDecimalCommas: boolean;
  /** Rows for which the user asks for an exemption, with what for. */
  readonly exemptions: ReadonlyMap<number, Exemptions>;
  /** Rows that the user gives up, by `dropped` in `_outcome`. */
  readonly dropped: ReadonlySet<number>;
  /** Rows that the user has added, in the order of the file. */
  readonly added: readonly AddedRow[];
}

/** A row of a correction file that the run does not have yet. */
export interface AddedRow {
  /** Where it stands in the correction file. */
  readonly line: number;
  /** In the order of the headers. */
  readonly cells: readonly string[];
}

/**
 * Reads a correction file whole, before anything is changed.
 * @throws RunError if it is not a correction file, belongs to another run, names a row twice or one that
 *   the run does not have, or has something in our columns that cannot be carried out. Nothing was changed
 *   then, and nothing sent.
 */
export async function readCorrections(
  sheet: Sheet,
  name: string,
  ledger: Ledger,
): Promise<Corrections> {
  const columns = columnsOf(sheet.header, name, ledger.run);
  const taken = takenOut(columns, ledger);
  const rows = new Map<number, readonly string[]>();
  const exemptions = new Map<number, Exemptions>();
  const dropped = new Set<number>();
  const added: AddedRow[] = [];
  for await (const chunk of sheet.rows) {
    for (const row of chunk) {
      const own = columns.cells.map((column) => (column === null ? "" : (row.cells[column] ?? "")));
      const marks = { row, name, control: columns.control };
      const number = rowNumber(marks, ledger);
      if (number === null) {
        if (isBlankRecord(own)) continue;
        refuseMarks(marks);
        added.push({ line: row.line, cells: own });
        continue;
      }
      if (rows.has(number)) {
        throw refused(
          marks,
          `row ${number} of the run is in it twice`,
          "Keep one of the two lines.",
        );
      }
      if (isDropAsked(marks, number, ledger)) {
        dropped.add(number);
        rows.set(number, own);
        continue;
      }
      // As in the first file, an empty row asks for nothing: it is as if it were not there.
      if (isBlankRecord(own)) continue;
      rows.set(number, taken.withKept(own, number));
      const exemption = exemptionAsked(marks, number, ledger);
      if (exemption !== null) exemptions.set(number, exemption);
    }
  }
  const missed = [...taken.missed].map((column) => ledger.run.headers[column] ?? "");
  // So many of them may have been renamed.
  if (missed.length > columns.added) {
    throw new RunError(`${name} lacks the column ${missed.join(", ")}.`, {
      wayOut:
        "Put it back. To rename a column, change its header only. Columns that rowmend does not read may be removed.",
    });
  }
  return {
    name,
    headers: columns.headers,
    rows,
    hasNewDecimalCommas:
      hasDecimalCommas(sheet.dialect) && ledger.run.defaults.decimalComma !== true,
    exemptions,
    dropped,
    added,
  };
}

/** What becomes of the cells in columns of the run that the file does not have any more. */
interface TakenOut {
  /** The columns whose cells say something in a row of the file. */
  readonly missed: ReadonlySet<number>;
  /** The cells of a row, with those put back that nothing is read from: removing them is not an edit. */
  withKept(cells: readonly string[], row: number): readonly string[];
}

function takenOut({ lacking }: Columns, ledger: Ledger): TakenOut {
  const { headers, defaults, map, dialect } = ledger.run;
  const builder = lacking.length === 0 ? null : builderOf(headers, defaults, map ?? null);
  const missed = new Set<number>();
  return {
    missed,
    withKept(cells, number) {
      const row = builder === null ? undefined : ledger.rows.find(number);
      if (builder === null || row === undefined) return cells;
      const before = parseRecord(row.raw, dialect);
      const kept = [...cells];
      for (const column of lacking) {
        const cell = before[column] ?? "";
        const use = cell.trim() === "" ? "passed" : builder.useOf(before, column);
        if (use === "passed") kept[column] = cell;
        else if (use !== "unread") missed.add(column);
      }
      return kept;
    },
  };
}

interface Columns {
  readonly headers: readonly string[];
  /** For each header of the run, where it stands in the file; null if it was taken out. */
  readonly cells: readonly (number | null)[];
  /** The headers of the run that were taken out, or renamed. */
  readonly lacking: readonly number[];
  /** How many headers are new, or were renamed. */
  readonly added: number;
  readonly control: Control;
}

function columnsOf(header: Row, name: string, run: Run): Columns {
  const control = Object.fromEntries(
    [...controlColumns, exemptColumn].map((column) => [
      column,
      // The last one: the user may have had a column of that name, and ours stand behind.
      header.cells.findLastIndex((cell) => cell.trim() === column),
    ]),
  ) as Record<keyof Control, number>;
  if (control._run === -1 || control._row === -1) {
    throw new RunError(
      `${name} is not a correction file: it lacks the column ${control._run === -1 ? "_run" : "_row"}.`,
      {
        wayOut: `Edit reports/${run.name}/corrections.csv and keep its columns _run and _row.`,
      },
    );
  }
  const isControl = new Set(Object.values(control));
  const free = new Map<string, number[]>();
  for (const [column, cell] of header.cells.entries()) {
    if (isControl.has(column)) continue;
    const key = normalHeader(cell);
    free.set(key, [...(free.get(key) ?? []), column]);
  }
  const found = run.headers.map((text) => free.get(normalHeader(text))?.shift() ?? null);
  const added = [...free.values()]
    .flat()
    .filter((column) => (header.cells[column] ?? "").trim() !== "");
  // Columns without a header hold what a row has too much; they stay where they are, after the others.
  const unnamed = [...free.values()]
    .flat()
    .filter((column) => (header.cells[column] ?? "").trim() === "");
  return {
    headers: [...run.headers, ...added.map((column) => header.cells[column] ?? "")],
    cells: [...found, ...added, ...unnamed],
    lacking: found.flatMap((at, column) => (at === null ? [column] : [])),
    added: added.length,
    control,
  };
}

/** What holds for the rows of a run once a file in this dialect has brought edits. */
export function withEdits(defaults: RowDefaults, dialect: Dialect): RowDefaults {
  const isNews = hasDecimalCommas(dialect) && (defaults.decimalComma ?? false) === false;
  return isNews ? { ...defaults, decimalComma: "in-edits" } : defaults;
}

import type { LeftOutRows, Run } from "../ledger/run.ts";
import { counted } from "../messages/counted.ts";
import { option } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import type { Builder, Operation, Refusal } from "../operations/build.ts";
import type { Fault } from "../operations/cells/fault.ts";
import { headerKey } from "../operations/columns/column-map.ts";
import { headerMeant } from "../operations/columns/google-exports.ts";
import type { PassedCell } from "../operations/row-reading.ts";
import type { RowShape } from "../operations/shapes/row-shape.ts";
import type { Row } from "../sheet/sheet.ts";
import { ignoreText } from "./ignored-columns.ts";

type Built = ReturnType<Builder["build"]>;

type Counted = Pick<Run, "passedColumns" | "leftOut">;

/** A column that rows fill and that is not sent. */
interface Unsent {
  /** Rows that are refused for it. */
  count: number;
  /** The number of the first row that fills it. */
  readonly row: number;
  /** What the fault of that row says. */
  readonly message: string;
  readonly advice: string;
}

/** Faults of cells that hold what Google, or an update, never takes there. */
const LOCKED: ReadonlySet<string> = new Set(["IMMUTABLE_FIELD", "OUTPUT_ONLY_FIELD"]);

/** First rows named for each kind of rows that are left out. */
const ROWS_NAMED = 10;

/** Counts what of a sheet is not sent: rows that are left out, and what other rows fill. */
export class SheetTally {
  readonly #unread = new Map<number, Unsent>();
  readonly #locked = new Map<number, Unsent>();
  readonly #passed = new Map<string, PassedCell>();
  readonly #shapes = new Set<RowShape>();
  readonly #leftOut = new Map<string, LeftOutRows>();
  /** Rows that are not left out. */
  #taken = 0;

  /** @param before what earlier rounds of the run have counted. */
  constructor({ passedColumns = [], leftOut = [] }: Counted = {}) {
    for (const cell of passedColumns) this.#passed.set(keyOfCell(cell), cell);
    for (const group of leftOut) this.#leftOut.set(keyOfGroup(group), group);
  }

  note(row: Row, built: Built): void {
    if (built.kind === "left-out") {
      const { what, why } = built;
      const key = keyOfGroup(built);
      const { count, rows } = this.#leftOut.get(key) ?? { count: 0, rows: [] };
      const named = count < ROWS_NAMED ? [...rows, row.number] : rows;
      this.#leftOut.set(key, { what, why, count: count + 1, rows: named });
      return;
    }
    this.#taken += 1;
    this.#notePassed(built);
    if (built.kind === "operation") return;
    for (const column of built.unread) {
      const fault = built.faults.find((one) => one.column === column);
      addCell(this.#unread, column, row, fault);
    }
    const locked = new Map(
      built.faults.filter(({ code }) => LOCKED.has(code)).map((fault) => [fault.column, fault]),
    );
    for (const [column, fault] of locked)
      if (column !== null) addCell(this.#locked, column, row, fault);
  }

  /** Rows of one shape pass the same cells. */
  #notePassed(built: Operation | Refusal): void {
    const shape = built.kind === "operation" ? built.shape : null;
    if (shape !== null && this.#shapes.has(shape)) return;
    if (shape !== null) this.#shapes.add(shape);
    for (const cell of built.passed) {
      const key = keyOfCell(cell);
      if (!this.#passed.has(key)) this.#passed.set(key, cell);
    }
  }

  /** What a run keeps of it: each column and its reason once, and the kinds with the most rows first. */
  get counted(): Counted {
    const passedColumns = [...this.#passed.values()].toSorted((a, b) => a.column - b.column);
    const leftOut = [...this.#leftOut.values()].toSorted((a, b) => b.count - a.count);
    return leftOut.length === 0 ? { passedColumns } : { passedColumns, leftOut };
  }

  /**
   * Why the file is not taken; null if it can be. A column that some rows of the file could fill is a fault of
   * the rows that cannot; any other is a fault of the file, and is told once. So is a column that no row may
   * fill as all of them do.
   */
  refusal(headers: readonly string[], name: string, builder: Builder): RunError | null {
    const unread = [...this.#unread].filter(([column]) => !builder.reads(column));
    const locked = [...this.#locked].filter(([, { count: rows }]) => rows === this.#taken);
    const columns = [...unread, ...locked].toSorted(([a], [b]) => a - b);
    if (columns.length === 0) return null;
    const isOne = columns.length === 1;
    const title =
      unread.length === 0
        ? `Every row of ${name} fills ${isOne ? "a column" : "columns"} that cannot be written.`
        : `Rows of ${name} fill ${isOne ? "a column" : "columns"} that rowmend does not carry out.`;
    const cures =
      unread.length === 0
        ? [...new Set(locked.map(([, { advice }]) => advice))]
        : [`Correct the ${isOne ? "header" : "headers"}, or empty the cells.`];
    return new RunError(title, {
      list: columns.map(([column, unsent]) => lineOf(column, headers[column] ?? "", unsent)),
      wayOut: `Nothing was sent. ${cures.join(" ")}${ignoring(
        columns.map(([column]) => headers[column] ?? ""),
        isOne,
      )}`,
    });
  }
}

function addCell(
  columns: Map<number, Unsent>,
  column: number,
  { number: row }: Row,
  { message = "", advice = "" }: Partial<Fault> = {},
): void {
  const known = columns.get(column);
  if (known === undefined) columns.set(column, { count: 1, row, message, advice });
  else known.count += 1;
}

function lineOf(column: number, header: string, unsent: Unsent): string {
  const name = header.trim();
  const title = name === "" ? `column ${column + 1}, which has no header` : name;
  const cells = counted(unsent.count, "cell");
  return `${title}: ${cells}, ${unsent.count === 1 ? "" : "the first "}in row ${unsent.row}. ${whyOf(name, unsent)}`;
}

/** The way to send the rows without these columns; empty if none of them can be named. */
function ignoring(headers: readonly string[], isOne: boolean): string {
  const named = headers.map((header) => header.trim()).filter((header) => header !== "");
  return named.length === 0
    ? ""
    : ` To send the rows without ${isOne ? "it" : "them"}, which drops what ${isOne ? "it says" : "they say"}, add: ${option("--ignore", ignoreText(named))}`;
}

function keyOfCell({ column, reason }: PassedCell): string {
  return `${column} ${reason}`;
}

function keyOfGroup({ what, why }: Pick<LeftOutRows, "what" | "why">): string {
  return `${why} ${what}`;
}

function whyOf(header: string, { message, advice }: Unsent): string {
  // The line begins with the header.
  if (message.startsWith(`${header} `)) return `It${message.slice(header.length)}`;
  const meant = /Did you mean .*?\?/.exec(advice)?.[0] ?? null;
  if (meant !== null) return meant;
  // Headers of Google's tools mean something in their sheets alone.
  const close = message.includes("does not know") ? headerMeant(header) : null;
  const isSame = close !== null && headerKey(close) === headerKey(header);
  return close === null || isSame ? message : `${message} Did you mean ${close}?`;
}

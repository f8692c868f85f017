import type { LeftOutRows, Run } from "../ledger/run.ts";
import { counted } from "../messages/counted.ts";
import { option } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import type { Builder } from "../operations/build.ts";
import { headerKey } from "../operations/columns/column-map.ts";
import { headerMeant } from "../operations/columns/google-exports.ts";
import type { PassedCell } from "../operations/row-reading.ts";
import type { Row } from "../sheet/sheet.ts";
import { ignoreText } from "./ignored-columns.ts";

type Built = ReturnType<Builder["build"]>;

type Counted = Pick<Run, "passedColumns" | "leftOut">;

/** A column that rows fill and that nothing is done with. */
interface Unread {
  count: number;
  /** The number of the first row that fills it. */
  readonly row: number;
  /** What the fault of that row says. */
  readonly message: string;
  readonly advice: string;
}

/** First rows named for each kind of rows that are left out. */
const ROWS_NAMED = 10;

/** Counts what of a sheet is not sent: rows that are left out, and what other rows fill. */
export class SheetTally {
  readonly #unread = new Map<number, Unread>();
  readonly #passed = new Map<string, PassedCell>();
  readonly #leftOut = new Map<string, LeftOutRows>();

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
    for (const cell of built.passed) {
      const key = keyOfCell(cell);
      if (!this.#passed.has(key)) this.#passed.set(key, cell);
    }
    if (built.kind === "operation") return;
    for (const column of built.unread) {
      const known = this.#unread.get(column);
      if (known !== undefined) known.count += 1;
      else {
        const fault = built.faults.find((one) => one.column === column);
        const { message = "", advice = "" } = fault ?? {};
        this.#unread.set(column, { count: 1, row: row.number, message, advice });
      }
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
   * the rows that cannot; any other is a fault of the file, and is told once.
   */
  refusal(headers: readonly string[], name: string, builder: Builder): RunError | null {
    const columns = [...this.#unread]
      .filter(([column]) => !builder.reads(column))
      .toSorted(([a], [b]) => a - b);
    if (columns.length === 0) return null;
    const named = columns.flatMap(([column]) => {
      const header = (headers[column] ?? "").trim();
      return header === "" ? [] : [header];
    });
    const lines = columns.map(([column, unread]) => {
      const header = (headers[column] ?? "").trim();
      const title = header === "" ? `column ${column + 1}, which has no header` : header;
      const cells = counted(unread.count, "cell");
      return `${title}: ${cells}, ${unread.count === 1 ? "" : "the first "}in row ${unread.row}. ${whyOf(header, unread)}`;
    });
    const isOne = columns.length === 1;
    const ignoring =
      named.length === 0
        ? ""
        : ` To send the rows without ${isOne ? "it" : "them"}, which drops what ${isOne ? "it says" : "they say"}, add: ${option("--ignore", ignoreText(named))}`;
    return new RunError(
      `Rows of ${name} fill ${isOne ? "a column" : "columns"} that rowmend does not carry out.`,
      {
        list: lines,
        wayOut: `Nothing was sent. Correct the ${isOne ? "header" : "headers"}, or empty the cells.${ignoring}`,
      },
    );
  }
}

function keyOfCell({ column, reason }: PassedCell): string {
  return `${column} ${reason}`;
}

function keyOfGroup({ what, why }: Pick<LeftOutRows, "what" | "why">): string {
  return `${why} ${what}`;
}

function whyOf(header: string, { message, advice }: Unread): string {
  const meant = /Did you mean .*?\?/.exec(advice)?.[0] ?? null;
  if (meant !== null) return meant;
  const close = message.includes("cannot change") ? null : headerMeant(header);
  const isSame = close !== null && headerKey(close) === headerKey(header);
  return close === null || isSame ? message : `${message} Did you mean ${close}?`;
}

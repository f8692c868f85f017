import { createHash } from "node:crypto";
import type { Builder } from "../../operations/build.ts";
import { plainDecimal } from "../../operations/cells/decimal.ts";

/** The columns that are read of a row. */
export function readColumns(cells: readonly string[], builder: Builder): readonly number[] {
  return cells.flatMap((_, column) => (builder.useOf(cells, column) === "passed" ? [] : [column]));
}

/** What a row says in these columns: the same text, in whatever form a spreadsheet program has saved it. */
export function saidIn(cells: readonly string[], columns: readonly number[]): string {
  return columns
    .flatMap((column) => {
      const cell = (cells[column] ?? "").trim().replace(/\r\n?/g, "\n");
      if (cell === "") return [];
      const number = plainDecimal(cell.replace(",", "."));
      return [
        `${column} ${number ?? (/^(?:true|false)$/i.test(cell) ? cell.toUpperCase() : cell)}`,
      ];
    })
    .join("\u0000");
}

/** Stands for what a row says. */
export function digestOf(said: string): string {
  return createHash("sha256").update(said).digest("hex").slice(0, 32);
}

import type { Fault } from "./cells/fault.ts";
import type { OtherThingCell } from "./columns/view.ts";

/** Filled cells after the last column of the header. */
export function extraCells(cells: readonly string[], width: number): readonly Fault[] {
  if (cells.length <= width || cells.slice(width).every((cell) => cell.trim() === "")) return [];
  return [
    {
      code: "TOO_MANY_CELLS",
      message: `The row has ${cells.length} cells, the header has ${width}.`,
      advice:
        "Put quotation marks around a cell that contains the delimiter, and remove any extra cells.",
      column: null,
      fieldPath: "",
    },
  ];
}

/**
 * Why a row of an export is not read. Its other cells may look like a campaign, and sending them would
 * change that campaign by mistake.
 */
export function otherThingFault({ column, rule }: OtherThingCell): Fault {
  return {
    code: "UNSUPPORTED_ROW",
    message: `The row holds ${rule.what}, which rowmend does not read from exports.`,
    advice: rule.advice,
    column,
    fieldPath: "",
  };
}

/** How a value is written: a text with its length, a whole number, or a decimal one. */
export type Wire = "text" | "whole" | "double" | "float";

/** A step to a value in an encoded message: the number of a field, and which of its occurrences. */
export interface Place {
  readonly id: number;
  readonly index: number;
}

/** Where the operations of one shape differ: each row has a value of its own there. */
export interface Gap {
  /** The names of its path from the resource, without indexes: `keyword.text`. */
  readonly names: string;
  readonly wire: Wire;
  /** From the outermost message to the value. */
  readonly places: readonly Place[];
  /** What the text of every row begins with, such as the name of a resource before its id; empty for numbers. */
  readonly prefix: string;
  /**
   * The value of a row, after the prefix; null if its cells are not plain: then only the row as a whole tells what
   * it means.
   */
  readonly restOf: (cells: readonly string[]) => GapValue | null;
}

export type GapValue = string | number;

/**
 * Reads what a row has in each gap.
 * @param rests is overwritten with it, in the order of the gaps.
 * @returns false if a cell is not plain.
 */
export function readRests(
  gaps: readonly Gap[],
  cells: readonly string[],
  rests: GapValue[],
): boolean {
  // An index, because this runs for every row.
  for (let at = 0; at < gaps.length; at += 1) {
    const rest = gaps[at]?.restOf(cells) ?? null;
    if (rest === null) return false;
    rests[at] = rest;
  }
  return true;
}

/** The whole value in a gap. */
export function wholeValue({ prefix }: Gap, rest: GapValue): GapValue {
  return prefix === "" ? rest : `${prefix}${rest}`;
}

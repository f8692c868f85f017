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
  /** The value of a row, or null if its cells are not plain: then only the row as a whole tells what it means. */
  readonly valueOf: (cells: readonly string[]) => GapValue | null;
}

export type GapValue = string | number;

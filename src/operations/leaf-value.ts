import { type DecimalComma, withPoint } from "./cells/decimal.ts";
import { CellFault } from "./cells/fault.ts";
import { kindOfLeaf } from "./fields/field-kind.ts";
import type { Leaf } from "./fields/layout.ts";

/** The value of a filled cell as protobufjs encodes it, or why it has none. */
export function leafValueOf(
  leaf: Leaf,
  cell: string,
  customerId: string,
  decimalComma: DecimalComma,
): unknown {
  const isMarked = /[.,]/.test(cell) && kindOfLeaf(leaf) === "number";
  const read = isMarked ? withPoint(cell, decimalComma) : cell;
  return read instanceof CellFault ? read : leaf.convert(read, customerId);
}

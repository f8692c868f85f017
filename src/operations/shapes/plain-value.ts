import { toMicros } from "../cells/cell.ts";
import { dateFormOf } from "../cells/date.ts";
import type { DecimalComma } from "../cells/decimal.ts";
import { kindOfLeaf } from "../fields/field-kind.ts";
import type { Leaf } from "../fields/layout.ts";
import { leafValueOf } from "../leaf-value.ts";
import { referenceOf } from "../schema/entity.ts";
import { isTemporary } from "../schema/name-pattern.ts";
import type { GapValue, Wire } from "./gap.ts";
import { isDigits, isPlain, isPlainKeyword, microsIn, wholeIn } from "./plain-cell.ts";

/** What the cells of a sheet are read with, besides their columns. */
export interface ValueContext {
  /** Ten digits; completes bare ids. */
  readonly customerId: string;
  readonly decimalComma: DecimalComma;
}

/** Reads the cells of a field. */
export interface PlainReader {
  /** What all its values begin with. */
  readonly prefix: string;
  /** The value of a plain cell, after the prefix; null for any other cell. */
  readonly read: ReadCell;
}

type ReadCell = (cell: string) => GapValue | null;

/** How the values of a field are written; null if they may decide more than themselves, as choices and JSON do. */
export function wireOf(leaf: Leaf): Wire | null {
  const { type, repeated } = leaf.field;
  if (repeated && leaf.name !== null && type !== "string") return null;
  switch (kindOfLeaf(leaf)) {
    case "text":
    case "name":
    case "date":
      return type === "string" ? "text" : null;
    case "number":
      return type === "double" || type === "float" ? type : "whole";
    case "boolean":
    case "choice":
      return null;
  }
}

/** Reads plain cells as the field's own converter does; the most common forms without its detours. */
export function plainReader(leaf: Leaf, wire: Wire, context: ValueContext): PlainReader {
  const convert = converted(leaf, wire, context);
  if (kindOfLeaf(leaf) === "name") return nameReader(convert);
  return { prefix: "", read: valueReader(leaf, wire, context, convert) };
}

function valueReader(leaf: Leaf, wire: Wire, context: ValueContext, convert: ReadCell): ReadCell {
  if (leaf.convert === toMicros) return moneyReader(context.decimalComma, convert);
  if (wire === "whole") return wholeReader(leaf.field.type, convert);
  const isRead = referenceOf(leaf.field) !== null || dateFormOf(leaf.field) !== null;
  if (kindOfLeaf(leaf) !== "text" || isRead) return convert;
  const { repeated, name: field } = leaf.field;
  // Of several addresses in one cell, or elements of a list, it is not known yet where each ends.
  if (repeated && (leaf.name !== null || field.endsWith("_urls")))
    return (cell) => (isPlain(cell) && !/[\s|;,]/.test(cell) ? cell : convert(cell));
  const isSafe = /(?:^|\.)keyword\.text$/.test(leaf.path) ? isPlainKeyword : isPlain;
  return (cell) => (isSafe(cell) ? cell : null);
}

/** By the field's own converter. A list is plain if it has one element. */
function converted(leaf: Leaf, wire: Wire, context: ValueContext): ReadCell {
  const { customerId, decimalComma } = context;
  return (cell) => {
    if (!isPlain(cell)) return null;
    const value = leafValueOf(leaf, cell, customerId, decimalComma);
    const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (wire !== "text") return typeof one === "number" ? one : null;
    return typeof one === "string" && !isTemporary(one) ? one : null;
  };
}

/** Digits that fit into every whole type with this many of them. */
const DIGITS: Readonly<Record<string, number>> = { int32: 9, uint32: 9 };

function wholeReader(type: string, convert: ReadCell): ReadCell {
  const most = DIGITS[type] ?? 15;
  return (cell) => wholeIn(cell, most) ?? convert(cell);
}

function moneyReader(comma: DecimalComma, convert: ReadCell): ReadCell {
  return (cell) =>
    (comma === false || !cell.includes(".") ? microsIn(cell) : null) ?? convert(cell);
}

/** Ids become names by what comes before them, if that is the same for ids of any length. */
function nameReader(convert: ReadCell): PlainReader {
  const [short, long] = ["1", "1234567890"].map((id) => {
    const name = convert(id);
    return typeof name === "string" && name.endsWith(id) ? name.slice(0, -id.length) : null;
  });
  if (short === undefined || short === null || short !== long) return { prefix: "", read: convert };
  const restOf = (name: GapValue | null): string | null =>
    typeof name === "string" && name.startsWith(short) ? name.slice(short.length) : null;
  return { prefix: short, read: (cell) => (isDigits(cell) ? cell : restOf(convert(cell))) };
}

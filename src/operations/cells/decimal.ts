import { CellFault, quoted } from "./fault.ts";

/**
 * Whether the numbers of a sheet may have decimal commas: `true` where semicolons separate its cells, or
 * where tabs do and some numbers can only be read so,
 * `in-edits` where they do so in a correction file only. Cells that nobody edited then still have the
 * points of the first file, which are unambiguous.
 */
export type DecimalComma = boolean | "in-edits";

/** A decimal number without signs and zeros that do not change its value; null if it is not a number. */
export function plainDecimal(text: string): string | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (match === null || whole + fraction === "") return null;
  const integer = whole.replace(/^0+/, "") || "0";
  const rest = fraction.replace(/0+$/, "");
  const digits = rest === "" ? integer : `${integer}.${rest}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/**
 * A number as the API writes it, with a point before the decimals and without marks between thousands; any
 * other text as it is.
 * Three digits after the only separator may also be thousands, as in 1,250 and 1.250. No guess is made
 * then, unless the number starts with a zero.
 */
export function withPoint(text: string, comma: DecimalComma): string | CellFault {
  const number = text.trim();
  if (comma === true && isUnclear(number)) return unclear(number);
  if (comma === true && GROUPED.test(number)) return number.replaceAll(".", "").replace(",", ".");
  const isDecimal = comma !== false && /^[+-]?\d*,\d+$/.test(number) && !isUnclear(number);
  if (isDecimal) return number.replace(",", ".");
  return comma === true ? text : withoutGroups(text);
}

/**
 * A number whose commas can only separate thousands, without them: 1,250.00 and 1,250,000. Any other text is
 * returned unchanged: 1,250 may be a decimal number.
 */
function withoutGroups(text: string): string {
  const number = text.trim();
  return /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/.test(number)
    ? number.replaceAll(",", "")
    : text;
}

/** Numbers with points that can only separate thousands: 1.250.000, 1.250,50. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)$/;

/** Whether a number in a sheet with decimal commas may mean thousands as well as decimals. */
export function isUnclear(text: string): boolean {
  return /^[+-]?[1-9]\d*[.,]\d{3}$/.test(text.trim());
}

function unclear(number: string): CellFault {
  const mark = number.includes(",") ? "," : ".";
  const [thousands, decimal] = [number.replace(mark, ""), plainly(number, mark)];
  return new CellFault(
    "BAD_NUMBER",
    `${quoted(number)} may be ${thousands} or ${decimal} in a sheet with decimal commas.`,
    `Write ${thousands} or ${decimal}: three digits after a point or a comma may be decimals or thousands.`,
  );
}

/** The same number with other than three decimals, so that they cannot be read as thousands. */
function plainly(number: string, mark: string): string {
  const [whole = "", fraction = ""] = number.split(mark);
  const decimals = fraction.replace(/0+$/, "");
  if (decimals === "") return whole;
  return `${whole}${mark}${decimals.length === 3 ? `${decimals}0` : decimals}`;
}

/** Numbers that can only be read with a decimal comma, and those that can only be read with a point. */
const WITH_COMMA = /^\s*[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})|0,\d+)\s*%?\s*$/;

const WITH_POINT = /^\s*[+-]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})|0\.\d+)\s*%?\s*$/;

/** Whether some of these cells have decimal commas, and none has a decimal point. */
export function showsDecimalCommas(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => WITH_COMMA.test(cell)) && !cells.some((cell) => WITH_POINT.test(cell))
  );
}

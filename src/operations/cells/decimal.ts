import { CellFault, quoted } from "./fault.ts";

/**
 * Whether the numbers of a sheet may have decimal commas: `true` where semicolons separate its cells,
 * `in-edits` where they do so in a correction file only. Then the cells that nobody edited still have the
 * points of the first file, which are not in doubt.
 */
export type DecimalComma = boolean | "in-edits";

/** The digits of a decimal number without anything that does not change its value; null if it is none. */
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
 * A number of a sheet with decimal commas, with a point in the place of the comma; any other text as it
 * is. Three digits behind the only mark may be thousands just as well, as in 1,250 and 1.250: no guess
 * then, unless a zero stands before it.
 */
export function withPoint(text: string, comma: DecimalComma): string | CellFault {
  const number = text.trim();
  if (comma === true && isUnclear(number)) return unclear(number);
  if (comma === true && GROUPED.test(number)) {
    return new CellFault(
      "BAD_NUMBER",
      `${quoted(number)} is not a number that this field takes.`,
      `Leave out the points between the thousands: ${plainly(number.replaceAll(".", ""), ",")}.`,
    );
  }
  const isDecimal = /^[+-]?\d*,\d+$/.test(number) && !isUnclear(number);
  return isDecimal ? number.replace(",", ".") : text;
}

/** Thousands that are told apart by points: 1.250.000, 1.250,50. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)$/;

/** Whether a number in a sheet with decimal commas may be a thousand times as much. */
export function isUnclear(text: string): boolean {
  return /^[+-]?[1-9]\d*[.,]\d{3}$/.test(text.trim());
}

function unclear(number: string): CellFault {
  const mark = number.includes(",") ? "," : ".";
  const [thousands, decimal] = [number.replace(mark, ""), plainly(number, mark)];
  return new CellFault(
    "BAD_NUMBER",
    `${quoted(number)} may be ${thousands} or ${decimal} in a sheet with semicolons.`,
    `Write ${thousands} or ${decimal}: three digits behind a point or a comma may be decimals or thousands.`,
  );
}

/** The same number so that its decimals are no thousands: not three of them. */
function plainly(number: string, mark: string): string {
  const [whole = "", fraction = ""] = number.split(mark);
  const decimals = fraction.replace(/0+$/, "");
  if (decimals === "") return whole;
  return `${whole}${mark}${decimals.length === 3 ? `${decimals}0` : decimals}`;
}

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
 * A number with a decimal comma, with a point in its place; any other text as it is. Three digits after
 * the comma may be thousands just as well, as in 1,250: no guess then, unless a zero stands before it.
 */
export function withPoint(text: string): string {
  const number = text.trim();
  const isDecimal = /^[+-]?\d*,\d+$/.test(number) && !/^[+-]?[1-9]\d*,\d{3}$/.test(number);
  return isDecimal ? number.replace(",", ".") : text;
}

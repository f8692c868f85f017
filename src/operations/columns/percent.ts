/**
 * The fraction that a percentage stands for, as text: `400%` is 4.00. Null if it is not written as one, as is
 * 400: that may be the fraction itself.
 */
export function fractionOf(text: string, hasDecimalComma: boolean): string | null {
  const point = hasDecimalComma ? "," : ".";
  const match = /^(\d{1,6})(?:([.,])(\d{1,6}))?\s*%$/.exec(text.trim());
  if (match === null || (match[2] ?? point) !== point) return null;
  const whole = (match[1] ?? "").padStart(3, "0");
  return `${whole.slice(0, -2)}${point}${whole.slice(-2)}${match[3] ?? ""}`;
}

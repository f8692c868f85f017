/**
 * The shortest text that names a 32-bit float, as in proto JSON: 0.1, where its nearest double would
 * print as 0.10000000149011612.
 */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(value);
}

/** `1 row`, `1,250 rows`. */
export function counted(count: number, noun: string): string {
  return `${inDigits(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1,250`. */
export function inDigits(count: number): string {
  return count.toLocaleString("en");
}

/** A text as a query has it. */
export function quote(value: string): string {
  return `'${value.replace(/[\\']/g, "\\$&")}'`;
}

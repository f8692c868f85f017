/** A customer id of ten digits as Google shows it to people: `123-456-7890`. */
export function accountText(customerId: string): string {
  return customerId.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");
}

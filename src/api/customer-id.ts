/** A customer id of ten digits as Google shows it to people: `123-456-7890`. */
export function accountText(customerId: string): string {
  return customerId.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");
}

/** The digits of a customer id in any of the forms people write, or null. */
export function customerIdOf(text: string): string | null {
  const match = /^(?:customers\/)?(\d{3})[-\s]?(\d{3})[-\s]?(\d{4})$/.exec(text.trim());
  return match === null ? null : `${match[1]}${match[2]}${match[3]}`;
}

/**
 * Characters that a terminal obeys instead of showing them, or that turn the direction of what follows, and
 * halves of characters. Tabs and line ends are for the caller to decide on.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- They are what this is about.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|\r(?!\n)|[\uD800-\uDFFF]/gu;

/** The text with control characters as visible escapes, such as `\u001b`. Tabs and line ends stay. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escaped);
}

/** The text on one line: line ends and tabs are visible escapes too. */
export function oneLine(text: string): string {
  // Most texts are of printable ASCII alone, and there are several for each refused row.
  return PRINTABLE.test(text) ? text : visible(text).replace(/[\r\n\t]/g, escaped);
}

const PRINTABLE = /^[ -~]*$/;

const NAMED: Readonly<Record<string, string>> = { "\r": "\\r", "\n": "\\n", "\t": "\\t" };

function escaped(character: string): string {
  return NAMED[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** A text of at most so many characters; what is cut off is counted. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const more = (text.length - most).toLocaleString("en");
  return `${text.slice(0, most)}… (${more} more characters)`;
}

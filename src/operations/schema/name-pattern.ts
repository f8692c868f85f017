/** The form of a kind of resource's names: a pattern of the API, split at its placeholders. */
export interface NamePattern {
  /** As the API has it: `customers/{customer_id}/adGroups/{ad_group_id}`. */
  readonly text: string;
  /** The text before each placeholder, and the placeholder; the last part may have none. */
  readonly parts: readonly { readonly before: string; readonly placeholder: string | null }[];
  /** The number of placeholders that a cell fills: all except the account's. */
  readonly ids: number;
  /** Matches a whole name; its group is the account's id. */
  readonly whole: RegExp;
}

/** Values for a placeholder of a pattern: `{ad_group_id}` is a number, `{category}` a word. */
const ID = /^-?\d+$/;

const WORD = /^\w+$/;

export function patternOf(text: string): NamePattern {
  const pieces = text.split(/\{(\w+)\}/);
  const parts = pieces.flatMap((before, at) =>
    at % 2 === 0 ? [{ before, placeholder: pieces[at + 1] ?? null }] : [],
  );
  const ids = parts.filter(
    ({ placeholder }) => placeholder !== null && placeholder !== "customer_id",
  );
  const whole = parts.map(({ before, placeholder }) => {
    if (placeholder === null) return before;
    if (placeholder === "customer_id") return `${before}(\\d+)`;
    return `${before}${placeholder.endsWith("_id") ? String.raw`-?\d+` : String.raw`\w+`}`;
  });
  return { text, parts, ids: ids.length, whole: new RegExp(`^${whole.join("")}$`) };
}

/** The full name for a text such as `123` or `12~34`, or null if it cannot be of this kind. */
export function fill({ parts, ids }: NamePattern, text: string, customerId: string): string | null {
  const values = text.split("~");
  if (values.length !== ids) return null;
  let next = 0;
  let name = "";
  for (const { before, placeholder } of parts) {
    name += before;
    if (placeholder === null) continue;
    const value = placeholder === "customer_id" ? customerId : (values[next++] ?? "");
    if (placeholder !== "customer_id" && !(placeholder.endsWith("_id") ? ID : WORD).test(value))
      return null;
    name += value;
  }
  return name;
}

/** An example of a name of this kind: `customers/1234567890/adGroups/<ad_group_id>`. */
export function example({ text }: NamePattern, customerId: string): string {
  return text.replace("{customer_id}", customerId || "<customer_id>").replace(/\{(\w+)\}/g, "<$1>");
}

/** True for a name whose last part is a negative, temporary id. */
export function isTemporary(resourceName: string): boolean {
  // A quick check first: this runs for every text of every row.
  return resourceName.startsWith("customers/") && /[/~]-\d+$/.test(resourceName);
}

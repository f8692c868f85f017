/** How the names of a kind of resource are made up: a pattern of the API, taken apart at its placeholders. */
export interface NamePattern {
  /** As the API has it: `customers/{customer_id}/adGroups/{ad_group_id}`. */
  readonly text: string;
  /** What stands before each placeholder, and the placeholder; the last may have none. */
  readonly parts: readonly { readonly before: string; readonly placeholder: string | null }[];
  /** Placeholders that a cell fills, which are all but the account's. */
  readonly ids: number;
  /** What a whole name looks like; the account's id is its group. */
  readonly whole: RegExp;
}

/** What can stand for a placeholder of a pattern: `{ad_group_id}` is a number, `{category}` a word. */
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

/** The whole name of what a text such as `123` or `12~34` means, or null if it cannot be one of this kind. */
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

/** A name of this kind for people to follow: `customers/1234567890/adGroups/<ad_group_id>`. */
export function example({ text }: NamePattern, customerId: string): string {
  return text.replace("{customer_id}", customerId || "<customer_id>").replace(/\{(\w+)\}/g, "<$1>");
}

/** True for a name whose last part is a negative, temporary id. */
export function isTemporary(resourceName: string): boolean {
  // A quick look first: this is asked for every text of every row.
  return resourceName.startsWith("customers/") && /[/~]-\d+$/.test(resourceName);
}

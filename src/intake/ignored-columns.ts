import { RunError } from "../messages/run-error.ts";
import { headerKey } from "../operations/columns/column-map.ts";
import { nearest } from "../operations/schema/suggestion.ts";

/** The headers that an `--ignore` names: separated by commas, in quotation marks if they have commas themselves. */
export function ignoredIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)].map(
    ([, inQuotes, plain]) => (inQuotes?.replaceAll('""', '"') ?? plain ?? "").trim(),
  );
  return names.filter((name) => name !== "");
}

/** The inverse of `ignoredIn`. */
export function ignoreText(headers: readonly string[]): string {
  return headers
    .map((header) => (/[",]/.test(header) ? `"${header.replaceAll('"', '""')}"` : header))
    .join(",");
}

/**
 * Checks that the sheet has the columns that are to be ignored: a misspelled name would send the column.
 * @throws RunError that names the missing ones.
 */
export function checkIgnored(
  ignored: readonly string[],
  headers: readonly string[],
  name: string,
): void {
  const keys = new Set(headers.map(headerKey));
  const missing = ignored.filter((header) => !keys.has(headerKey(header)));
  if (missing.length === 0) return;
  const lines = missing.map((header) => {
    const meant = nearest(headerKey(header), keys);
    const close = headers.find((candidate) => headerKey(candidate) === meant);
    return close === undefined || meant === ""
      ? header
      : `${header}: did you mean ${close.trim()}?`;
  });
  throw new RunError(
    `${name} does not have ${missing.length === 1 ? "a column" : "columns"} that --ignore names.`,
    { list: lines, wayOut: "Nothing was sent. Write the headers as they are in the file." },
  );
}

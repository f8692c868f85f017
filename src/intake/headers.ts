import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import type { ColumnMap } from "../operations/columns/column-map.ts";
import { sheetKindOf } from "../operations/columns/sheet-kind.ts";
import { isApiName } from "../operations/columns/view.ts";
import { languageOf } from "../operations/columns/words/languages.ts";
import { normalHeader } from "../operations/fields/header.ts";
import { likelyDelimiter } from "../sheet/csv/dialect.ts";

/**
 * Refuses headers that no row could be read by.
 * @throws RunError if two columns have the same header, if the file is a correction file, or if it looks
 *   as though another delimiter were meant.
 */
export function checkHeaders(headers: readonly string[], name: string, headerText: string): void {
  const seen = new Map<string, number>();
  for (const [column, header] of headers.entries()) {
    const key = normalHeader(header);
    const first = seen.get(key);
    if (key !== "" && first !== undefined) {
      throw new RunError(
        `${name} has two columns ${header}: the ${ordinal(first)} and the ${ordinal(column)}.`,
        {
          wayOut: "Rename or remove one of them.",
        },
      );
    }
    seen.set(key, column);
  }
  if (seen.has("_run") && seen.has("_row")) {
    throw new RunError(`${name} is a correction file of an earlier run.`, {
      wayOut: `Send it with: ${command("resubmit", name)}`,
    });
  }
  const delimiter = headers.length === 1 ? likelyDelimiter(headerText) : null;
  if (delimiter !== null) {
    const isTab = delimiter === "\t";
    const shown = isTab ? "a tab" : delimiter;
    const typed = isTab ? String.raw`\t` : delimiter;
    throw new RunError(`${name} has only one column when it is read with the given delimiter.`, {
      wayOut: `The cells seem to be separated by ${shown}: remove --delimiter, or use --delimiter "${typed}".`,
    });
  }
}

/**
 * Refuses a sheet whose rows do not say what they are about, once for the whole file, and names the kind
 * of sheet that it looks like.
 * @param map null if the headers are fields of the API.
 * @param entity what every row is about, or null.
 * @throws RunError
 */
export function checkKind(
  headers: readonly string[],
  name: string,
  map: ColumnMap | null,
  entity: string | null,
): void {
  // A map that somebody wrote for the sheet says what its columns are.
  if (map?.own !== undefined) return;
  const kind = sheetKindOf(headers);
  if (map !== null && kind?.isOther !== true) return;
  const saysEntity = entity !== null || headers.some((header) => normalHeader(header) === "entity");
  // With headers in another language, to give the entity does not help.
  const isForeign = languageOf(headers) !== null && !headers.some(isApiName);
  if (map === null && saysEntity && !isForeign) return;
  throw kind === null
    ? new RunError(`${name} does not say what its rows are about.`, {
        wayOut: `Nothing was sent. Give --entity (campaign, ad_group, ...) or a column entity. rowmend recognises sheets of Google Ads Editor and of the web interface by headers such as Campaign, Ad group and Keyword.`,
      })
    : new RunError(`${name} ${kind.what}.`, { wayOut: `Nothing was sent. ${kind.wayOut}` });
}

/** A file with a header and nothing below it. */
export function noRows(name: string): RunError {
  return new RunError(`${name} has a header and no rows.`, {
    wayOut: "Nothing was sent. Add at least one row.",
  });
}

function ordinal(column: number): string {
  const number = column + 1;
  const tens = number % 100;
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${suffix}`;
}

import { RunError } from "../../messages/run-error.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { builtInMaps } from "./google-exports.ts";
import { isStatistic } from "./statistics.ts";
import { statuses } from "./words/statuses.ts";

// Both of Google's tools have a column Status. In Google Ads Editor, and in sheets that people make for it, it is
// the status to set. In the web interface it tells how something serves, and the status to set is in a column
// such as Keyword status. To take the one for the other pauses or enables things.

const STATUS = headerKey("Status");

/** Headers of the web interface alone. */
const WEB: ReadonlySet<string> = new Set(
  ["Status reasons", "Primary status", "Currency code", "Impr.", "Added to"].map(headerKey),
);

/** Columns of the status to set, beside which Status can only be the state of serving. */
const OWN: ReadonlySet<string> = new Set(
  ["Keyword status", "Keyword state", "Ad status", "Ad state"].map(headerKey),
);

/** The words that only a status to set has. */
function isSetting(text: string): boolean {
  return Object.hasOwn(statuses, text) && statuses[text] === "ENABLED";
}

/** States of serving. `Paused` and `Removed` may be both. */
function isServing(text: string): boolean {
  return (
    !Object.hasOwn(statuses, text) &&
    /\b(eligible|campaign|ad group|pending|ended|review|approved|disapproved|limited|serving|learning|search volume|first page|suspended|incomplete)\b/.test(
      text,
    )
  );
}

/**
 * The map of the tool whose Status the sheet has, by what stands in the column; the given map if there is no
 * such column.
 * @param rows the first rows of the sheet.
 * @param hasTitles there are title lines above the header, as the web interface writes them.
 * @throws RunError if the column may be either.
 */
export function mapByStatus(
  map: ColumnMap,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  hasTitles: boolean,
): ColumnMap {
  const keys = headers.map(headerKey);
  const column = keys.indexOf(STATUS);
  if (column === -1 || !Object.values(builtInMaps).includes(map)) return map;
  const texts = new Set(
    rows
      .map((cells) => (cells[column] ?? "").trim().toLowerCase())
      .filter((text) => text !== "" && !map.blanks.includes(text)),
  );
  const hasSettings = [...texts].some(isSetting);
  const hasStates = [...texts].some(isServing);
  const editor = builtInMaps["google-ads-editor"] ?? map;
  const web = builtInMaps["google-ads-web"] ?? map;
  if (hasSettings !== hasStates) return hasSettings ? editor : web;
  if (texts.size === 0) return map;
  if (!hasSettings) {
    if (hasTitles || keys.some((key) => WEB.has(key) || OWN.has(key))) return web;
    if (!headers.some(isStatistic)) return editor;
  }
  throw new RunError(
    "The column Status may be the status to set, as in Google Ads Editor, or the state of serving, as in the web interface.",
    {
      wayOut:
        "Nothing was sent. Say which one it is: --map google-ads-editor or --map google-ads-web.",
    },
  );
}

/** Whether it is the column that means the one in Editor and the other in the web interface. */
export function isStatusColumn(header: string): boolean {
  return headerKey(header) === STATUS;
}

/** Whether a text in the web interface's Status is one that it never writes there. */
export function isForeignState(text: string): boolean {
  return isSetting(text.trim().toLowerCase());
}

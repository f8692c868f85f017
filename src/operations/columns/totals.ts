import type { Row } from "../../sheet/sheet.ts";
import { entityNumbers } from "../schema/entity.ts";
import { normalHeader } from "../fields/header.ts";
import { type ColumnMap, headerKey } from "./column-map.ts";
import { isApiName, ruleFor } from "./view.ts";

/** What a column tells about a row: what the row is about, a value of it, or nothing that is read. */
type Role = "identity" | "value" | "unread";

/** A total in the languages of the web interface: `Total: Account`, `Total - Keywords`, `Summe`. */
const TOTAL =
  /^\s*(?:(?:grand )?totals?|gesamt(?:summe)?|summe|totale|totaal|合計|総計)\s*(?:[:：]\s*(\S.*)|\s[-–—]\s*(\S.*))?$/iu;

/** What the web interface writes totals of. Only such a total may stand in a column for names. */
const SUBJECT =
  /^(?:account|campaigns?|ad groups?|keywords?|ads?|search(?: terms?| keywords?)?|display|video|shopping|smart|app|hotel|local|performance max|demand gen|(?:filtered|all|unsupported) .+|konto|kampagnen?|anzeigengruppen?|keywords|suchbegriffe|alle .+|compte|campagnes?|groupes d.annonces|mots clés|cuenta|campañas?|grupos de anuncios|palabras clave|conta|campanhas?|palavras-chave|campagne|gruppi di annunci|parole chiave|advertentiegroepen|zoekwoorden|アカウント|キャンペーン|広告グループ|キーワード|.*(?:アカウント|キャンペーン|広告グループ|キーワード).*)\s*$/iu;

const NOTHING = /^[\s\-–—]*$/;

/** A figure as reports show it, also none, and the currency beside it. */
const FIGURE =
  /^\s*(?:[-–—]*|[A-Z]{3}|[<>]?\s*[-+]?\p{Sc}?\s*\d[\d.,'’\s]*\s*[%x]?\s*(?:\p{Sc}|[A-Z]{3})?)\s*$/u;

/**
 * Tells the rows of totals in a sheet with these headers: one cell is a total, no cell says what the row
 * is about, and the others are figures. Any other row is data, even if it is called a total.
 * @param map null if the headers are fields of the API.
 */
export function totalsOf(headers: readonly string[], map: ColumnMap | null): (row: Row) => boolean {
  const roles = headers.map((header) => roleOf(header, map));
  const identities = roles.flatMap((role, column) => (role === "identity" ? [column] : []));
  return ({ cells }) => {
    // Nearly every row is recognised as data by the first cell that names something.
    const named = identities.find((column) => !NOTHING.test(cells[column] ?? ""));
    if (named !== undefined && !TOTAL.test(cells[named] ?? "")) return false;
    const at = cells.findIndex((cell) => TOTAL.test(cell));
    if (at === -1) return false;
    const [, ofFirst, ofSecond] = TOTAL.exec(cells[at] ?? "") ?? [];
    const isAmongNames = roles[at] === "identity";
    if (isAmongNames && (map === null || !SUBJECT.test(ofFirst ?? ofSecond ?? ""))) return false;
    return cells.every((cell, column) => {
      if (column === at) return true;
      if (roles[column] === "identity") return NOTHING.test(cell);
      return (roles[column] === "unread" && !isAmongNames) || FIGURE.test(cell);
    });
  };
}

function roleOf(header: string, map: ColumnMap | null): Role {
  if (header.trim() === "") return "unread";
  if (map === null) return roleOfField(header);
  const isKnown = Object.hasOwn(map.columns, headerKey(header)) || isApiName(header);
  if (!isKnown) return "unread";
  const rule = ruleFor(header, map);
  if (rule.kind !== "field") return rule.kind === "foreign" ? "identity" : "unread";
  // A map of a user may know a header by another meaning than the tool that wrote the totals.
  return rule.fields.some((field) => roleOfField(field) === "identity") ||
    NAMES.has(headerKey(header))
    ? "identity"
    : "value";
}

const NAMES: ReadonlySet<string> = new Set(
  ["Campaign", "Ad group", "Keyword", "Negative keyword", "Search keyword"].map(headerKey),
);

/** Figures and choices are values; texts, names and ids may be what a row is about. */
function roleOfField(field: string): Role {
  const path = normalHeader(field);
  const last = path.split(".").at(-1) ?? "";
  if (entityNumbers().has(path)) return "identity";
  const isValue =
    /^(?:entity|operation|customer_id|status|type|negative|amount|.*_type|.*_micros|.*_bid|.*_modifier|.*_status)$/.test(
      last,
    );
  return isValue ? "value" : "identity";
}

import { type Fault, quoted } from "./cells/fault.ts";
import type { OtherThingRule } from "./columns/column-map.ts";
import type { ColumnView } from "./columns/view.ts";
import type { Layout } from "./fields/layout.ts";

/** Filled cells after the last column of the header. */
export function extraCells(cells: readonly string[], width: number): readonly Fault[] {
  if (cells.length <= width || cells.slice(width).every((cell) => cell.trim() === "")) return [];
  return [
    {
      code: "TOO_MANY_CELLS",
      message: `The row has ${cells.length} cells, the header has ${width}.`,
      advice:
        "Put quotation marks around a cell that contains the delimiter, and remove any extra cells.",
      column: null,
      fieldPath: "",
    },
  ];
}

/** What spreadsheet programs show instead of the result of a formula, in the languages of Google's tools. */
const FORMULA_ERROR =
  /^#(?:NAME\?|VALUE!|REF!|NUM!|NULL!|SPILL!|CALC!|ERROR!|N\/A|DIV\/0!|WERT!|BEZUG!|ZAHL!|NV|NOM\s?\?|VALEUR\s?!|NOMBRE\s?!|¿NOMBRE\?|¡VALOR!|¡REF!|NOME\?|VALOR!|VALORE!|RIF!|NAAM\?|WAARDE!|VERW!|#{2,})\s*$/i;

/** Cells that hold the error of a formula. Only those in the given columns count. */
export function formulaErrors(
  cells: readonly string[],
  isRead: (column: number) => boolean,
): readonly Fault[] {
  if (!cells.some((cell) => cell.startsWith("#"))) return [];
  return cells.flatMap((cell, column): readonly Fault[] =>
    FORMULA_ERROR.test(cell) && isRead(column)
      ? [
          {
            code: "FORMULA_ERROR",
            message: `The cell holds ${cell.trim()}, the error of a formula, instead of a value.`,
            advice: "Format the column as text, and write the value again.",
            column,
            fieldPath: "",
          },
        ]
      : [],
  );
}

/** An entity in the words of the sheets that maps read. */
export function spokenOf(entity: string): string {
  switch (entity) {
    case "ad_group_criterion":
      return "keyword";
    case "campaign_criterion":
      return "negative keyword of a campaign";
    case "ad_group_ad":
      return "ad";
    default:
      return entity.replaceAll("_", " ");
  }
}

/** `a location`, `an ad group`. */
export function articled(kind: string): string {
  return `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind}`;
}

/** Why a row is refused that fills a column of something that no map reads. */
export function otherThingFault({ what, entity }: OtherThingRule, column: number): Fault {
  const elsewhere =
    entity === null
      ? ""
      : ` You can upload them in a sheet with API field names as headers: see rowmend template ${entity}.`;
  return {
    code: "UNSUPPORTED_ROW",
    message: `The row holds ${what}, which rowmend does not read from exports.`,
    advice: `Leave such rows out: take them out of the file, or pass --only with the kinds of rows to take, such as --only campaign,ad_group,keyword,ad.${elsewhere}`,
    column,
    fieldPath: "",
  };
}

/** Why a row is refused that fills a column which rows like it do not carry out. */
export function unreadFault(view: ColumnView, layout: Layout, column: number): Fault {
  const rule = view.rules[column];
  const own = layout.unknown.find((one) => view.columns[one.column]?.source === column);
  const kind = spokenOf(layout.entity.name);
  const isOfOthers = view.isExport && rule?.kind === "field";
  return {
    code: "UNKNOWN_COLUMN",
    message: isOfOthers
      ? `This column does not belong to ${articled(kind)}, which is what the row is about.`
      : rule?.kind === "unread" && rule.isSetting
        ? (rule.elsewhere ?? "rowmend cannot change this from a sheet yet.")
        : view.isExport
          ? "rowmend does not know this column."
          : `${layout.entity.name} has no field for this column.`,
    advice: isOfOthers
      ? "Empty the cell, or write it in a row about what it belongs to."
      : rule?.kind === "unread" || own === undefined
        ? "Empty the cell, correct the header, or leave the column out with --ignore."
        : own.advice,
    column,
    fieldPath: "",
  };
}

/** Why a row that creates something may not have its id. */
export function ownIdFault({ entity }: Layout, column: number): Fault {
  return {
    code: "CONFLICTING_COLUMNS",
    message: `A new ${spokenOf(entity.name)} does not have an id yet.`,
    advice: "Empty the cell to create it, or update the one that has the id.",
    column,
    fieldPath: "resource_name",
  };
}

/** Why a row is refused that has an id which counts only below another one, without that one. */
export function loneIdFault({ entity }: Layout, column: number): Fault {
  const byName =
    entity.name === "ad_group_criterion"
      ? " Or empty this cell, and name the keyword by its campaign, ad group, text and match type."
      : "";
  return {
    code: "MISSING_RESOURCE_NAME",
    message: "This id is unique only within its ad group, whose id the row does not give.",
    advice: `Fill a column Ad group ID too.${byName}`,
    column,
    fieldPath: "resource_name",
  };
}

/** Why a row is refused that has the id of another account than the one that it would be sent to. */
export function otherAccountFault(column: number): Fault {
  return {
    code: "CONFLICTING_COLUMNS",
    message: "This is not the account that the row would be sent to.",
    advice: "Fill the column with the account's id, or empty this cell.",
    column,
    fieldPath: "",
  };
}

/** Why a row is refused that may be about a part of what it names, which it does not name. */
export function wholeFault(kind: string, isRemoval: boolean, column: number): Fault {
  return {
    code: "CONFLICTING_COLUMNS",
    message: isRemoval
      ? `The row would remove the whole ${kind}, because this cell is empty.`
      : `The status may be that of the ${kind}, or of something that the row does not name.`,
    advice: isRemoval
      ? `Fill the cell. To remove the ${kind} itself, write ${kind} into a column Row type.`
      : `Write what the row is about into a column Row type. The status of the ${kind} also has a column of its own: ${kind} status.`,
    column,
    fieldPath: "",
  };
}

/** Why an ad group is not looked up by its name alone. */
export function noCampaignFault(column: number): Fault {
  return {
    code: "REQUIRED_FIELD",
    message: "The row names an ad group without its campaign.",
    advice: "Fill the campaign. Ad groups of several campaigns may have the same name.",
    column,
    fieldPath: "ad_group",
  };
}

/** Why a row is refused whose identity was changed in Google Ads Editor. */
export function renamedFault(header: string, column: number): Fault {
  return {
    code: "UNSUPPORTED_OPERATION",
    message: "The row renames something, or changes what cannot be changed.",
    advice: `Empty this cell, and give the id of what is to be renamed. rowmend would look for the new text${header === "" ? "" : ` in ${quoted(header)}`}.`,
    column,
    fieldPath: "",
  };
}

/** Why a number is refused that may be a percentage or a fraction. */
export function percentFault(text: string, column: number): Fault {
  return {
    code: "BAD_NUMBER",
    message: `${quoted(text)} is not written in percent.`,
    advice: "Write it with the sign, as in 400%.",
    column,
    fieldPath: "",
  };
}

/** Why a status in a column of reports is not passed over. */
export function settingFault(text: string, column: number): Fault {
  return {
    code: "CONFLICTING_COLUMNS",
    message: `${quoted(text)} may be a status to set, but this column is read as the web interface's state of serving.`,
    advice:
      "Pass --map google-ads-editor if it is to be set. If not, leave the column out with --ignore, or write the status in a column such as Keyword status.",
    column,
    fieldPath: "status",
  };
}

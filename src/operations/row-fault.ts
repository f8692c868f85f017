import type { ForeignCell } from "../columns/view.ts";
import { type Fault, quoted } from "./fault.ts";
import { entityMeant } from "./entity-name.ts";
import type { Entity, Verb } from "./schema.ts";
import { nearest } from "./suggestion.ts";

/** The verb that a row names, or why it is none of the entity's. */
export function verbOf(
  text: string,
  entity: Entity,
): Verb | Pick<Fault, "code" | "message" | "advice"> {
  const allowed = [...entity.verbs];
  const word = text.trim().toLowerCase();
  const verb = allowed.find((name) => name === word);
  if (verb !== undefined) return verb;
  const advice =
    allowed.length === 0
      ? "It is an action and cannot be written as a row."
      : `Use one of: ${allowed.join(", ")}.`;
  if (word === "")
    return {
      code: "MISSING_OPERATION",
      message: "The row does not say what to do.",
      advice: `${advice} Fill a column operation, or give --operation.`,
    };
  if (word === "create" || word === "update" || word === "remove") {
    return { code: "UNSUPPORTED_OPERATION", message: `${entity.name} cannot be ${word}d.`, advice };
  }
  const meant = nearest(word, allowed);
  return {
    code: "UNKNOWN_OPERATION",
    message: `${quoted(text)} is no operation.`,
    advice: meant === null ? advice : `Did you mean ${meant}? ${advice}`,
  };
}

/** Why a row has no entity. */
export function entityFault(name: string, column: number | null): Fault {
  if (name === "") {
    return {
      code: "MISSING_ENTITY",
      message: "The row does not say what it is about.",
      advice: "Fill a column entity (campaign, ad_group, ...), or give --entity.",
      column,
      fieldPath: "",
    };
  }
  const meant = entityMeant(name);
  return {
    code: "UNKNOWN_ENTITY",
    message: `${quoted(name)} is nothing that Google Ads can change.`,
    advice:
      meant === null
        ? "Use an entity such as campaign, ad_group or ad_group_criterion."
        : `Did you mean ${meant}?`,
    column,
    fieldPath: "",
  };
}

/** Why a row has no account. */
export function customerFault(text: string, column: number | null): Fault {
  return text === ""
    ? {
        code: "MISSING_CUSTOMER_ID",
        message: "The row does not say which account it is for.",
        advice: "Fill a column customer_id, or give --customer-id.",
        column,
        fieldPath: "",
      }
    : {
        code: "BAD_CUSTOMER_ID",
        message: `${quoted(text)} is not a customer id.`,
        advice: "Write its ten digits, as in 123-456-7890.",
        column,
        fieldPath: "",
      };
}

/** Filled cells behind the last column of the header. */
export function extraCells(cells: readonly string[], width: number): readonly Fault[] {
  if (cells.length <= width || cells.slice(width).every((cell) => cell.trim() === "")) return [];
  return [
    {
      code: "TOO_MANY_CELLS",
      message: `The row has ${cells.length} cells, the header has ${width}.`,
      advice:
        "Put a cell that contains the delimiter into quotation marks, and remove what is left over.",
      column: null,
      fieldPath: "",
    },
  ];
}

/**
 * Why a row of an export is not read: its other cells may well make up a campaign, and would change it by
 * mistake.
 */
export function foreignFault({ column, rule }: ForeignCell): Fault {
  return {
    code: "UNSUPPORTED_ROW",
    message: `The row holds ${rule.what}, which rowmend does not read from exports.`,
    advice: rule.advice,
    column,
    fieldPath: "",
  };
}

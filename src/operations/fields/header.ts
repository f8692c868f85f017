import type { DecimalComma } from "../cells/decimal.ts";
import { type Fault, quoted } from "../cells/fault.ts";
import type { Entity, Verb } from "../schema/entity.ts";
import { entityMeant } from "../schema/spoken-name.ts";
import { verbMeant } from "../schema/spoken-verb.ts";
import { nearest } from "../schema/suggestion.ts";

/** The form in which headers are compared: spaces and underscores are the same, case does not matter. */
export function normalHeader(header: string): string {
  const name = header.trim().toLowerCase().replace(/\s+/g, "_");
  // The only control column of two words; people also write it as one word.
  return name === "customerid" ? "customer_id" : name;
}

/** The verb that a row names, or why the entity does not have it. */
export function verbOf(
  text: string,
  entity: Entity,
): Verb | Pick<Fault, "code" | "message" | "advice"> {
  const allowed = [...entity.verbs];
  const verb = verbMeant(text);
  if (verb !== undefined && entity.verbs.has(verb)) return verb;
  const advice =
    allowed.length === 0
      ? "It is an action and cannot be written as a row."
      : `Use one of: ${allowed.join(", ")}.`;
  if (text.trim() === "")
    return {
      code: "MISSING_OPERATION",
      message: "The row does not say what to do.",
      advice: `${advice} Fill a column operation, or pass --operation.`,
    };
  if (verb !== undefined) {
    return { code: "UNSUPPORTED_OPERATION", message: `${entity.name} cannot be ${verb}d.`, advice };
  }
  const meant = nearest(text.trim().toLowerCase(), allowed);
  return {
    code: "UNKNOWN_OPERATION",
    message: `${quoted(text)} is not an operation.`,
    advice: meant === null ? advice : `Did you mean ${meant}? ${advice}`,
  };
}

/** Why a row has no entity. */
export function entityFault(name: string, column: number | null): Fault {
  if (name === "") {
    return {
      code: "MISSING_ENTITY",
      message: "The row does not say what it is about.",
      advice: "Fill a column entity (campaign, ad_group, ...), or pass --entity.",
      column,
      fieldPath: "",
    };
  }
  const meant = entityMeant(name);
  return {
    code: "UNKNOWN_ENTITY",
    message: `${quoted(name)} is not a Google Ads entity.`,
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
        advice: "Fill a column customer_id, or pass --customer-id.",
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

/** What holds for all rows: values for those that do not give their own, and what of the sheet is taken. */
export interface RowDefaults {
  readonly entity: string | null;
  readonly operation: string | null;
  /** Ten digits. */
  readonly customerId: string | null;
  /** Whether numbers may have a decimal comma; no if left out. */
  readonly decimalComma?: DecimalComma;
  /** Headers of columns that are not read, by the user's word; none if left out. */
  readonly ignore?: readonly string[];
  /** The kinds of rows that are taken, as `kindNamed` writes them; all if left out. */
  readonly only?: readonly string[];
}

import type { DecimalComma } from "../cells/decimal.ts";
import { type Fault, quoted } from "../cells/fault.ts";
import type { Entity, Verb } from "../schema/entity.ts";
import { entityMeant } from "../schema/spoken-name.ts";
import { nearest } from "../schema/suggestion.ts";

/** A header as it is compared: blanks and underscores are one, case does not matter. */
export function normalHeader(header: string): string {
  const name = header.trim().toLowerCase().replace(/\s+/g, "_");
  // The one control column of two words, which people write as one too.
  return name === "customerid" ? "customer_id" : name;
}

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

/** What holds for every row whose own column does not say otherwise. */
export interface RowDefaults {
  readonly entity: string | null;
  readonly operation: string | null;
  /** Ten digits. */
  readonly customerId: string | null;
  /** Whether numbers may have a decimal comma; no if left out. */
  readonly decimalComma?: DecimalComma;
}

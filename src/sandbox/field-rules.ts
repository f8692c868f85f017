import protobuf from "protobufjs";
import { errorCodes } from "./error-code.ts";
import { has, type Message } from "./message.ts";
import { type NamePattern, option, options } from "./parsed-name.ts";
import { at, type Path, type Refusal } from "./refusal.ts";

/** The requirements of a field's descriptor for its value. */
export interface FieldRule {
  readonly name: string;
  readonly repeated: boolean;
  readonly required: boolean;
  readonly immutable: boolean;
  readonly outputOnly: boolean;
  /** The names of an enum's values by their numbers. */
  readonly values?: Readonly<Record<number, string>>;
  readonly message?: MessageRules;
  /** The form of the resource name that the field holds. */
  readonly reference?: NamePattern;
}

/** The rules of a message's fields, compiled once. Messages may contain themselves. */
export interface MessageRules {
  readonly fields: ReadonlyMap<string, FieldRule>;
  readonly required: readonly FieldRule[];
}

/** Resolves the resource name in a reference field, and refuses it if it leads nowhere. */
export type Resolve = (pattern: NamePattern, name: string, path: Path) => string;

export interface FieldCheck {
  readonly resolve: Resolve;
  refuse(refusal: Refusal): void;
}

/** Annotated as output only; Google's examples set it, since nothing else identifies the campaign. */
const campaignOfBidModifier = ".CampaignBidModifier.campaign";

/** Compiles messages to rules, each once. */
export function ruleCompiler(
  patterns: ReadonlyMap<string, NamePattern>,
): (type: protobuf.Type) => MessageRules {
  const compiled = new Map<protobuf.Type, MessageRules>();

  function compile(type: protobuf.Type): MessageRules {
    const known = compiled.get(type);
    if (known !== undefined) return known;
    const fields = new Map<string, FieldRule>();
    const required: FieldRule[] = [];
    const rules = { fields, required };
    // Kept before its fields are compiled, because a message may contain itself.
    compiled.set(type, rules);
    for (const field of type.fieldsArray) {
      const rule = compileField(field.resolve());
      fields.set(rule.name, rule);
      if (rule.required) required.push(rule);
    }
    return rules;
  }

  function compileField(field: protobuf.Field): FieldRule {
    const isCorrected = field.fullName.endsWith(campaignOfBidModifier);
    const behaviours = isCorrected ? ["REQUIRED"] : options(field, "(google.api.field_behavior)");
    const reference = option(field, "(google.api.resource_reference)") as
      | { readonly type?: string }
      | undefined;
    const pattern = patterns.get(reference?.type ?? "");
    const { resolvedType } = field;
    return {
      name: field.name,
      repeated: field.repeated,
      required: behaviours.includes("REQUIRED"),
      immutable: behaviours.includes("IMMUTABLE"),
      outputOnly: behaviours.includes("OUTPUT_ONLY"),
      ...(resolvedType instanceof protobuf.Enum && { values: resolvedType.valuesById }),
      ...(resolvedType instanceof protobuf.Type && { message: compile(resolvedType) }),
      ...(pattern !== undefined && field.name !== "resource_name" && { reference: pattern }),
    };
  }

  return compile;
}

/** Checks all set fields of a message that is being created, and that the required ones are set. */
export function checkMessage(
  message: Message,
  rules: MessageRules,
  path: Path,
  check: FieldCheck,
): void {
  for (const name of Object.keys(message)) {
    const rule = rules.fields.get(name);
    if (rule !== undefined && has(message, name)) checkField(message, rule, path, check);
  }
  for (const rule of rules.required) {
    if (isMissing(message, rule)) {
      const code = rule.repeated ? errorCodes.requiredList : errorCodes.required;
      check.refuse({ code, path: at(path, rule.name) });
    }
  }
}

/** Checks one set field, and puts the real resource name in the place of a temporary one. */
export function checkField(message: Message, rule: FieldRule, path: Path, check: FieldCheck): void {
  const value = message[rule.name];
  if (rule.outputOnly) {
    if (value !== "") check.refuse({ code: errorCodes.mustBeUnset, path: at(path, rule.name) });
    return;
  }
  if (rule.values === undefined && rule.message === undefined && rule.reference === undefined) {
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      value[index] = checkValue(element, rule, at(path, rule.name, index), check);
    }
    return;
  }
  // The values of a message being decoded are not shared.
  // oxlint-disable-next-line no-param-reassign
  message[rule.name] = checkValue(value, rule, at(path, rule.name), check);
}

function checkValue(value: unknown, rule: FieldRule, path: Path, check: FieldCheck): unknown {
  if (rule.reference !== undefined && typeof value === "string") {
    return value === "" ? value : check.resolve(rule.reference, value, path);
  }
  if (rule.message !== undefined) {
    // The descriptor says that the value is a message.
    checkMessage(value as Message, rule.message, path, check);
    return value;
  }
  if (rule.values !== undefined) {
    const name = rule.values[Number(value)];
    // 0 and 1 are UNSPECIFIED and UNKNOWN in every enum of the API.
    if (name === undefined || Number(value) <= 1) {
      const written = name ?? String(value);
      const message = `Enum value '${written}' cannot be used.`;
      check.refuse({ code: errorCodes.invalidEnum, path, message, trigger: written });
    }
  }
  return value;
}

function isMissing(message: Message, rule: FieldRule): boolean {
  return !has(message, rule.name) || message[rule.name] === "";
}

import type protobuf from "protobufjs";
import { behaviorsOf, enumOf, messageOf, patternsOf, referenceOf } from "../schema/entity.ts";
import { dateFormOf } from "./date.ts";

/** Deeper messages are left empty in a sample. */
const DEEPEST = 4;

/** A cell that the field accepts, to show the form: `[{"text":"..."}]` for a list of texts. */
export function sampleCell(field: protobuf.Field): string {
  const element = sampleElement(field);
  if (!field.repeated) return element;
  return messageOf(field) === null ? `${element}|${element}` : `[${element}]`;
}

/** The same for a single element, if the field is a list: `{"text":"..."}`. */
export function sampleElement(field: protobuf.Field): string {
  const sample = sampleOf(field, 0);
  return typeof sample === "string" ? sample : JSON.stringify(sample);
}

/** Whether the field says something even if nothing inside is filled: it is one of several alternatives. */
export function isChoice(field: protobuf.Field): boolean {
  return messageOf(field) !== null && !field.repeated && (field.partOf?.oneof.length ?? 0) > 1;
}

type Json = string | number | boolean | { readonly [name: string]: Json | readonly Json[] };

/** One element, if the field is repeated. */
function sampleOf(field: protobuf.Field, depth: number): Json {
  const message = messageOf(field);
  if (message !== null) {
    const inner = depth === DEEPEST ? undefined : mostTelling(message);
    if (inner === undefined) return {};
    const value = sampleOf(inner, depth + 1);
    return { [inner.name]: inner.repeated ? [value] : value };
  }
  const values = enumOf(field);
  if (values !== null)
    return Object.entries(values.values).find(([, number]) => number > 1)?.[0] ?? "";
  switch (field.type) {
    case "string":
      return sampleText(field);
    case "bool":
      return true;
    case "bytes":
      return "aW1hZ2U=";
    default:
      return 1;
  }
}

function sampleText(field: protobuf.Field): string {
  const date = dateFormOf(field);
  if (date !== null) return date === "date" ? "2030-12-31" : "2030-12-31 00:00:00";
  const reference = referenceOf(field);
  const [pattern] = reference === null ? [] : patternsOf(reference);
  if (pattern === undefined) return "...";
  const ids = pattern.split("/").at(-1) ?? "";
  if (ids === "{customer_id}") return "123-456-7890";
  return ids.replaceAll(/\{\w+_id\}/g, "123").replaceAll(/\{\w+\}/g, "WORD");
}

/** A text if the message has one, else a plain value, else whatever can be written. */
function mostTelling(message: protobuf.Type): protobuf.Field | undefined {
  const writable = message.fieldsArray.filter((field) => !behaviorsOf(field).has("OUTPUT_ONLY"));
  return (
    writable.find(({ name }) => name === "text") ??
    writable.find((field) => messageOf(field) === null && !field.repeated) ??
    writable[0]
  );
}

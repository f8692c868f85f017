import type protobuf from "protobufjs";
import { RunError } from "../../messages/run-error.ts";
import { dateFormOf } from "../../operations/cells/date.ts";
import { leavesOf } from "../../operations/fields/field-kind.ts";
import { layoutOf, type Leaf } from "../../operations/fields/layout.ts";
import {
  behaviorsOf,
  type Entity,
  enumOf,
  messageOf,
  patternsOf,
  referenceOf,
  type Verb,
} from "../../operations/schema/entity.ts";
import { picks } from "./picks.ts";

/** A column of a starter sheet. */
export interface TemplateColumn {
  readonly header: string;
  /** The type of its cells, in words. */
  readonly type: string;
  /** The values of an enum; empty for anything else. */
  readonly choices: readonly string[];
  readonly required: boolean;
  /** Can be set only when the resource is created. */
  readonly immutable: boolean;
  /** Google's comment on the field, on one line; empty if there is none. */
  readonly comment: string;
  /** An example cell; empty for fields that are often left empty. */
  readonly example: string;
}

/**
 * The columns for an entity and an operation: control columns, then required fields, then common ones. All
 * fields of a resource can be up to three hundred.
 *
 * @throws RunError if the entity is an action or does not support the operation.
 */
export function templateOf(entity: Entity, verb: Verb): readonly TemplateColumn[] {
  const { resource } = entity;
  if (resource === null) {
    throw new RunError(`${entity.name} is an action; a row cannot express it.`, {
      wayOut: "Choose an entity such as campaign, ad_group or ad_group_criterion.",
    });
  }
  if (!entity.verbs.has(verb)) {
    throw new RunError(`${entity.name} cannot be ${verb}d.`, {
      wayOut: `Use --operation ${[...entity.verbs].join(" or ")}.`,
    });
  }
  const fields = verb === "remove" ? [] : fieldsFor(entity, resource, verb);
  const named = verb === "create" ? fields : [nameColumn(entity, resource), ...fields];
  return [...controlColumns(entity, verb), ...named.toSorted(byNeed)];
}

function control(header: string, example: string, type: string, comment: string): TemplateColumn {
  return { header, type, choices: [], required: true, immutable: false, comment, example };
}

/** The columns that every sheet may have. */
function controlColumns(entity: Entity, verb: Verb): readonly TemplateColumn[] {
  return [
    control("entity", entity.name, "text", "The entity that the row creates, changes or removes."),
    {
      ...control("operation", verb, "choice", "The operation."),
      choices: [...entity.verbs],
    },
    control("customer_id", "123-456-7890", "text", "The account, with or without hyphens."),
  ];
}

function byNeed(a: TemplateColumn, b: TemplateColumn): number {
  return Number(b.required) - Number(a.required);
}

function nameColumn(entity: Entity, resource: protobuf.Type): TemplateColumn {
  const field = resource.fields["resource_name"];
  if (field === undefined) throw new Error(`${entity.name} has no resource name`);
  return {
    ...columnOf("resource_name", field, new Set(), exampleName(field)),
    required: true,
    immutable: false,
  };
}

function fieldsFor(
  entity: Entity,
  resource: protobuf.Type,
  verb: Exclude<Verb, "remove">,
): readonly TemplateColumn[] {
  const picked = Object.hasOwn(picks, entity.name) ? picks[entity.name] : undefined;
  const offered = picked ?? [...generic(resource, "", 1)];
  const { root } = layoutOf(
    entity,
    offered.map(([header]) => header),
  );
  const leaves = new Map(leavesOf(root).map((leaf) => [leaf.column, leaf]));
  const columns = offered.flatMap(([header, example], index) => {
    const leaf = leaves.get(index);
    if (leaf === undefined) throw new Error(`${entity.name} has no field ${header}`);
    if (verb === "update" && leaf.behaviors.has("IMMUTABLE")) return [];
    const column = columnOf(header, leaf.field, leaf.behaviors, example);
    return [{ ...column, required: verb === "create" && column.required, field: leaf.field }];
  });
  const isFilled = columns.some(({ example }) => example !== "");
  // The common fields may all be immutable; an update then gets an example for another field.
  return columns.map(({ field, ...column }, index) =>
    isFilled || index > 0 ? column : { ...column, example: exampleOf(field) },
  );
}

const DEEPEST = 2;

/** Scalars and enums of a resource and its messages. Only the first member of a oneof gets an example. */
function* generic(
  type: protobuf.Type,
  prefix: string,
  depth: number,
): Generator<readonly [header: string, example: string]> {
  for (const field of type.fieldsArray) {
    const behaviors = behaviorsOf(field);
    if (behaviors.has("OUTPUT_ONLY") || field.options?.["deprecated"] === true) continue;
    if (field.name === "resource_name") continue;
    const message = messageOf(field);
    const path = `${prefix}${field.name}`;
    if (message !== null) {
      if (depth < DEEPEST && !field.repeated) yield* generic(message, `${path}.`, depth + 1);
      continue;
    }
    const isRival = field.partOf !== null && !(field.partOf.oneof.length === 1);
    const isSaid = depth === 1 && (!isRival || field.partOf?.oneof[0] === field.name);
    const header = path.replace(/_micros$/, "");
    yield [header, isSaid ? exampleOf(field) : ""];
  }
}

function columnOf(
  header: string,
  field: protobuf.Field,
  behaviors: Leaf["behaviors"],
  example: string,
): TemplateColumn {
  const values = enumOf(field);
  const isMoney = field.name.endsWith("_micros") && !header.endsWith("_micros");
  const type = isMoney ? "amount in the account's currency" : typeOf(field);
  const isElement = /\[\d+\]$/.test(header);
  return {
    header,
    type: field.repeated && !isElement ? `${type}; several are separated by |` : type,
    choices:
      values === null
        ? []
        : Object.keys(values.values).filter((name) => (values.values[name] ?? 0) > 1),
    required: behaviors.has("REQUIRED"),
    immutable: behaviors.has("IMMUTABLE"),
    comment: (field.comment ?? "").replace(/\s+/g, " ").trim(),
    example,
  };
}

function typeOf(field: protobuf.Field): string {
  if (messageOf(field) !== null) return "JSON";
  if (enumOf(field) !== null) return "choice";
  const form = dateFormOf(field);
  if (form !== null)
    return form === "date" ? "date, 2026-11-22" : "date and time, 2026-11-22 09:00:00";
  const reference = referenceOf(field);
  if (reference !== null)
    return `id or name of ${wordsOf(reference.slice(reference.lastIndexOf("/") + 1))}`;
  switch (field.type) {
    case "bool":
      return "true or false";
    case "string":
      return "text";
    case "bytes":
      return "bytes in base64";
    case "double":
    case "float":
      return "number";
    default:
      return "whole number";
  }
}

/** `an ad group` for `AdGroup`. */
function wordsOf(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}

function exampleOf(field: protobuf.Field): string {
  const values = enumOf(field);
  if (values !== null) {
    const names = Object.keys(values.values).filter((name) => (values.values[name] ?? 0) > 1);
    return names.find((name) => name === "PAUSED") ?? names[0] ?? "";
  }
  const form = dateFormOf(field);
  if (form !== null) {
    const day = field.name.startsWith("end") ? "2030-03-08" : "2030-03-01";
    return form === "date" ? day : `${day} 00:00:00`;
  }
  if (referenceOf(field) !== null) return exampleName(field);
  switch (field.type) {
    case "bool":
      return "false";
    case "string":
      return exampleText(field.name);
    case "bytes":
      return "";
    case "double":
    case "float":
      return "1.2";
    default:
      return field.name.endsWith("_micros") ? "1.25" : "1";
  }
}

function exampleText(name: string): string {
  if (/url/.test(name))
    return name.includes("template") || name.includes("suffix") ? "" : "https://www.example.com";
  if (name === "tag") return "hiking_boots";
  return /name|text|title/.test(name) ? "Hiking boots" : "";
}

/** The part of a resource name that a cell needs: `1001`, or `1001~2002` where it has two parts. */
function exampleName(field: protobuf.Field): string {
  const pattern = patternsOf(referenceOf(field) ?? "")[0] ?? "";
  const ids = [...pattern.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((id) => id !== "customer_id");
  if (ids.length === 0) return pattern === "" ? "" : "123-456-7890";
  return ids
    .map((id, index) => (id.endsWith("_id") ? `${index + 1}00${index + 1}` : wordFor(id)))
    .join("~");
}

function wordFor(placeholder: string): string {
  return placeholder === "field_type" ? "SITELINK" : placeholder.toUpperCase();
}

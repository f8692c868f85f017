import type protobuf from "protobufjs";
import { type Convert, fieldConverter, singleConverter, toMicros } from "../cells/cell.ts";
import {
  type Behavior,
  behaviorsOf,
  type Entity,
  fieldNamed,
  messageOf,
} from "../schema/entity.ts";
import { nearest } from "../schema/suggestion.ts";
import { normalHeader } from "./header.ts";
import { type Reference, referencesOf } from "./reference.ts";

/** A column that fills one field of the resource, or one element of a repeated field. */
export interface Leaf {
  readonly kind: "leaf";
  /** Index of the column in the sheet. */
  readonly column: number;
  /** The field's name in its message; null for an element of a list. */
  readonly name: string | null;
  readonly field: protobuf.Field;
  /** The fields that lead from the resource to it, itself included. */
  readonly fields: readonly protobuf.Field[];
  readonly convert: Convert;
  /** As the API spells it, with indexes as the header gave them. */
  readonly path: string;
  /** The path to put into an update mask: without indexes, ending at the first repeated field. */
  readonly mask: string;
  /** True if the field, or one of those above it, is repeated: the mask ends there. */
  readonly isInList: boolean;
  /** The annotations of the field and of every message above it. */
  readonly behaviors: ReadonlySet<Behavior>;
}

/** A message of which at least one field has a column. */
export interface Branch {
  readonly kind: "branch";
  readonly name: string | null;
  readonly type: protobuf.Type;
  readonly children: readonly (Branch | Leaf | List)[];
  /** Its path in the resource, with a dot at the end: the prefix of its fields' paths. */
  readonly prefix: string;
  /** The members of each oneof that have columns; a resource can have only one of them. */
  readonly unions: readonly (readonly string[])[];
  /** Fields that are required when it is created. */
  readonly required: readonly string[];
}

/** A repeated field whose elements have columns of their own: `headlines[0].text`, `headlines[1].text`. */
export interface List {
  readonly kind: "list";
  readonly name: string;
  readonly field: protobuf.Field;
  /** In the order of their indexes. Only the filled ones are sent, so elements after a gap move up. */
  readonly items: readonly { readonly index: number; readonly node: Branch | Leaf }[];
}

export type Node = Branch | Leaf | List;

/** Which columns of a sheet fill which fields of an entity's resource. Rows are built and errors located with it. */
export interface Layout {
  readonly entity: Entity;
  /** Null for an action, which has no resource. */
  readonly root: Branch | null;
  /** Columns whose header is not a field of this entity, each with its advice. */
  readonly unknown: readonly { readonly column: number; readonly advice: string }[];
  /** Columns that fill a field that an earlier column already fills. */
  readonly doubled: readonly Doubled[];
  /** Columns that name other resources by their own names. */
  readonly references: readonly Reference[];
  /** The name's header includes the entity, as in `campaign.name`, so other rows can refer to it in the same column. */
  readonly isNamedByEntity: boolean;
}

export interface Doubled {
  readonly column: number;
  /** The column that fills the field already. */
  readonly first: number;
  readonly path: string;
}

/**
 * Assigns the columns of a sheet to the fields of an entity's resource. `headers` are the headers by column index;
 * null stands for a column that is not a field (a control column). Columns of the `context` may belong to
 * other entities.
 */
export function layoutOf(
  entity: Entity,
  headers: readonly (string | null)[],
  context: ReadonlySet<number> = NO_COLUMNS,
): Layout {
  const strange: { column: number; header: string }[] = [];
  const doubled: Doubled[] = [];
  const placed: Placed[] = [];
  for (const [column, header] of headers.entries()) {
    if (header === null) continue;
    const path = entity.resource === null ? null : resolve(entity, entity.resource, header);
    if (path === null) strange.push({ column, header });
    else placed.push({ column, ...path });
  }
  const references = referencesOf(
    entity,
    new Map(strange.map(({ column, header }) => [normalHeader(header), column])),
  );
  const root =
    entity.resource === null
      ? null
      : branchOf(null, entity.resource, placed, 0, doubled, namesOf(references));
  const referring = new Set(references.flatMap(({ parts }) => parts.map(({ column }) => column)));
  return {
    entity,
    root,
    unknown: strange
      .filter(({ column }) => !referring.has(column) && !context.has(column))
      .map(({ column, header }) => ({ column, advice: unknownAdvice(entity, header) })),
    doubled,
    references,
    isNamedByEntity: headers.some(
      (header) => header !== null && normalHeader(header) === `${entity.name}.name`,
    ),
  };
}

const NO_COLUMNS: ReadonlySet<number> = new Set();

/** The first of several headers that is a field of the entity; the last if none is. */
export function fieldFor(entity: Entity, headers: readonly string[]): string | null {
  const { resource } = entity;
  if (headers.length === 1 || resource === null) return headers[0] ?? null;
  const found = headers.find((header) => resolve(entity, resource, header) !== null);
  return found ?? headers.at(-1) ?? null;
}

interface Step {
  readonly field: protobuf.Field;
  readonly index: number | null;
}

interface FieldPath {
  readonly steps: readonly Step[];
  /** The column holds a decimal amount for a field that counts in micros. */
  readonly money: boolean;
}

interface Placed extends FieldPath {
  readonly column: number;
}

function resolve(entity: Entity, type: protobuf.Type, header: string): FieldPath | null {
  const segments = normalHeader(header).split(".");
  return (
    resolveIn(type, segments) ??
    (segments[0] === entity.name ? resolveIn(type, segments.slice(1)) : null)
  );
}

function resolveIn(root: protobuf.Type, segments: readonly string[]): FieldPath | null {
  let type: protobuf.Type | null = root;
  const steps: Step[] = [];
  let money = false;
  for (const segment of segments) {
    const [, name = "", index] = /^(\w+)(?:\[(\d+)\])?$/.exec(segment) ?? [];
    const isLast = steps.length === segments.length - 1;
    let field = type === null ? undefined : fieldNamed(type, name);
    if (field === undefined && isLast && type !== null) {
      field = fieldNamed(type, `${name}_micros`);
      money = field !== undefined;
    }
    if (field === undefined || (index !== undefined && !field.repeated)) return null;
    if (field.repeated && index === undefined && !isLast) return null;
    steps.push({ field, index: index === undefined ? null : Number(index) });
    type = messageOf(field);
  }
  return steps.length === 0 ? null : { steps, money };
}

function namesOf(references: readonly Reference[]): readonly string[] {
  return references.map(({ field }) => field);
}

/** @param referred fields that columns fill by naming another resource. */
function branchOf(
  name: string | null,
  type: protobuf.Type,
  columns: readonly Placed[],
  depth: number,
  doubled: Doubled[],
  referred: readonly string[] = [],
): Branch {
  const groups = Map.groupBy(columns, (column) => stepAt(column, depth).field.name);
  const children = [...groups].map(([field, group]): Node => {
    const indexed = group.filter((column) => stepAt(column, depth).index !== null);
    if (indexed.length === 0) return elementOf(field, group, depth, doubled);
    reportDoubled(
      group.filter((column) => !indexed.includes(column)),
      indexed,
      doubled,
    );
    const items = Map.groupBy(indexed, (column) => stepAt(column, depth).index ?? 0);
    return {
      kind: "list",
      name: field,
      field: fieldAt(group, depth),
      items: [...items]
        .toSorted(([a], [b]) => a - b)
        .map(([index, item]) => ({ index, node: elementOf(null, item, depth, doubled) })),
    };
  });
  const names = new Set([...children.map((child) => child.name), ...referred]);
  return {
    kind: "branch",
    name,
    type,
    children,
    prefix:
      columns[0] === undefined || depth === 0
        ? ""
        : `${pathText(columns[0].steps.slice(0, depth))}.`,
    unions: type.oneofsArray
      .map((union) => union.oneof.filter((member) => names.has(member)))
      .filter((members) => members.length > 1),
    required: type.fieldsArray
      .filter((field) => isRequired(behaviorsOf(field)))
      .map((field) => field.name),
  };
}

function isRequired(behaviors: ReadonlySet<Behavior>): boolean {
  return behaviors.has("REQUIRED") && !behaviors.has("OUTPUT_ONLY");
}

/** The node of a field, or of one element of it, from all the columns that lead there. */
function elementOf(
  name: string | null,
  columns: readonly Placed[],
  depth: number,
  doubled: Doubled[],
): Branch | Leaf {
  const [first] = columns;
  if (first === undefined) throw new Error("a node of the layout has at least one column");
  const endsHere = (column: Placed): boolean => column.steps.length === depth + 1;
  const same = columns.filter((column) => endsHere(column) === endsHere(first));
  reportDoubled(
    columns.filter((column) => !same.includes(column)),
    same,
    doubled,
  );
  const type = messageOf(stepAt(first, depth).field);
  if (!endsHere(first) && type !== null) return branchOf(name, type, same, depth + 1, doubled);
  reportDoubled(same.slice(1), same, doubled);
  return leafOf(name, first);
}

function reportDoubled(
  late: readonly Placed[],
  early: readonly Placed[],
  doubled: Doubled[],
): void {
  for (const { column, steps } of late) {
    doubled.push({ column, first: early[0]?.column ?? column, path: pathText(steps) });
  }
}

/** The field to which all these columns lead. */
function fieldAt([first]: readonly Placed[], depth: number): protobuf.Field {
  if (first === undefined) throw new Error("a node of the layout has at least one column");
  return stepAt(first, depth).field;
}

function stepAt(column: Placed, depth: number): Step {
  const step = column.steps[depth];
  if (step === undefined)
    throw new Error("a column's path is as long as its place in the layout is deep");
  return step;
}

function leafOf(name: string | null, { column, steps, money }: Placed): Leaf {
  const { field, index } = stepAt({ column, steps, money }, steps.length - 1);
  const firstRepeated = steps.findIndex((step) => step.field.repeated);
  const masked = firstRepeated === -1 ? steps : steps.slice(0, firstRepeated + 1);
  return {
    kind: "leaf",
    column,
    name,
    field,
    fields: steps.map((step) => step.field),
    convert: money ? toMicros : index === null ? fieldConverter(field) : singleConverter(field),
    path: pathText(steps),
    mask: masked.map((step) => step.field.name).join("."),
    isInList: firstRepeated !== -1,
    behaviors: behaviorsAlong(steps),
  };
}

/**
 * Whatever is forbidden for the messages above a field is forbidden for the field too. The exception is a
 * field that is only written: `Asset.image_asset` is annotated as output only, but images are uploaded in
 * its `data` (asset_types.proto says "This field is mutate only").
 */
function behaviorsAlong(steps: readonly Step[]): ReadonlySet<Behavior> {
  const all = new Set(steps.flatMap((step) => [...behaviorsOf(step.field)]));
  if (/\bmutate\s+only\b/i.test(steps.at(-1)?.field.comment ?? "")) all.delete("OUTPUT_ONLY");
  return all;
}

function pathText(steps: readonly Step[]): string {
  return steps
    .map(({ field, index }) => (index === null ? field.name : `${field.name}[${index}]`))
    .join(".");
}

function unknownAdvice(entity: Entity, header: string): string {
  if (header.trim() === "") return "Give the column a header, or empty it.";
  if (entity.resource === null)
    return `${entity.name} is an action and cannot be written as a row.`;
  const meant = nearest(normalHeader(header), fieldPaths(entity.resource));
  return meant === null
    ? "Rename the column to a field of the API, or remove it."
    : `Did you mean ${meant}? Rename the column, or remove it.`;
}

const paths = new WeakMap<protobuf.Type, readonly string[]>();

/** The writable fields of a message as headers, a few levels deep, to suggest for an unknown header. */
export function fieldPaths(type: protobuf.Type): readonly string[] {
  let found = paths.get(type);
  if (found === undefined) {
    found = [...walkPaths(type, "", [])];
    paths.set(type, found);
  }
  return found;
}

const SUGGESTED_DEPTH = 4;

function* walkPaths(
  type: protobuf.Type,
  prefix: string,
  above: readonly protobuf.Type[],
): Generator<string> {
  for (const field of type.fieldsArray) {
    if (behaviorsOf(field).has("OUTPUT_ONLY")) continue;
    const path = `${prefix}${field.name}`;
    const message = messageOf(field);
    if (message === null) {
      yield path;
      if (path.endsWith("_micros")) yield path.slice(0, -"_micros".length);
    } else if (above.length < SUGGESTED_DEPTH && !above.includes(message)) {
      yield* walkPaths(message, `${path}${field.repeated ? "[0]" : ""}.`, [...above, message]);
    }
  }
}

import protobuf from "protobufjs";
import type { PolicyViolationKey } from "../failure/failure.ts";
import { maxOperationBytes } from "../options.ts";
import { CellFault, type Fault, type LocalCode, quoted } from "./fault.ts";
import {
  type Branch,
  type Layout,
  layoutOf,
  type Leaf,
  type Node,
  normalHeader,
} from "./layout.ts";
import { customerIdOf, isTemporary } from "./resource-name.ts";
import { behaviorsOf, type Entity, entityNumbers, entityOf, type Verb } from "./schema.ts";
import { nearest } from "./suggestion.ts";

/** What holds for every row whose own column does not say otherwise. */
export interface RowDefaults {
  readonly entity: string | null;
  readonly operation: string | null;
  /** Ten digits. */
  readonly customerId: string | null;
}

/** A row that can be sent. */
export interface Operation {
  readonly kind: "operation";
  readonly customerId: string;
  readonly entity: string;
  readonly verb: Verb;
  /** The encoded `MutateOperation`. */
  readonly bytes: Uint8Array;
  /** The temporary resource name that the row gives to what it creates, or null. */
  readonly defines: string | null;
  /** The temporary resource names that the row refers to. */
  readonly uses: readonly string[];
}

/** A row that cannot be sent, with everything that is wrong with it. */
export interface Refusal {
  readonly kind: "refusal";
  /** Null if the row does not name a valid account. */
  readonly customerId: string | null;
  readonly faults: readonly Fault[];
}

/** Policies that the user asks to be exempted from, as Google named them. */
export interface Exemptions {
  /** Of keywords and the like: `exempt_policy_violation_keys` of the operation. */
  readonly keys: readonly PolicyViolationKey[];
  /** Of ads: `policy_validation_parameter.ignorable_policy_topics` of the operation. */
  readonly topics: readonly string[];
}

/** Turns the rows of one sheet into operations, and finds the columns that errors speak of. */
export interface Builder {
  /**
   * `names` gives the real names of resources that are known by a temporary one so far, `exemptions`
   * what to be let off from.
   */
  build(
    cells: readonly string[],
    names?: ReadonlyMap<string, string>,
    exemptions?: Exemptions | null,
  ): Operation | Refusal;
  /** How the columns lie in the entity that this row is about; null if the row names none. */
  layoutOf(cells: readonly string[]): Layout | null;
}

type Control = "entity" | "operation" | "customer_id";

/** Builds for a sheet with these headers, verbatim. Layouts are worked out once per entity. */
export function builderOf(headers: readonly string[], defaults: RowDefaults): Builder {
  const normal = headers.map(normalHeader);
  const controls: Readonly<Record<Control, number>> = {
    entity: normal.indexOf("entity"),
    operation: normal.indexOf("operation"),
    customer_id: normal.indexOf("customer_id"),
  };
  const isControl = new Set(Object.values(controls));
  const fields = headers.map((header, column) => (isControl.has(column) ? null : header));
  const layouts = new Map<string, Layout>();

  const layoutWithout = (entity: Entity, aside: ReadonlySet<number>): Layout => {
    const key = [entity.name, ...aside].join();
    let layout = layouts.get(key);
    if (layout === undefined) {
      layout = layoutOf(
        entity,
        fields.map((header, column) => (aside.has(column) ? null : header)),
      );
      layouts.set(key, layout);
    }
    return layout;
  };
  /** Where several columns fill one field, those that the row leaves empty make way for the one that it fills. */
  const layoutFor = (name: string, cells: readonly string[]): Layout | null => {
    const entity = entityOf(name);
    if (entity === undefined) return null;
    const aside = new Set<number>();
    for (;;) {
      const layout = layoutWithout(entity, aside);
      const covered = layout.doubled.find(
        ({ column, first }) => isBlank(cells[first]) && !isBlank(cells[column]),
      );
      if (covered === undefined) return layout;
      aside.add(covered.first);
    }
  };
  const read = (
    cells: readonly string[],
    control: Control,
  ): { text: string; column: number | null } => {
    const column = controls[control];
    const text = column === -1 ? "" : (cells[column] ?? "").trim();
    return { text, column: column === -1 ? null : column };
  };
  const entityName = (cells: readonly string[]): string =>
    normalHeader(read(cells, "entity").text).replace(/_operation$/, "") || (defaults.entity ?? "");

  return {
    layoutOf: (cells) => layoutFor(entityName(cells), cells),
    build(cells, names = NO_NAMES, exemptions = null) {
      const faults: Fault[] = [];
      const customer = read(cells, "customer_id");
      const customerId = customer.text === "" ? defaults.customerId : customerIdOf(customer.text);
      if (customerId === null) faults.push(customerFault(customer.text, customer.column));
      faults.push(...extraCells(cells, headers.length));

      const name = entityName(cells);
      const layout = layoutFor(name, cells);
      if (layout === null) {
        faults.push(entityFault(name, read(cells, "entity").column));
        return { kind: "refusal", customerId, faults };
      }
      const operation = read(cells, "operation");
      const verb = verbOf(operation.text || (defaults.operation ?? ""), layout.entity);
      if (typeof verb !== "string") {
        faults.push({ ...verb, column: operation.column, fieldPath: "" });
        return { kind: "refusal", customerId, faults };
      }
      const filled = new Filling(cells, verb, customerId ?? "", names, faults);
      const bytes = encode(layout, verb, filled, exemptions);
      return faults.length > 0 || customerId === null
        ? { kind: "refusal", customerId, faults }
        : {
            kind: "operation",
            customerId,
            entity: name,
            verb,
            bytes,
            defines: filled.defines,
            uses: filled.uses,
          };
    },
  };
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** One row on its way into a resource: the cells, what was filled, what is wrong. */
class Filling {
  readonly cells: readonly string[];
  readonly verb: Verb;
  readonly customerId: string;
  readonly faults: Fault[];
  readonly names: ReadonlyMap<string, string>;
  readonly mask = new Set<string>();
  readonly uses: string[] = [];
  defines: string | null = null;

  constructor(
    cells: readonly string[],
    verb: Verb,
    customerId: string,
    names: ReadonlyMap<string, string>,
    faults: Fault[],
  ) {
    this.cells = cells;
    this.verb = verb;
    this.customerId = customerId;
    this.names = names;
    this.faults = faults;
  }

  fault(
    code: LocalCode,
    message: string,
    advice: string,
    column: number | null,
    fieldPath: string,
  ): undefined {
    this.faults.push({ code, message, advice, column, fieldPath });
    return undefined;
  }

  text(column: number): string {
    return this.cells[column] ?? "";
  }

  isEmpty(column: number): boolean {
    return isBlank(this.cells[column]);
  }
}

function isBlank(cell: string | undefined): boolean {
  return cell === undefined || cell.trim() === "";
}

function encode(
  layout: Layout,
  verb: Verb,
  row: Filling,
  exemptions: Exemptions | null,
): Uint8Array {
  for (const { column, advice } of layout.unknown) {
    if (row.isEmpty(column) || verb === "remove") continue;
    row.fault(
      "UNKNOWN_COLUMN",
      `${layout.entity.name} has no field for this column.`,
      advice,
      column,
      "",
    );
  }
  for (const { column, first, path } of layout.doubled) {
    if (row.isEmpty(column) || row.isEmpty(first)) continue;
    if (verb === "remove" && path !== "resource_name") continue;
    row.fault(
      "CONFLICTING_COLUMNS",
      `Two columns fill ${path}.`,
      "Keep the value in one of them.",
      column,
      path,
    );
  }
  const resource =
    layout.root === null ? {} : (assemble(onlyFor(verb, layout.root), row, "") ?? {});
  const operation = {
    ...operationOf(layout, verb, resource, row),
    ...(exemptions === null ? {} : exempting(layout.entity, exemptions)),
  };
  if (row.faults.length > 0) return new Uint8Array();

  const writer = protobuf.Writer.create();
  writer.uint32((layout.entity.number << 3) | 2).fork();
  layout.entity.operation.encode(operation, writer).ldelim();
  const bytes = writer.finish();
  if (bytes.length > maxOperationBytes) {
    row.fault(
      "ROW_TOO_LARGE",
      `The row has ${bytes.length.toLocaleString("en")} bytes; a request takes ${maxOperationBytes.toLocaleString("en")}.`,
      "Shorten its longest cell.",
      null,
      "",
    );
  }
  return bytes;
}

function operationOf(
  layout: Layout,
  verb: Verb,
  resource: Readonly<Record<string, unknown>>,
  row: Filling,
): Readonly<Record<string, unknown>> {
  const name = resource["resource_name"];
  if (verb !== "create" && name === undefined && row.faults.length === 0) {
    const column = leafNamed(layout.root, "resource_name")?.column ?? null;
    row.fault(
      "MISSING_RESOURCE_NAME",
      `To ${verb} something, the row has to name it.`,
      "Fill a column resource_name with its name or id.",
      column,
      "resource_name",
    );
  }
  switch (verb) {
    case "create":
      return { create: resource };
    case "remove":
      return { remove: name };
    case "update":
      row.mask.delete("resource_name");
      if (row.mask.size === 0 && row.faults.length === 0) {
        row.fault(
          "NOTHING_TO_UPDATE",
          "The row changes nothing.",
          "Fill the cells to change; [] clears a field.",
          null,
          "",
        );
      }
      return { update: resource, update_mask: { paths: [...row.mask] } };
  }
}

/**
 * What an operation has to say to be exempted. Ads take policy topics or keys, never both
 * (`PolicyValidationParameterError.CANNOT_SET_BOTH_…`); other entities take keys, or nothing.
 */
function exempting(
  entity: Entity,
  { keys, topics }: Exemptions,
): Readonly<Record<string, unknown>> {
  const exempt_policy_violation_keys = keys.map(({ policyName, violatingText }) => ({
    policy_name: policyName,
    ...(violatingText === null ? {} : { violating_text: violatingText }),
  }));
  if (entity.operation.fields["policy_validation_parameter"] !== undefined) {
    return {
      policy_validation_parameter:
        topics.length > 0 ? { ignorable_policy_topics: topics } : { exempt_policy_violation_keys },
    };
  }
  const takesKeys = entity.operation.fields["exempt_policy_violation_keys"] !== undefined;
  return takesKeys ? { exempt_policy_violation_keys } : {};
}

/** A removal needs the name only; what else a row says of the resource is there for its reader. */
function onlyFor(verb: Verb, root: Branch): Branch {
  if (verb !== "remove") return root;
  return { ...root, children: root.children.filter((child) => child.name === "resource_name") };
}

/** The value of a node from the cells of a row, or undefined if none of them is filled. */
function assemble(node: Branch, row: Filling, path: string): Record<string, unknown> | undefined {
  let value: Record<string, unknown> | undefined;
  for (const child of node.children) {
    const part = valueOf(child, row, path);
    if (part === undefined || child.name === null) continue;
    value ??= {};
    value[child.name] = part;
  }
  if (value !== undefined || path === "") {
    checkUnions(node, value ?? {}, row, path);
    if (row.verb === "create") checkRequired(node, value ?? {}, row, path);
  }
  return value;
}

function valueOf(node: Node, row: Filling, path: string): unknown {
  switch (node.kind) {
    case "leaf":
      return leafValue(node, row);
    case "branch":
      return assemble(node, row, `${path}${node.name ?? ""}.`);
    case "list": {
      const items = node.items
        .map((item) =>
          valueOf(
            item.node,
            row,
            `${path}${node.name}[${item.index}]${item.node.kind === "branch" ? "." : ""}`,
          ),
        )
        .filter((item) => item !== undefined);
      return items.length === 0 ? undefined : items;
    }
  }
}

function leafValue(leaf: Leaf, row: Filling): unknown {
  const cell = row.text(leaf.column);
  const text = cell.trim();
  if (text === "") return undefined;
  if (leaf.behaviors.has("OUTPUT_ONLY")) {
    return row.fault(
      "OUTPUT_ONLY_FIELD",
      `${leaf.path} is set by Google and cannot be written.`,
      "Empty the cell, or remove the column.",
      leaf.column,
      leaf.path,
    );
  }
  if (row.verb === "update" && leaf.behaviors.has("IMMUTABLE") && leaf.path !== "resource_name") {
    return row.fault(
      "IMMUTABLE_FIELD",
      `${leaf.path} cannot be changed once the resource exists.`,
      "Empty the cell, or remove the resource and create it anew.",
      leaf.column,
      leaf.path,
    );
  }
  if (text === "[]") {
    if (row.verb === "update" && !leaf.isInList && behaviorsOf(leaf.field).has("REQUIRED")) {
      return row.fault(
        "CANNOT_CLEAR",
        `${leaf.path} must always have a value.`,
        "Write one, or leave the cell empty.",
        leaf.column,
        leaf.path,
      );
    }
    row.mask.add(leaf.mask);
    return undefined;
  }
  const value = leaf.convert(cell, row.customerId);
  if (value instanceof CellFault) {
    return row.fault(value.code, value.message, value.advice, leaf.column, leaf.path);
  }
  addMask(leaf, value, row);
  return withRealNames(leaf, value, row);
}

/** Temporary names are found wherever a cell may hold one, in lists and in JSON too. */
function withRealNames(leaf: Leaf, value: unknown, row: Filling): unknown {
  if (typeof value === "string") return isTemporary(value) ? realName(leaf, value, row) : value;
  if (Array.isArray(value)) return value.map((item) => withRealNames(leaf, item, row));
  if (!isMessage(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withRealNames(leaf, part, row)]),
  );
}

/** True for a message as a cell's JSON gives it, and not for bytes or lists. */
function isMessage(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function realName(leaf: Leaf, name: string, row: Filling): string {
  if (leaf.path === "resource_name" && row.verb === "create") {
    row.defines = name;
    return name;
  }
  const real = row.names.get(name);
  if (real === undefined) row.uses.push(name);
  return real ?? name;
}

/** A message written as JSON puts its own fields into the mask: a mask may not name a message that has fields set. */
function addMask(leaf: Leaf, value: unknown, row: Filling): void {
  if (row.verb !== "update") return;
  const add = (prefix: string, part: unknown): void => {
    const entries = isMessage(part) ? Object.entries(part) : [];
    if (entries.length === 0) row.mask.add(prefix);
    for (const [name, inner] of entries) add(`${prefix}.${name}`, inner);
  };
  if (leaf.isInList) row.mask.add(leaf.mask);
  else add(leaf.mask, value);
}

function checkUnions(
  node: Branch,
  value: Readonly<Record<string, unknown>>,
  row: Filling,
  path: string,
): void {
  for (const union of node.type.oneofsArray) {
    const set = union.oneof.filter((name) => value[name] !== undefined);
    const [first, second] = set;
    if (first === undefined || second === undefined) continue;
    const column = columnBelow(node.children.find((child) => child.name === second));
    row.fault(
      "CONFLICTING_COLUMNS",
      `${path}${first} and ${path}${second} cannot both be filled.`,
      "A resource has only one of them; empty the other.",
      column,
      `${path}${second}`,
    );
  }
}

const requiredFields = new WeakMap<protobuf.Type, readonly string[]>();

function requiredOf(type: protobuf.Type): readonly string[] {
  let names = requiredFields.get(type);
  if (names === undefined) {
    names = type.fieldsArray
      .filter(
        (field) => behaviorsOf(field).has("REQUIRED") && !behaviorsOf(field).has("OUTPUT_ONLY"),
      )
      .map((field) => field.name);
    requiredFields.set(type, names);
  }
  return names;
}

function checkRequired(
  node: Branch,
  value: Readonly<Record<string, unknown>>,
  row: Filling,
  path: string,
): void {
  for (const name of requiredOf(node.type)) {
    const fieldPath = `${path}${name}`;
    if (value[name] !== undefined || row.faults.some((fault) => fault.fieldPath === fieldPath))
      continue;
    const column = columnBelow(node.children.find((child) => child.name === name));
    row.fault(
      "REQUIRED_FIELD",
      `${fieldPath} is required and the row leaves it empty.`,
      column === null ? `Add a column ${fieldPath} and fill it.` : "Fill the cell.",
      column,
      fieldPath,
    );
  }
}

function columnBelow(node: Node | undefined): number | null {
  if (node === undefined) return null;
  if (node.kind === "leaf") return node.column;
  return columnBelow(node.kind === "branch" ? node.children[0] : node.items[0]?.node);
}

function leafNamed(root: Branch | null, name: string): Leaf | null {
  const found = root?.children.find((child) => child.name === name);
  return found?.kind === "leaf" ? found : null;
}

function verbOf(text: string, entity: Entity): Verb | Pick<Fault, "code" | "message" | "advice"> {
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

function entityFault(name: string, column: number | null): Fault {
  if (name === "") {
    return {
      code: "MISSING_ENTITY",
      message: "The row does not say what it is about.",
      advice: "Fill a column entity (campaign, ad_group, ...), or give --entity.",
      column,
      fieldPath: "",
    };
  }
  const meant = nearest(name, entityNumbers().keys());
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

function customerFault(text: string, column: number | null): Fault {
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

function extraCells(cells: readonly string[], width: number): readonly Fault[] {
  const extra = cells.slice(width).filter((cell) => cell.trim() !== "").length;
  if (extra === 0) return [];
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

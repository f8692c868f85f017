import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { RunError } from "../../messages/run-error.ts";
import { quoted } from "../cells/fault.ts";
import {
  type ColumnMap,
  type ColumnRule,
  fieldRule,
  type FieldRule,
  headerKey,
  type OwnHeader,
} from "./column-map.ts";
import { builtInMaps } from "./google-exports.ts";
import { type MapEntry, mapFaults } from "./map-check.ts";

/** Characters of a map, at most. A sheet has some hundred columns. */
const LARGEST_MAP = 500_000;

/**
 * Reads a map that a user wrote, as YAML or JSON: either headers with their fields, or the sections
 * `columns`, `constants` and `base` (a built-in map that it adds to).
 *
 * @param entityName the entity of all rows, if it is already known.
 * @param isOther whether a field is one of something else than an entity, and is not looked for there.
 * @throws RunError with every fault that can be found without the sheet, each with its line.
 */
export function parseMap(
  text: string,
  name: string,
  entityName: string | null = null,
  isOther: (field: string) => boolean = () => false,
): ColumnMap {
  if (text.length > LARGEST_MAP)
    throw new RunError(`${name} is too large for a map.`, {
      wayOut: "Give a file that says what each column is; --map does not take the sheet.",
    });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const faults: { readonly at: number; readonly message: string }[] = [];
  const lineAt = (at: number): number => lines.linePos(at).line;
  const entries: ReadEntry[] = [];
  const reader: Reader = {
    lineOf: (node) => lineAt(startOf(node)),
    fault: (node, message) => faults.push({ at: startOf(node), message }),
    entry: (claimed) => entries.push(claimed),
  };
  for (const error of document.errors) {
    faults.push({ at: error.pos[0], message: firstLine(error.message) });
  }
  const map = faults.length > 0 ? null : read(document.contents, name, reader);
  const ofEntities = entries.filter(({ field }) => !isOther(field));
  for (const { entry, message } of mapFaults(ofEntities, entityName))
    reader.fault(entry.node, `${entry.place}: ${message}`);
  if (map !== null && faults.length === 0) return map;
  const told = faults
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => `line ${lineAt(at)}: ${message}`);
  throw new RunError(
    told.length === 1
      ? `The map ${name}, ${told[0]}`
      : `The map ${name} has ${told.length} faults:`,
    {
      list: told.length === 1 ? [] : told,
      wayOut: 'Write it as in "Max CPC": cpc_bid, one column a line; docs/maps.md shows all forms.',
    },
  );
}

/** The text of a map's bytes: UTF-8, with or without a BOM. @throws RunError if it is something else. */
export function textIn(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RunError(`The map ${name} is not text in UTF-8.`, {
      wayOut: "Save it as UTF-8.",
      cause,
    });
  }
}

/** Collects entries and faults while a file is read. */
interface Reader {
  readonly lineOf: (node: Node | null) => number;
  readonly fault: (node: Node | null, message: string) => void;
  readonly entry: (claimed: ReadEntry) => void;
}

/** An entry of the file, and its place. */
interface ReadEntry extends MapEntry {
  readonly node: Node | null;
  /** In words. */
  readonly place: string;
}

function read(root: Node | null, name: string, reader: Reader): ColumnMap | null {
  if (!isMap(root)) {
    reader.fault(
      root,
      isSeq(root)
        ? "A list does not have headers: remove the - in front, and write each column as header: field."
        : "It has to contain headers with their fields.",
    );
    return null;
  }
  const entries = entriesOf(root);
  const sections = new Map(entries.map(({ key, value }) => [key, value]));
  const isLong =
    isSeq(sections.get("columns")) ||
    (isMap(sections.get("columns")) && !hasField(sections.get("columns"))) ||
    (isMap(sections.get("constants")) && !hasField(sections.get("constants")));
  if (!isLong) return build(name, null, readColumns(root, reader), {});

  for (const { key, keyNode } of entries) {
    if (!["columns", "constants", "base"].includes(key)) {
      reader.fault(
        keyNode,
        `${quoted(key)} is not a section of a map; the sections are columns, constants and base.`,
      );
    }
  }
  const columns = sections.get("columns") ?? null;
  const constants = sections.get("constants") ?? null;
  const base = sections.get("base") ?? null;
  const baseName = base === null ? null : textOf(base);
  const isBase = base === null || (baseName !== null && Object.hasOwn(builtInMaps, baseName));
  if (!isBase) {
    reader.fault(
      base,
      `${quoted(baseName ?? "")} is not a built-in map; the built-in maps are ${Object.keys(builtInMaps).join(" and ")}.`,
    );
  }
  return build(
    name,
    isBase ? baseName : null,
    columns === null ? NO_COLUMNS : readColumns(columns, reader),
    constants === null ? {} : readTexts(constants, "constants", reader, true),
  );
}

/** Columns that a file maps, by `headerKey`. */
type OwnColumns = Pick<Required<ColumnMap>, "columns" | "own">;

const NO_COLUMNS: OwnColumns = { columns: {}, own: {} };

function build(
  name: string,
  base: string | null,
  { columns, own }: OwnColumns,
  constants: Readonly<Record<string, string>>,
): ColumnMap {
  const on = base === null ? undefined : builtInMaps[base];
  return {
    name,
    columns: { ...on?.columns, ...columns },
    constants,
    about: on?.about ?? [],
    others: on?.others ?? "fields",
    blanks: on?.blanks ?? [],
    own,
  };
}

function readColumns(node: Node, reader: Reader): OwnColumns {
  if (!isMap(node)) {
    reader.fault(node, "columns has to contain headers with their fields.");
    return NO_COLUMNS;
  }
  const columns: Record<string, ColumnRule> = {};
  const own: Record<string, OwnHeader> = {};
  for (const { key, keyNode, value } of entriesOf(node)) {
    const same = Object.hasOwn(own, headerKey(key)) ? own[headerKey(key)] : undefined;
    if (same !== undefined) {
      reader.fault(
        keyNode,
        `${quoted(key)} is the same header as ${quoted(same.header)}: case, spaces, dots and hyphens are ignored.`,
      );
    }
    own[headerKey(key)] = { header: key, line: reader.lineOf(keyNode) };
    const rule = readRule(key, keyNode, value, reader);
    if (rule !== null) columns[headerKey(key)] = rule;
  }
  return { columns, own };
}

function readRule(
  header: string,
  keyNode: Node | null,
  value: Node | null,
  reader: Reader,
): ColumnRule | null {
  if (value === null || (isScalar(value) && (value.value === null || value.value === "ignore"))) {
    return { kind: "ignored", reason: "asked" };
  }
  if (isScalar(value)) {
    const field = fieldText(header, value, reader);
    return field === null ? null : fieldRule(field);
  }
  if (!isMap(value)) {
    reader.fault(value, `${quoted(header)} needs a field, or a column with values.`);
    return null;
  }
  let field: string | null = null;
  let values: FieldRule["values"] = {};
  let valuesNode: Node | null = null;
  let also: FieldRule["also"] = {};
  for (const { key, keyNode: part, value: content } of entriesOf(value)) {
    switch (key) {
      case "column":
      case "field":
        field = fieldText(header, content ?? part, reader);
        break;
      case "values":
        values = readValues(header, content ?? part, reader);
        valuesNode = content;
        break;
      case "also":
        also = readTexts(content ?? part, `also of ${quoted(header)}`, reader);
        break;
      default:
        reader.fault(
          part,
          `${quoted(key)} is not a setting of a column; the settings are column, values and also.`,
        );
    }
  }
  const hasColumn = entriesOf(value).some(({ key }) => key === "column" || key === "field");
  if (!hasColumn) reader.fault(keyNode, `${quoted(header)} does not say which API field it fills.`);
  if (field !== null) noteValues(header, field, valuesNode, reader);
  return field === null ? null : fieldRule(field, { values, also });
}

/** Records the values of a column, so that they are checked. Values for several fields name their fields. */
function noteValues(header: string, field: string, node: Node | null, reader: Reader): void {
  for (const { key, value } of node === null ? [] : entriesOf(node)) {
    const text = textOf(value);
    if (text === null) continue;
    const place = `${quoted(key)} of ${quoted(header)}`;
    reader.entry({ field, text, node: value, place, isConstant: false });
  }
}

function fieldText(header: string, node: Node | null, reader: Reader): string | null {
  const text = textOf(node)?.trim() ?? null;
  if (text !== null && /^[a-z][\w.[\] ]*$/i.test(text)) {
    reader.entry({ field: text, text: null, node, place: quoted(header), isConstant: false });
    return text;
  }
  reader.fault(
    node,
    `${quoted(header)} needs the name of a field, such as cpc_bid or keyword.text.`,
  );
  return null;
}

function readValues(header: string, node: Node | null, reader: Reader): FieldRule["values"] {
  const values: Record<string, string | Readonly<Record<string, string>>> = {};
  if (!isMap(node)) {
    reader.fault(node, `values of ${quoted(header)} has to contain cell texts with their values.`);
    return values;
  }
  for (const { key, keyNode, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text !== null) values[key.trim().toLowerCase()] = text;
    else if (isMap(value))
      values[key.trim().toLowerCase()] = readTexts(
        value,
        `${quoted(key)} of ${quoted(header)}`,
        reader,
      );
    else reader.fault(value ?? keyNode, `${quoted(key)} of ${quoted(header)} needs a value.`);
  }
  return values;
}

function readTexts(
  node: Node | null,
  what: string,
  reader: Reader,
  isConstant = false,
): Record<string, string> {
  const texts: Record<string, string> = {};
  if (!isMap(node)) {
    reader.fault(node, `${what} has to contain fields with their values.`);
    return texts;
  }
  for (const { key, keyNode, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text === null) {
      reader.fault(value ?? keyNode, `${quoted(key)} in ${what} needs a plain value.`);
      continue;
    }
    texts[key.trim()] = text;
    const place = `${quoted(key)} in ${what}`;
    reader.entry({ field: key.trim(), text, node: value, place, isConstant });
  }
  return texts;
}

interface Entry {
  readonly key: string;
  readonly keyNode: Node | null;
  readonly value: Node | null;
}

function entriesOf(node: Node): readonly Entry[] {
  if (!isMap(node)) return [];
  return node.items.filter(isPair).map((pair) => ({
    key: textOf(pair.key as Node) ?? "",
    // The YAML parser puts only nodes into a map.
    keyNode: pair.key as Node,
    value: pair.value as Node | null,
  }));
}

/** Numbers and words like `true` as they were written. */
function textOf(node: Node | null): string | null {
  if (!isScalar(node) || node.value === null) return null;
  return typeof node.value === "string" ? node.value : (node.source ?? null);
}

function hasField(node: Node | null | undefined): boolean {
  return (
    isMap(node) && entriesOf(node).some(({ key, value }) => key === "column" && isScalar(value))
  );
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, ".");
}

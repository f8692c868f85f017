import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { RunError } from "../errors.ts";
import { quoted } from "../operations/fault.ts";
import {
  type ColumnMap,
  type ColumnRule,
  type FieldRule,
  fieldRule,
  headerKey,
} from "./column-map.ts";
import { builtInMaps } from "./google-ads.ts";

/**
 * Reads a map that a user wrote, as YAML or JSON: either headers with their fields, or the sections
 * `columns`, `constants` and `base` (a built-in map that it adds to).
 *
 * @throws RunError with every fault of the file and its place; none is left for a second try.
 */
export function parseMap(text: string, name: string): ColumnMap {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const faults: string[] = [];
  const fault = (node: Node | null, message: string): void => {
    const offset = node?.range?.[0];
    faults.push(offset === undefined ? message : `line ${lines.linePos(offset).line}: ${message}`);
  };
  for (const error of document.errors) {
    faults.push(`line ${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`);
  }
  const root = document.contents;
  const map = faults.length > 0 ? null : read(root, name, fault);
  if (map !== null && faults.length === 0) return map;
  throw new RunError(
    faults.length === 1
      ? `The map ${name}, ${faults[0]}`
      : `The map ${name} has ${faults.length} faults:\n${faults.map((line) => `  ${line}`).join("\n")}`,
    {
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

type FaultAt = (node: Node | null, message: string) => void;

function read(root: Node | null, name: string, fault: FaultAt): ColumnMap | null {
  if (!isMap(root)) {
    fault(root, "It has to be a list of columns with their fields.");
    return null;
  }
  const entries = entriesOf(root);
  const sections = new Map(entries.map(({ key, value }) => [key, value]));
  const isLong =
    (isMap(sections.get("columns")) && !hasField(sections.get("columns"))) ||
    (isMap(sections.get("constants")) && !hasField(sections.get("constants")));
  if (!isLong) return build(name, null, readColumns(root, fault), {});

  for (const { key, keyNode } of entries) {
    if (!["columns", "constants", "base"].includes(key)) {
      fault(
        keyNode,
        `${quoted(key)} is no section of a map; there are columns, constants and base.`,
      );
    }
  }
  const columns = sections.get("columns") ?? null;
  const constants = sections.get("constants") ?? null;
  const base = sections.get("base") ?? null;
  const baseName = base === null ? null : textOf(base);
  if (base !== null && (baseName === null || !Object.hasOwn(builtInMaps, baseName))) {
    fault(
      base,
      `${quoted(baseName ?? "")} is no built-in map; there are ${Object.keys(builtInMaps).join(" and ")}.`,
    );
    return null;
  }
  return build(
    name,
    baseName,
    columns === null ? {} : readColumns(columns, fault),
    constants === null ? {} : readTexts(constants, "constants", fault),
  );
}

function build(
  name: string,
  base: string | null,
  columns: Readonly<Record<string, ColumnRule>>,
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
  };
}

function readColumns(node: Node, fault: FaultAt): Record<string, ColumnRule> {
  const rules: Record<string, ColumnRule> = {};
  if (!isMap(node)) {
    fault(node, "columns has to hold headers with their fields.");
    return rules;
  }
  const headers = new Map<string, string>();
  for (const { key, keyNode, value } of entriesOf(node)) {
    const same = headers.get(headerKey(key));
    if (same !== undefined) {
      fault(
        keyNode,
        `${quoted(key)} is the same header as ${quoted(same)}: case, blanks, dots and hyphens do not count.`,
      );
    }
    headers.set(headerKey(key), key);
    const rule = readRule(key, keyNode, value, fault);
    if (rule !== null) rules[headerKey(key)] = rule;
  }
  return rules;
}

function readRule(
  header: string,
  keyNode: Node | null,
  value: Node | null,
  fault: FaultAt,
): ColumnRule | null {
  if (value === null || (isScalar(value) && (value.value === null || value.value === "ignore"))) {
    return { kind: "ignored", reason: "asked" };
  }
  if (isScalar(value)) {
    const field = fieldText(header, value, fault);
    return field === null ? null : fieldRule(field);
  }
  if (!isMap(value)) {
    fault(value, `${quoted(header)} needs a field, or a column with values.`);
    return null;
  }
  let field: string | null = null;
  let values: FieldRule["values"] = {};
  let also: FieldRule["also"] = {};
  for (const { key, keyNode: part, value: content } of entriesOf(value)) {
    switch (key) {
      case "column":
      case "field":
        field = fieldText(header, content, fault);
        break;
      case "values":
        values = readValues(header, content, fault);
        break;
      case "also":
        also = readTexts(content, `also of ${quoted(header)}`, fault);
        break;
      default:
        fault(part, `${quoted(key)} says nothing of a column; there are column, values and also.`);
    }
  }
  const hasColumn = entriesOf(value).some(({ key }) => key === "column" || key === "field");
  if (!hasColumn) fault(keyNode, `${quoted(header)} does not say which column of the API it is.`);
  return field === null ? null : fieldRule(field, { values, also });
}

function fieldText(header: string, node: Node | null, fault: FaultAt): string | null {
  const text = textOf(node)?.trim() ?? null;
  if (text !== null && /^[a-z][\w.[\] ]*$/i.test(text)) return text;
  fault(node, `${quoted(header)} needs the name of a field, such as cpc_bid or keyword.text.`);
  return null;
}

function readValues(header: string, node: Node | null, fault: FaultAt): FieldRule["values"] {
  const values: Record<string, string | Readonly<Record<string, string>>> = {};
  if (!isMap(node)) {
    fault(
      node,
      `values of ${quoted(header)} has to hold texts of the cell with what they stand for.`,
    );
    return values;
  }
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text !== null) values[key.trim().toLowerCase()] = text;
    else if (isMap(value)) values[key.trim().toLowerCase()] = readTexts(value, quoted(key), fault);
    else fault(value, `${quoted(key)} of ${quoted(header)} needs a text that it stands for.`);
  }
  return values;
}

function readTexts(node: Node | null, what: string, fault: FaultAt): Record<string, string> {
  const texts: Record<string, string> = {};
  if (!isMap(node)) {
    fault(node, `${what} has to hold fields with their values.`);
    return texts;
  }
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text === null) fault(value, `${quoted(key)} in ${what} needs a plain value.`);
    else texts[key.trim()] = text;
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
    // What the parser of yaml puts into a map is nodes.
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

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, ".");
}

import type protobuf from "protobufjs";
import { enumOf, fieldNamed, messageOf } from "../schema/entity.ts";
import { nearest } from "../schema/suggestion.ts";
import { dateConverter, dateFormOf, daysIn, wholeDayOf } from "./date.ts";
import { CellFault, quoted } from "./fault.ts";
import { elementsIn, severalIn } from "./list-cell.ts";
import { isChoice, sampleCell, sampleElement } from "./sample-cell.ts";
import { resourceNameConverter } from "./resource-name.ts";

/**
 * Turns the text of a cell into the value that protobufjs encodes, or says why it cannot. Conversion is
 * exact or refused: no number is rounded, no text is cut. `customerId` (digits only) completes bare ids.
 */
export type Convert = (cell: string, customerId: string) => unknown;

type Range = readonly [bigint, bigint];

const INT64: Range = [-(2n ** 63n), 2n ** 63n - 1n];

const RANGES: Readonly<Record<string, Range>> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

const MICROS_DIGITS = 6;

/** The converter for one element of a field: the field itself if it is singular. */
export function elementConverter(field: protobuf.Field): Convert {
  const message = messageOf(field);
  if (message !== null) return (cell, customerId) => fromJsonCell(field, message, cell, customerId);
  const values = enumOf(field);
  if (values !== null) return enumConverter(field.name, values);
  switch (field.type) {
    case "string": {
      const date = dateFormOf(field);
      return date === null ? resourceNameConverter(field) : dateConverter(date, wholeDayOf(field));
    }
    case "bool":
      return toBoolean;
    case "int32":
    case "uint32":
    case "int64":
    case "uint64":
      return (cell) => toInteger(cell, field.type);
    case "double":
    case "float":
      return toDecimal;
    case "bytes":
      return toBytes;
    default:
      throw new Error(`no converter for the type ${field.type} of ${field.fullName}`);
  }
}

/** The converter for a column that holds one element of a list. */
export function singleConverter(field: protobuf.Field): Convert {
  const element = elementConverter(field);
  return (cell, customerId) => severalIn(field, cell) ?? element(cell, customerId);
}

/** The converter for a whole field: a repeated one takes `a|b|c` or a JSON list. */
export function fieldConverter(field: protobuf.Field): Convert {
  const element = elementConverter(field);
  if (!field.repeated) return element;
  const isMessage = messageOf(field) !== null;
  return (cell, customerId) => {
    const text = cell.trim();
    if (text.startsWith("[") || isMessage) {
      const list = parseJson(text, () => listAdvice(field));
      if (list instanceof CellFault) return list;
      return fromJson(field, Array.isArray(list) ? list : [list], customerId);
    }
    const items: unknown[] = [];
    const texts = elementsIn(field, text);
    if (texts instanceof CellFault) return texts;
    for (const part of texts) {
      const item = element(part, customerId);
      if (item instanceof CellFault) return item;
      items.push(item);
    }
    return items;
  };
}

/** A decimal amount in the account's currency as micros: `1.25` is 1,250,000. */
export function toMicros(cell: string): unknown {
  const text = cell.trim();
  // The web interface shows so that it may raise the bid.
  const match = /^([+-]?)(\d*)\.?(\d*)(?:\s*\(enhanced\))?$/i.exec(text);
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (match === null || whole + fraction === "") return notANumber(cell, "an amount such as 1.25");
  if (/[1-9]/.test(fraction.slice(MICROS_DIGITS))) {
    return new CellFault(
      "BAD_NUMBER",
      `${quoted(cell)} has more than ${MICROS_DIGITS} decimals.`,
      "Amounts are counted in millionths of the currency unit; write at most six decimals.",
    );
  }
  const micros = `${sign}${whole}${fraction.slice(0, MICROS_DIGITS).padEnd(MICROS_DIGITS, "0")}`;
  const amount = toInteger(micros, "int64");
  return amount instanceof CellFault
    ? new CellFault(
        "BAD_NUMBER",
        `${quoted(cell)} is out of range.`,
        "Write an amount in the account's currency, such as 1.25.",
      )
    : amount;
}

function enumConverter(field: string, values: protobuf.Enum): Convert {
  const numbers = new Map(Object.entries(values.values).filter(([, number]) => number > 1));
  return (cell) => {
    const name = cell
      .trim()
      .toUpperCase()
      .replace(/[\s-]+/g, "_");
    const number = numbers.get(name);
    if (number !== undefined) return number;
    const meant = nearest(name, numbers.keys());
    const names = [...numbers.keys()].toSorted();
    const choices = names.length > 12 ? `${names.slice(0, 12).join(", ")}, ...` : names.join(", ");
    return new CellFault(
      "BAD_ENUM_VALUE",
      `${quoted(cell)} is not a value of ${field}.`,
      `${meant === null ? "" : `Did you mean ${meant}? `}Use one of: ${choices}.`,
    );
  };
}

function toBoolean(cell: string): unknown {
  switch (cell.trim().toLowerCase()) {
    case "true":
    case "yes":
    case "1":
      return true;
    case "false":
    case "no":
    case "0":
      return false;
    default:
      return new CellFault(
        "BAD_BOOLEAN",
        `${quoted(cell)} is neither true nor false.`,
        "Write true or false.",
      );
  }
}

/** A number if it is exact, else its digits as text, which protobufjs encodes just as well. */
function toInteger(cell: string, type: string): unknown {
  const digits = /^([+-]?\d+)(?:\.0*)?$/.exec(cell.trim())?.[1];
  if (digits === undefined) return notANumber(cell, "a whole number");
  const number = Number(digits);
  const [low, high] = RANGES[type] ?? INT64;
  if (Number.isSafeInteger(number) && number >= low && number <= high) return number;
  const value = BigInt(digits);
  if (value >= low && value <= high) return value.toString();
  return new CellFault(
    "BAD_NUMBER",
    `${quoted(cell)} is out of range.`,
    `Write a whole number from ${low} to ${high}.`,
  );
}

function toDecimal(cell: string): unknown {
  const text = cell.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    return notANumber(cell, "a number such as 0.75");
  const number = Number(text);
  return Number.isFinite(number)
    ? number
    : new CellFault("BAD_NUMBER", `${quoted(cell)} is out of range.`, "Write a smaller number.");
}

function notANumber(cell: string, wanted: string): CellFault {
  return new CellFault(
    "BAD_NUMBER",
    `${quoted(cell)} is not a number that this field accepts.`,
    numberAdvice(cell.trim(), wanted),
  );
}

/** A number with a currency, a percent sign or a word in brackets. */
const WITH_UNIT =
  /^(?:\p{Sc}|[A-Z]{3})?\s*([+-]?\d+(?:\.\d+)?)\s*(?:\p{Sc}|[A-Z]{3}|kr|zł|\([a-z]+\))?$/u;

/** How the months begin in the languages of Google's tools. */
const MONTHS =
  "jan|feb|fév|fev|mar|mär|mrt|apr|avr|abr|may|mai|mei|mag|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic|ene|gen";

/** A day and a month, as spreadsheet programs make of 2.1 or 1-2. */
const DAY = new RegExp(
  String.raw`^\d{1,2}[.\s-]*(?:${MONTHS})\p{L}*\.?$|^(?:${MONTHS})\p{L}*[.\s-]*\d{1,4}$`,
  "iu",
);

/** What to do about a text that is not a number. A number is only proposed if the text shows just one. */
function numberAdvice(text: string, wanted: string): string {
  // Three digits after a comma may also be thousands, so no guess is made.
  if (/^[+-]?\d+,(?!\d{3}$)\d+$/.test(text))
    return `Write a dot instead of the comma: ${text.replace(",", ".")}.`;
  if (/^[+-]?\d+,\d{3}$/.test(text))
    return `Write ${text.replace(",", "")} or ${text.replace(",", ".")}: the digits after the comma may be decimals or thousands.`;
  if (text.endsWith("%")) return `Write ${wanted}. Percentages are not read here.`;
  const number = WITH_UNIT.exec(text)?.[1];
  if (number !== undefined) return `Leave out everything but the number: ${number}.`;
  if (DAY.test(text) || daysIn(text).length > 0)
    return "A spreadsheet program has made a date of the number. Format the column as text, and write the number again.";
  return `Write ${wanted}, without currency signs or thousands separators.`;
}

function toBytes(cell: string): unknown {
  const bytes = Buffer.from(cell.trim(), "base64");
  if (bytes.toString("base64").replace(/=+$/, "") === cell.trim().replace(/=+$/, "")) return bytes;
  return new CellFault(
    "BAD_JSON",
    "The cell is not valid base64.",
    "Write the file's bytes as base64 text.",
  );
}

function fromJsonCell(
  field: protobuf.Field,
  message: protobuf.Type,
  cell: string,
  customerId: string,
): unknown {
  const json = parseJson(cell, () => objectAdvice(field));
  return json instanceof CellFault ? json : messageFromJson(message, json, customerId);
}

function parseJson(cell: string, advice: () => string): unknown {
  try {
    return JSON.parse(cell, exactNumber) as unknown;
  } catch (cause) {
    return new CellFault(
      "BAD_JSON",
      `The cell is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      advice(),
    );
  }
}

function listAdvice(field: protobuf.Field): string {
  const sample = sampleCell(field);
  return messageOf(field) === null
    ? `Write the elements with | between them, as in ${sample}, or a JSON list.`
    : `Write a list such as ${sample}.`;
}

function objectAdvice(field: protobuf.Field): string {
  const sample = sampleElement(field);
  if (sample === "{}") return "Write {}.";
  const objects = isChoice(field)
    ? `{}, or an object such as ${sample}`
    : `an object such as ${sample}`;
  return `Write ${objects}, or give its fields columns of their own.`;
}

/** Keeps the digits of a number that would be rounded. `rest` holds the original text of the number. */
function exactNumber(_: string, value: unknown, ...rest: readonly unknown[]): unknown {
  const [context] = rest as readonly { readonly source?: string }[];
  return typeof value === "number" && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;
}

function fromJson(field: protobuf.Field, json: unknown, customerId: string): unknown {
  if (field.repeated) {
    if (!Array.isArray(json)) return wrongJson(field.name, "a list");
    const items: unknown[] = [];
    for (const entry of json) {
      const item = elementFromJson(field, entry, customerId);
      if (item instanceof CellFault) return item;
      items.push(item);
    }
    return items;
  }
  return elementFromJson(field, json, customerId);
}

function elementFromJson(field: protobuf.Field, json: unknown, customerId: string): unknown {
  const message = messageOf(field);
  if (message !== null) return messageFromJson(message, json, customerId);
  if (typeof json === "string" || typeof json === "number" || typeof json === "boolean") {
    return elementConverter(field)(String(json), customerId);
  }
  return wrongJson(field.name, "a plain value");
}

function messageFromJson(message: protobuf.Type, json: unknown, customerId: string): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return wrongJson(message.name, "an object");
  const value: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(json)) {
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const field = fieldNamed(message, name);
    if (field === undefined) {
      const meant = nearest(name, Object.keys(message.fields));
      return new CellFault(
        "BAD_JSON",
        `${quoted(key)} is not a field of ${message.name}.`,
        meant === null
          ? `Its fields are: ${Object.keys(message.fields).join(", ")}.`
          : `Did you mean ${meant}?`,
      );
    }
    const other = (field.partOf?.oneof ?? [name]).find((sibling) => value[sibling] !== undefined);
    if (other !== undefined) {
      return new CellFault(
        "BAD_JSON",
        `${quoted(key)} cannot be used together with ${other} in ${message.name}.`,
        "Keep one of the two.",
      );
    }
    const converted = fromJson(field, entry, customerId);
    if (converted instanceof CellFault) return converted;
    value[name] = converted;
  }
  return value;
}

function wrongJson(name: string, wanted: string): CellFault {
  return new CellFault(
    "BAD_JSON",
    `The JSON for ${name} must be ${wanted}.`,
    `Write ${wanted} there.`,
  );
}

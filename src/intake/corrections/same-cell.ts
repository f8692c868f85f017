import { daysIn } from "../../operations/cells/date.ts";
import { plainDecimal } from "../../operations/cells/decimal.ts";
import type { FieldKind } from "../../operations/fields/field-kind.ts";
import { isDateMadeOf } from "./date-guess.ts";

/**
 * Whether a cell means what it meant before a spreadsheet program saved it. Such a program writes other
 * line breaks, capitals in TRUE, numbers and dates in the form of its country; none of that is an edit.
 *
 * @param before as it was read, which the field takes: a cell that it does not take cannot be compared by its meaning.
 * @param kind what the field takes: `choice` is an enum, `name` an id or the name of a resource.
 */
export function sameCell(kind: FieldKind, before: string, after: string): boolean {
  if (before === after) return true;
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old === now) return true;
  switch (kind) {
    case "number":
      return isSameNumber(old, now);
    case "boolean":
      return /^(?:true|yes|1|false|no|0)$/i.test(old.trim()) && truthOf(old) === truthOf(now);
    case "choice":
      return old.trim().toUpperCase() === now.trim().toUpperCase();
    case "date":
      return isSameDate(old.trim(), now.trim());
    case "text":
    case "name":
      return isSameTruth(old, now);
  }
}

/** What saving has done to a cell that no longer can be undone. */
export type Damage = "shortened" | "zeros" | "formula" | "date";

/**
 * Whether a spreadsheet program has damaged the cell: a long number shortened to 1.23E+09, to what that is
 * once it has been saved again, or to its first fifteen digits; leading zeros dropped; a text such as
 * +boots taken for a formula, or 1/2 for a date. Null if it has not.
 */
export function damageOf(kind: FieldKind, before: string, after: string): Damage | null {
  const [old, now] = [before.trim(), after.trim()];
  if (old === now) return null;
  if (/^[=+@-]/.test(old) && /^#(?:[^\s\d]{2,12}[?!]|N\/[A-Z]+)$/.test(now)) return "formula";
  if (kind === "number" && isSameNumber(old, now)) return null;
  if (kind !== "date" && isDateMadeOf(old, now)) return "date";
  if (!/^\d+$/.test(old)) return null;
  if (kind !== "number" && old.startsWith("0") && old.replace(/^0+(?=\d)/, "") === now)
    return "zeros";
  const fewestKept = kind === "number" ? DIGITS_SHOWN : FEWEST_SHOWN;
  return isShortened(old, now) || isRounded(old, now, fewestKept) ? "shortened" : null;
}

/** Digits that spreadsheet programs keep of a number. */
const KEPT_DIGITS = 15;

function isShortened(digits: string, now: string): boolean {
  const scientific = /^(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(now);
  if (scientific !== null) {
    const [, whole = "", fraction = "", exponent = ""] = scientific;
    return roundedTo(digits, fraction.length) === `${whole}${fraction}e${Number(exponent)}`;
  }
  return (
    digits.length > KEPT_DIGITS && now === digits.slice(0, KEPT_DIGITS).padEnd(digits.length, "0")
  );
}

/** Digits of a long number that are shown at the most, as in 1.58210E+11, and at the least: 1.58E+11. */
const DIGITS_SHOWN = 6;

const FEWEST_SHOWN = 3;

/** So many digits but zeros are not lost by someone who writes a rounder number. */
const LOST_DIGITS = 5;

/**
 * Whether a number is another one with zeros for its last digits: what 1.5821E+11 is once it was read
 * and saved again. Amounts are rounded by people too, and have to show all that a program leaves.
 */
function isRounded(digits: string, now: string, fewestKept: number): boolean {
  const written = digits.replace(/0+$/, "").length;
  for (let kept = fewestKept; kept <= written - LOST_DIGITS; kept += 1) {
    const unit = 10n ** BigInt(digits.length - kept);
    const rounded = ((BigInt(digits) + unit / 2n) / unit) * unit;
    if (now === String(rounded)) return true;
  }
  return false;
}

/** `123457e9` for 1234567890 with five decimals. */
function roundedTo(digits: string, decimals: number): string {
  if (decimals > 100) return "";
  const [mantissa = "", exponent = ""] = Number(digits).toExponential(decimals).split("e");
  return `${mantissa.replace(".", "")}e${Number(exponent)}`;
}

function linesOf(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** A comma is taken for a decimal one here: beside the number that it was, it cannot be mistaken. */
function isSameNumber(before: string, after: string): boolean {
  const old = plainDecimal(before.replace(",", "."));
  return old !== null && old === plainDecimal(after.replace(",", "."));
}

const TRUE: ReadonlySet<string> = new Set(
  "true yes 1 wahr vrai verdadero vero verdadeiro waar prawda".split(" "),
);

const FALSE: ReadonlySet<string> = new Set("false no 0 falsch faux falso onwaar fałsz".split(" "));

/** Programs write true in the language of their user. */
function truthOf(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : null;
}

/** A text that reads true or false is taken for a truth value, and written in capitals. */
function isSameTruth(before: string, after: string): boolean {
  return /^(?:true|false)$/i.test(before) && before.toUpperCase() === after;
}

function isSameDate(before: string, after: string): boolean {
  const [day] = /^\d{4}-/.test(before) ? daysIn(before) : [];
  if (day === undefined || !daysIn(after).includes(day)) return false;
  const [old, now] = [timeIn(before), timeIn(after)];
  return old === now;
}

/** Hours, minutes and seconds; midnight if there are none, and 0 seconds. */
function timeIn(text: string): string {
  const [, hours = "0", minutes = "00", seconds = "00"] =
    /(\d{1,2}):(\d\d)(?::(\d\d))?\s*$/.exec(text) ?? [];
  return [hours.padStart(2, "0"), minutes, seconds].join(":");
}

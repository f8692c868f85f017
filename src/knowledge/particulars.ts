import { type FailureError, formatPath } from "../failure/failure.ts";
import { redact } from "../messages/redact.ts";
import { quoted } from "../operations/cells/fault.ts";
import { choiceOf } from "./choice.ts";
import { elementOf, type Place, type Subject, subjectOf } from "./subject.ts";
import { listLimitOf, textLimitOf } from "./text-limits.ts";

/** The field that an error is about, if it has no column: "The field is negative; ...". Empty if the text names it. */
export function fieldSentence(error: FailureError, place: Place, text: string): string {
  if (place.column !== null) return "";
  const subject = subjectOf(error, place.entity);
  const field = formatPath(subject.fields);
  if (field === "" || namesField(text, field)) return "";
  const label =
    textLimitOf(subject.path, subject.entity)?.label ?? listLimitOf(subject.path)?.label;
  // Where no sheet is known, what people call the field says as much as its path.
  if (place.gap === undefined && label !== undefined && text.includes(label)) return "";
  const choice = choiceOf(subject.entity, subject.path);
  if (choice !== null) {
    const named = choice.fields.some((name) => namesField(text, name));
    return named ? "" : `It is about ${firstOf(choice.fields)}.`;
  }
  if (place.gap === "lacking") return `The field is ${field}; your sheet has no column for it.`;
  return place.gap === "empty"
    ? `The field is ${field}, which this row leaves empty.`
    : `The field is ${field}.`;
}

/** What to call the field of an error that has no column; null if the error is about the row as a whole. */
export function fieldLabel(subject: Subject, gap: Place["gap"]): string | null {
  const field = formatPath(subject.fields);
  if (field === "") return null;
  const choice = choiceOf(subject.entity, subject.path);
  if (choice !== null) return `${firstOf(choice.fields)} (your sheet has none of these columns)`;
  return gap === "empty"
    ? `${field} (empty in this row)`
    : `${field} (your sheet has no such column)`;
}

const MOST_NAMED = 3;

function firstOf(fields: readonly string[]): string {
  const more = fields.length > MOST_NAMED ? ", ..." : "";
  return fields.slice(0, MOST_NAMED).join(", ") + more;
}

function namesField(text: string, field: string): boolean {
  const words = new Set(text.split(/[^\w.[\]]+/).map((word) => word.replace(/\.+$/, "")));
  return words.has(field) || words.has(field.replace(/_micros$/, ""));
}

/** The element of a list that one cell holds: `The error is in element 3, "winter".` */
export function elementSentence(error: FailureError, place: Place): string {
  const element = elementOf(place, subjectOf(error, place.entity));
  return element === null
    ? ""
    : `The error is in element ${element.number}, ${quoted(element.text)}.`;
}

/** The value that Google names, if it says more than the cell and the text do. */
export function triggerSentence(error: FailureError, place: Place, text: string): string {
  const trigger = redact(error.trigger ?? "").trim();
  const isSaid = trigger.length >= SHORTEST_SAID && text.includes(trigger);
  if (trigger === "" || isSaid || text.includes(quoted(trigger))) return "";
  return saysTheSame(trigger, place.value) ? "" : `Google names the value ${quoted(trigger)}.`;
}

/** Shorter values stand in a text by chance. */
const SHORTEST_SAID = 4;

/** Whether Google's value is the cell's: an amount in micros, or a resource name for the id in the cell. */
function saysTheSame(trigger: string, value: string): boolean {
  const cell = value.trim();
  if (cell === "") return false;
  const isName = trigger.endsWith(`/${cell}`) || trigger.endsWith(`~${cell}`);
  const number = Number(cell.replace(",", "."));
  const isNumber = [number, Math.round(number * 1_000_000)].includes(Number(trigger));
  return trigger.toLowerCase() === cell.toLowerCase() || isName || isNumber;
}

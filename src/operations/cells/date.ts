import type protobuf from "protobufjs";
import { CellFault, quoted } from "./fault.ts";

/** The precision of the date in a field. */
export type DateForm = "date" | "date-time";

/**
 * The form in which a text field takes a date, or null if it does not hold a date. No annotation marks
 * it, but the comments of all such fields spell the form out: "in yyyy-MM-dd format" or "yyyy-MM-dd HH:mm:ss".
 */
export function dateFormOf(field: protobuf.Field): DateForm | null {
  if (field.type !== "string" || !/yyyy-mm-dd/i.test(field.comment ?? "")) return null;
  return /yyyy-mm-dd\s+hh:mm/i.test(field.comment ?? "") ? "date-time" : "date";
}

/**
 * The time of day that makes a date mean the whole day, if the comment of a field with times names
 * one: the first moment for a start, the last for an end (resources/campaign.proto). Null if it does not.
 */
export function wholeDayOf(field: protobuf.Field): string | null {
  const told = /component\s+to\s+(\d\d:\d\d:\d\d)\s+for\s+daily/.exec(field.comment ?? "");
  return told?.[1] ?? null;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?: ([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/;

/**
 * Accepts a date as the API writes it. Any other order of day and month is refused, since it could be read
 * in two ways.
 * @param wholeDay the time that a date without one gets.
 */
export function dateConverter(
  form: DateForm,
  wholeDay: string | null,
): (cell: string) => string | CellFault {
  return (cell) => {
    const text = cell.trim();
    const day = form === "date" ? text : (DATE_TIME.exec(text)?.[1] ?? "");
    if (!DATE.test(day)) return notADate(cell, form, wholeDay);
    if (isInCalendar(day)) return text === day && wholeDay !== null ? `${day} ${wholeDay}` : text;
    return new CellFault(
      "BAD_DATE",
      `${quoted(cell)} is not a calendar day.`,
      `Write an existing day as year-month-day, such as ${example(form)}.`,
    );
  };
}

function notADate(cell: string, form: DateForm, wholeDay: string | null): CellFault {
  const shape = form === "date" ? "year-month-day" : "year-month-day hours:minutes:seconds";
  const [first] = daysIn(cell.trim());
  const isOne = new Set(daysIn(cell.trim())).size === 1;
  const advice =
    first !== undefined && isOne
      ? `Write ${form === "date" || wholeDay !== null ? first : `${first} and the time, such as ${first} 00:00:00`}.`
      : `Write it as in ${example(form)}, and format the column as text so that it stays that way.`;
  return new CellFault("BAD_DATE", `${quoted(cell)} is not a date in the form ${shape}.`, advice);
}

function example(form: DateForm): string {
  return form === "date" ? "2026-11-22" : "2026-11-22 00:00:00";
}

/**
 * The days that a text may mean, as year-month-day, in the forms in which spreadsheet programs show dates:
 * 22.11.2026, 22/11/2026, 11/22/2026, 22-11-2026, 2026/11/22, with years of two digits too. There are
 * two if day and month cannot be told apart.
 */
export function daysIn(text: string): readonly string[] {
  const [date = ""] = text.split(/[ T]/);
  const [, a = "", separator = "", b = "", c = ""] =
    /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?$/.exec(date) ?? [];
  const readings =
    a.length === 4
      ? [[a, b, c]]
      : separator === "."
        ? [[c, b, a]]
        : [
            [c, b, a],
            [c, a, b],
          ];
  return readings
    .map(([year = "", month = "", day = ""]) =>
      [year.length === 2 ? `20${year}` : year, month.padStart(2, "0"), day.padStart(2, "0")].join(
        "-",
      ),
    )
    .filter(isInCalendar);
}

function isInCalendar(day: string): boolean {
  const [, year, month, date] = DATE.exec(day) ?? [];
  if (year === undefined) return false;
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return time.getUTCMonth() === Number(month) - 1 && time.getUTCDate() === Number(date);
}

import { daysIn } from "../../operations/cells/date.ts";

/** What a spreadsheet program takes for a day and a month: 1/2, 3-4, 1.5. */
const DAY_AND_MONTH = /^(\d{1,2})([./-])(\d{1,2})\2?$/;

/** How it shows them, year or not: 02.Jan, 2-Jan, 2. Jan 26, Jan-02. */
const WITH_MONTH_NAME = /^(?:(\d{1,2})[\s.-]{1,2})?(\p{L}{3,})\.?(?:[\s.-]{1,2}(\d{1,4}))?$/u;

/** Whether a text is what a spreadsheet program makes of another, such as `02.Jan` of `1/2`. */
export function isDateMadeOf(before: string, after: string): boolean {
  const [, one = "", , other = ""] = DAY_AND_MONTH.exec(before) ?? [];
  if (one === "") return false;
  const [a, b] = [Number(one), Number(other)];
  const isPair = (month: number, rest: number): boolean =>
    (month === a && rest === b) || (month === b && rest === a);
  const [, ahead, word, behind] = WITH_MONTH_NAME.exec(after) ?? [];
  if (word !== undefined) {
    const month = monthNamed(word);
    return month !== null && [ahead, behind].some((text) => isPair(month, Number(text ?? "0")));
  }
  return daysIn(after).some((day) => isPair(Number(day.slice(5, 7)), Number(day.slice(8))));
}

/** Of programs whose users we know of; the short names are what they show. */
const LANGUAGES = "en de fr es it pt nl pl sv da nb fi cs tr hu ro".split(" ");

let months: ReadonlyMap<string, number> | undefined;

function monthNamed(word: string): number | null {
  months ??= new Map(LANGUAGES.flatMap((language) => [...monthNames(language)]));
  return months.get(word.toLowerCase()) ?? null;
}

function* monthNames(language: string): Generator<readonly [string, number]> {
  for (const style of ["short", "long"] as const) {
    const format = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
    for (let month = 1; month <= 12; month += 1) {
      const name = format.format(Date.UTC(2026, month - 1)).replace(".", "");
      yield [name.toLowerCase(), month];
    }
  }
}

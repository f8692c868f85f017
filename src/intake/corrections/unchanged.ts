import type { Ledger } from "../../ledger/ledger.ts";
import { formatRowNumbers } from "../../ledger/row-numbers.ts";
import { RunError } from "../../messages/run-error.ts";
import type { Corrections } from "./correction-file.ts";
import { isToCorrect } from "./marks.ts";

/** Which rows go again as they are, at their owner's request: these, all in the file, or none. */
export type Unchanged = readonly number[] | "all" | "none";

/**
 * The rows that go again as they are, because their cure lies outside their cells.
 * @throws RunError if one of them cannot: it was accepted, for example, or is not in the file.
 */
export function unchangedRows(
  ledger: Ledger,
  corrections: Corrections,
  asked: Unchanged,
): readonly number[] {
  if (asked === "none") return [];
  if (asked === "all")
    return [...corrections.rows.keys()].filter(
      (number) => whyNot(ledger, corrections, number) === null,
    );
  for (const number of asked) {
    const reason = whyNot(ledger, corrections, number);
    if (reason === null) continue;
    const others = askable(ledger, corrections);
    throw new RunError(`Row ${number} cannot be sent again: ${reason.what}. Nothing was sent.`, {
      wayOut:
        reason.wayOut ??
        (others === "" ? "No row of this run can." : `Rows that can be sent again: ${others}.`),
    });
  }
  return asked;
}

function askable(ledger: Ledger, corrections: Corrections): string {
  const waiting = ledger.rows.all("rejected", "invalid", "blocked", "deferred", "unsent");
  const numbers = Array.from(waiting, ({ number }) => number).filter(
    (number) => whyNot(ledger, corrections, number) === null,
  );
  return formatRowNumbers(numbers).replaceAll(" ", ",");
}

interface Reason {
  readonly what: string;
  /** Null to name the rows that can. */
  readonly wayOut: string | null;
}

function whyNot(
  ledger: Ledger,
  { name, rows, dropped }: Corrections,
  number: number,
): Reason | null {
  const row = ledger.rows.find(number);
  if (row === undefined) return { what: "the run has no such row", wayOut: null };
  if (row.isUnderway) return { what: "it is in a batch job at Google", wayOut: null };
  switch (row.outcome) {
    case "accepted":
      return { what: "it was accepted", wayOut: null };
    case "dropped":
      return {
        what: "it was dropped",
        wayOut: "If you want it after all, upload it in a file of its own.",
      };
    case "in_doubt":
      return {
        what: "it is in doubt and may be in the account",
        wayOut: "Settle it first: rowmend settle <run>",
      };
    case "rejected":
    case "invalid":
    case "blocked":
    case "deferred":
    case "unsent":
      if (dropped.has(number))
        return {
          what: `${name} has dropped in its _outcome`,
          wayOut: "Clear that, or leave the row out.",
        };
      return isToCorrect(row) && !rows.has(number)
        ? { what: `it is empty or missing in ${name}`, wayOut: "Put it back, or leave it out." }
        : null;
  }
}

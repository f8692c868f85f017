import type { Ledger } from "../ledger/ledger.ts";
import { formatRecords, reportDialect, safeText } from "../sheet/csv/write.ts";

/** The columns of `results.csv`. */
export const resultColumns = [
  "row",
  "outcome",
  "customer_id",
  "resource_name",
  "codes",
  "attempts",
  "request_id",
] as const;

/** Rows written at once: a compromise between speed and memory. */
const CHUNK = 500;

/** `results.csv`: every row of the input and its outcome. */
export function* results(ledger: Ledger): Generator<string> {
  let records: (readonly string[])[] = [resultColumns];
  for (const row of ledger.rows.standings()) {
    const codes =
      row.outcome === "accepted" ? [] : ledger.rows.errorsOf(row.number).map((error) => error.code);
    records.push([
      String(row.number),
      row.outcome,
      row.customerId ?? "",
      safeText(row.resourceName ?? ""),
      safeText(codes.join(" ")),
      String(row.attempts),
      safeText(row.requestId ?? ""),
    ]);
    if (records.length < CHUNK) continue;
    yield formatRecords(records, reportDialect);
    records = [];
  }
  if (records.length > 0) yield formatRecords(records, reportDialect);
}

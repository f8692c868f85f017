import type { Ledger } from "../ledger/ledger.ts";
import type { Standing } from "../ledger/rows.ts";
import { verbOfKind } from "../operations/schema/operation-kind.ts";
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
  "change",
] as const;

/** What an accepted row did to its resource, by the verb of its operation. */
const changes = { create: "created", update: "updated", remove: "removed" } as const;

/** Rows written at once: a compromise between speed and memory. */
const CHUNK = 500;

/** `results.csv`: every row of the input and its outcome. */
export function* results(ledger: Ledger): Generator<string> {
  let records: (readonly string[])[] = [resultColumns];
  for (const row of ledger.rows.standings()) {
    records.push([
      String(row.number),
      row.outcome,
      row.customerId ?? "",
      safeText(row.resourceName ?? ""),
      safeText(row.codes.join(" ")),
      String(row.attempts),
      safeText(row.requestId ?? ""),
      changeOf(row),
    ]);
    if (records.length < CHUNK) continue;
    yield formatRecords(records, reportDialect);
    records = [];
  }
  if (records.length > 0) yield formatRecords(records, reportDialect);
}

/**
 * Empty for a row without a name of its resource: it was only validated, or a person settled it, who may know of
 * a resource that was there before.
 */
function changeOf({ outcome, kind, resourceName }: Standing): string {
  const verb = outcome === "accepted" && resourceName !== null ? verbOfKind(kind) : null;
  return verb === null ? "" : changes[verb];
}

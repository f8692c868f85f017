import type { Ledger } from "../ledger/ledger.ts";
import type { Standing } from "../ledger/rows.ts";
import { verbOfKind } from "../operations/schema/operation-kind.ts";
import { formatRecords, ownCell, reportDialect } from "../sheet/csv/write.ts";

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

/** Characters from which on a block is written. */
const BLOCK = 64 * 1024;

/** `results.csv`: every row of the input and its outcome. */
export function* results(ledger: Ledger): Generator<string> {
  // Rows that were sent together have these in common.
  const customerCell = lastKept(ownCell);
  const requestCell = lastKept(ownCell);
  let block = formatRecords([resultColumns], reportDialect);
  for (const row of ledger.rows.standings()) {
    const { number, outcome, resourceName, codes, attempts } = row;
    const customer = customerCell(row.customerId ?? "");
    const name = resourceName === null ? "" : ownCell(resourceName);
    const reasons = codes.length === 0 ? "" : ownCell(codes.join(" "));
    const request = requestCell(row.requestId ?? "");
    // Written without a list of its cells, as there may be millions of rows.
    block += `${number},${outcome},${customer},${name},${reasons},${attempts},${request},${changeOf(row)}\n`;
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

/** Makes something of a text, once for equal texts that follow each other. */
function lastKept(make: (text: string) => string): (text: string) => string {
  let last = "";
  let made = make(last);
  return (text) => {
    if (text === last) return made;
    last = text;
    made = make(text);
    return made;
  };
}

/**
 * Empty for a row without a name of its resource: it was only validated, or a person settled it, who may know of
 * a resource that was there before.
 */
function changeOf({ outcome, kind, resourceName }: Standing): string {
  const verb = outcome === "accepted" && resourceName !== null ? verbOfKind(kind) : null;
  return verb === null ? "" : changes[verb];
}

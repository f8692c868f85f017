import { parseRecord } from "./csv/read.ts";
import type { Ledger, UnsentRow } from "./ledger/ledger.ts";
import type { Builder, Exemptions } from "./operations/build.ts";

/**
 * Ties rows of a batch to the rows that create what they refer to by a temporary name.
 *
 * A parent that travels in the same batch keeps its temporary name. One that was accepted earlier is
 * named by its real name, since Google forgets temporary ones with the request. A row whose parent was
 * not accepted is blocked by it and not sent: it could only fail. The answer holds the rows to send.
 */
export function resolveParents(
  ledger: Ledger,
  builder: Builder,
  customerId: string,
  rows: readonly UnsentRow[],
): readonly UnsentRow[] {
  const sent = new Set<number>();
  return rows.flatMap((row) => {
    const resolved = row.uses === null ? row : resolve(ledger, builder, customerId, row, sent);
    if (resolved === null) return [];
    sent.add(row.number);
    return [resolved];
  });
}

function resolve(
  ledger: Ledger,
  builder: Builder,
  customerId: string,
  row: UnsentRow,
  sent: ReadonlySet<number>,
): UnsentRow | null {
  const names = new Map<string, string>();
  for (const name of row.uses?.split(" ") ?? []) {
    const parent = ledger.definedBy(customerId, name);
    // Nobody defines it, or only this or a later row does: Google says so better than we can.
    if (parent === undefined || sent.has(parent.number) || parent.number >= row.number) continue;
    if (parent.outcome !== "accepted") {
      block(ledger, row.number, parent.number, name);
      return null;
    }
    if (parent.resourceName !== null) names.set(name, parent.resourceName);
  }
  if (names.size === 0) return row;
  const built = builder.build(
    parseRecord(row.raw, ledger.run.dialect),
    names,
    row.exemptions === null ? null : (JSON.parse(row.exemptions) as Exemptions),
  );
  return built.kind === "operation" ? { ...row, operation: built.bytes } : row;
}

function block(ledger: Ledger, row: number, parent: number, name: string): void {
  ledger.settle({
    row,
    outcome: "blocked",
    resourceName: null,
    blockedBy: parent,
    errors: [
      {
        code: "LocalError.PARENT_NOT_ACCEPTED",
        message: `Row ${parent} creates ${name}, which this row needs, and it was not accepted.`,
        advice: `Mend row ${parent}; this row goes again by itself.`,
        action: "blocked",
        column: null,
        fieldPath: "",
        details: null,
      },
    ],
  });
}

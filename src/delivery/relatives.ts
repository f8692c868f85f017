import { formatPath, type PathElement } from "../failure/failure.ts";
import { parsePath } from "../failure/location.ts";
import type { Ledger, UnsentRow } from "../ledger/ledger.ts";
import type { Builder, Exemptions } from "../operations/build.ts";
import type { Fault } from "../operations/cells/fault.ts";
import { readOperation } from "../operations/schema/encoded-operation.ts";
import { bareName, isTiedName, temporaryNameOf } from "../operations/sought-name.ts";
import { pathOfText } from "../operations/values.ts";
import { faultError } from "../outcome/settlement.ts";
import { parseRecord } from "../sheet/csv/records.ts";

/**
 * Ties rows of a batch to the rows that create what they refer to by a temporary name.
 *
 * A parent that travels in the same batch keeps its temporary name. One that was accepted earlier is
 * named by its real name, since Google forgets temporary ones with the request. A row whose parent was
 * not accepted is blocked by it and not sent, and one without a parent is invalid: they could only fail.
 * The answer holds the rows to send.
 *
 * The operations of a batch job are one list: a parent that is in it already keeps its temporary name too.
 *
 * @param along rows that travel ahead of these in the same request.
 */
export function resolveParents(
  ledger: Ledger,
  builder: Builder,
  customerId: string,
  rows: readonly UnsentRow[],
  along: ReadonlySet<number> = new Set(),
): readonly UnsentRow[] {
  const sent = new Set<number>(along);
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
    if (parent === undefined) {
      // Names that were looked up stand there too.
      if (bareName(name) !== null) continue;
      refuse(ledger, builder, row, name);
      return null;
    }
    // Only this row, or one that waits behind it, gives the name: Google says so better than we can.
    if (sent.has(parent.number) || parent.isUnderway) continue;
    if (parent.number >= row.number && parent.outcome === "unsent") continue;
    if (parent.outcome !== "accepted") {
      block(ledger, row.number, parent.number, name);
      return null;
    }
    if (parent.resourceName !== null) names.set(name, parent.resourceName);
  }
  return rebuilt(ledger, builder, customerId, row, names);
}

/**
 * A row with the real names of all that it refers to by a temporary one; null if one of those was not
 * accepted, and so cannot be there.
 */
export function withRealNames(
  ledger: Ledger,
  builder: Builder,
  customerId: string,
  row: UnsentRow,
): UnsentRow | null {
  const names = new Map<string, string>();
  for (const name of row.uses?.split(" ") ?? []) {
    const parent = ledger.definedBy(customerId, name);
    if (parent === undefined) continue;
    if (parent.outcome !== "accepted" || parent.resourceName === null) return null;
    names.set(name, parent.resourceName);
  }
  return rebuilt(ledger, builder, customerId, row, names);
}

/** The rows that create what a row refers to by a temporary name. */
export function parentsOf(ledger: Ledger, customerId: string, row: UnsentRow): readonly number[] {
  return (row.uses?.split(" ") ?? []).flatMap(
    (name) => ledger.definedBy(customerId, name)?.number ?? [],
  );
}

/** Lets go the rows whose parent was accepted after they were blocked by it; the answer tells if there are any. */
export function releaseChildren(ledger: Ledger): boolean {
  const free = [...ledger.rows("blocked")].filter(
    ({ blockedBy }) => blockedBy !== null && ledger.row(blockedBy)?.outcome === "accepted",
  );
  ledger.releaseAll(free.map(({ number }) => number));
  return free.length > 0;
}

/** What the names in a row were found to belong to. */
function namesOf(
  ledger: Ledger,
  customerId: string,
  row: UnsentRow,
): readonly (readonly [string, string])[] {
  return (row.uses?.split(" ") ?? []).flatMap((use) => {
    const sought = bareName(use);
    const name =
      sought === null
        ? null
        : (ledger.nameOf(customerId, sought) ?? temporaryNameOf(sought, customerId));
    return sought === null || name === null ? [] : [[sought, name] as const];
  });
}

function rebuilt(
  ledger: Ledger,
  builder: Builder,
  customerId: string,
  row: UnsentRow,
  names: ReadonlyMap<string, string>,
): UnsentRow {
  if (names.size === 0) return row;
  const known = new Map([...namesOf(ledger, customerId, row), ...names]);
  const built = builder.build(
    parseRecord(row.raw, ledger.run.dialect),
    known,
    row.exemptions === null ? null : (JSON.parse(row.exemptions) as Exemptions),
  );
  return built.kind === "operation" ? { ...row, operation: built.bytes } : row;
}

/** A name that no row gives can only be refused. */
function refuse(ledger: Ledger, builder: Builder, row: UnsentRow, name: string): void {
  const cells = parseRecord(row.raw, ledger.run.dialect);
  const fault = leadsNowhere(name, row, undefined, (path) => builder.columnOf(cells, path));
  ledger.settle({
    row: row.number,
    outcome: "invalid",
    resourceName: null,
    blockedBy: null,
    errors: [faultError(fault)],
  });
}

/**
 * What is wrong with a row that refers to a temporary name which no row gives, or only a later one.
 * @param parent the number of that later row.
 */
export function leadsNowhere(
  name: string,
  { operation, number }: Pick<UnsentRow, "operation" | "number">,
  parent: number | undefined,
  columnOf: (path: readonly PathElement[]) => number | null,
): Fault {
  const { resource } = readOperation(operation);
  const place = resource === null ? null : pathOfText(resource, name);
  const isLater = parent !== undefined && parent > number;
  return {
    code: isLater ? "TEMPORARY_ID_TOO_LATE" : "UNKNOWN_TEMPORARY_ID",
    message: isLater
      ? `${name} is created by row ${parent}, which stands below.`
      : `No other row creates ${name}.`,
    advice: isLater
      ? `Move row ${parent} above this one: what is referred to has to come first.`
      : "Correct the temporary id, or add a row that creates it with that id in resource_name.",
    column: columnOf(place ?? parsePath("resource_name")),
    fieldPath: place === null ? "" : formatPath(place),
  };
}

/** Blocks a row by the one that was to create what it needs. */
export function block(ledger: Ledger, row: number, parent: number, name: string): void {
  ledger.settle({
    row,
    outcome: "blocked",
    resourceName: null,
    blockedBy: parent,
    errors: [
      {
        code: "LocalError.PARENT_NOT_ACCEPTED",
        message: `Row ${parent} creates ${isTiedName(name) ? "what this row names" : `${name}, which this row needs`}, and it was not accepted.`,
        advice: `Mend row ${parent}; this row goes again by itself.`,
        action: "blocked",
        column: null,
        fieldPath: "",
        details: null,
      },
    ],
  });
}

/**
 * The first row that this one refers to by a temporary name and that was not accepted: neither before, nor
 * by the answer that is being settled.
 */
export function blockerOf(
  ledger: Ledger,
  customerId: string,
  row: UnsentRow,
  accepted: ReadonlySet<number>,
): number | null {
  for (const name of row.uses?.split(" ") ?? []) {
    const parent = ledger.definedBy(customerId, name);
    if (parent === undefined || parent.outcome === "accepted" || accepted.has(parent.number))
      continue;
    return parent.number;
  }
  return null;
}

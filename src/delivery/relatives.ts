import { formatPath, type PathElement } from "../failure/failure.ts";
import { parsePath } from "../failure/location.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LedgerRow, RowLedger, UnsentRow } from "../ledger/rows.ts";
import type { Builder } from "../operations/build.ts";
import type { Fault } from "../operations/cells/fault.ts";
import { readOperation, withoutOwnName } from "../operations/schema/encoded-operation.ts";
import { bareName, isNaturalName, temporaryNameOf } from "../operations/sought-name.ts";
import { pathOfText } from "../operations/values.ts";
import { isEnded } from "../outcome/outcome.ts";
import {
  blockedRow,
  faultError,
  invalidRow,
  ownRowError,
  waitsForRow,
} from "../outcome/row-result.ts";
import { isWithheldRemoval } from "./removals.ts";

/** A temporary name that a row refers to, with the row's parent: the row that creates it. */
export interface Need {
  readonly name: string;
  /** Undefined if no row creates it. */
  readonly parent: LedgerRow | undefined;
}

/** Where rows are found by the temporary names that they define. */
export interface Definitions {
  readonly rows: Pick<RowLedger, "definedBy">;
}

/**
 * The temporary names that a row refers to, in the order of its fields. Names that are looked up in the
 * account are not among them.
 */
export function needsOf(
  ledger: Definitions,
  customerId: string,
  { uses }: Pick<UnsentRow, "uses">,
): readonly Need[] {
  if (uses.length === 0) return NOTHING;
  return uses.flatMap((name) =>
    bareName(name) === null ? [{ name, parent: parentNamed(ledger, customerId, name) }] : [],
  );
}

const NOTHING: readonly Need[] = [];

/** The row that creates the resource of this temporary name. */
export function parentNamed(
  ledger: Definitions,
  customerId: string,
  temporaryName: string,
): LedgerRow | undefined {
  return ledger.rows.definedBy(customerId, temporaryName);
}

/** The rows that create what this one refers to by a temporary name. */
export function parentsOf(
  ledger: Definitions,
  customerId: string,
  row: Pick<UnsentRow, "uses">,
): readonly LedgerRow[] {
  return needsOf(ledger, customerId, row).flatMap(({ parent }) => parent ?? []);
}

/** Whether a row has yet to be sent: it waits, and is not in a batch job. */
export function isWaiting({ outcome, isUnderway }: LedgerRow): boolean {
  return outcome === "unsent" && !isUnderway;
}

/** Whether the resource of a row is in the account: only then may its children be sent. */
export function isThere({ outcome }: Pick<LedgerRow, "outcome">): boolean {
  return outcome === "accepted";
}

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
  if (rows.every(({ uses }) => uses.length === 0)) return rows;
  const sent = new Set<number>(along);
  return rows.flatMap((row) => {
    const resolved = row.uses.length === 0 ? row : resolve(ledger, builder, customerId, row, sent);
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
  for (const { name, parent } of needsOf(ledger, customerId, row)) {
    if (parent === undefined) {
      refuse(ledger, builder, row, name);
      return null;
    }
    // Only this row, or one that waits behind it, creates it: Google's own error says that best.
    if (sent.has(parent.number) || parent.isUnderway) continue;
    if (parent.number >= row.number && parent.outcome === "unsent") continue;
    if (!isThere(parent)) {
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
  for (const { name, parent } of needsOf(ledger, customerId, row)) {
    if (parent === undefined) continue;
    if (!isThere(parent) || parent.resourceName === null) return null;
    names.set(name, parent.resourceName);
  }
  return rebuilt(ledger, builder, customerId, row, names);
}

/**
 * Releases the rows that are blocked by one that was accepted meanwhile; the answer tells whether there
 * were any.
 */
export function releaseChildren(ledger: Ledger): boolean {
  const freed = blockedRows(ledger, isThere);
  ledger.rows.release(freed);
  return freed.length > 0;
}

/** What a row refers to was not there. Only what is outside the row can say whether it is now. */
const LOOKED_FOR: ReadonlySet<string> = new Set(
  ["NAME_NOT_FOUND", "NAME_AMBIGUOUS", "UNKNOWN_TEMPORARY_ID"].map((code) => `LocalError.${code}`),
);

/**
 * Releases the rows that are invalid for nothing but what they refer to, so that it is looked for again:
 * it may have been created meanwhile. They cost no operation if it is still missing.
 * @param except rows that stay as they are.
 */
export function releaseSeekers(ledger: Ledger, except: ReadonlySet<number>): readonly number[] {
  const seekers = Array.from(ledger.rows.all("invalid"), ({ number }) => number).filter(
    (number) =>
      !except.has(number) &&
      ledger.rows.asSent(number) !== undefined &&
      ledger.rows.errorsOf(number).every(({ code }) => LOOKED_FOR.has(code)),
  );
  ledger.rows.release(seekers);
  return seekers;
}

/**
 * Releases the rows that only had to wait: deferred ones, and those blocked by a row that is sent again,
 * was accepted or was dropped. A row that Google blocked without saying by which goes with any edit. One that
 * needs what a dropped row was to create is blocked again before it is sent, unless another row creates it.
 */
export function releaseRows(ledger: Ledger, isAnyEdited: boolean): readonly number[] {
  const released = Array.from(ledger.rows.all("deferred"), ({ number }) => number);
  ledger.rows.release(released);
  // A released row may free others that it blocked, in turn.
  for (;;) {
    const freed = blockedRows(
      ledger,
      (blocker) => isEnded(blocker.outcome) || blocker.outcome === "unsent",
      isAnyEdited,
    );
    if (freed.length === 0) return released.toSorted((a, b) => a - b);
    ledger.rows.release(freed);
    released.push(...freed);
  }
}

/** @param withoutBlocker whether those count that name no row which blocks them. */
function blockedRows(
  ledger: Ledger,
  isFreedBy: (blocker: LedgerRow) => boolean,
  withoutBlocker = false,
): readonly number[] {
  return [...ledger.rows.all("blocked")].flatMap((row) => {
    const blocker = row.blockedBy === null ? undefined : ledger.rows.find(row.blockedBy);
    const isFree =
      blocker === undefined
        ? withoutBlocker
        : isFreedBy(blocker) ||
          // What was given up replaces nothing any more.
          (blocker.outcome === "dropped" && isWithheldRemoval(ledger, row.number));
    return isFree ? [row.number] : [];
  });
}

/** What the names in a row were found to belong to. */
function namesOf(
  ledger: Ledger,
  customerId: string,
  row: UnsentRow,
): readonly (readonly [string, string])[] {
  return row.uses.flatMap((use) => {
    const sought = bareName(use);
    const name =
      sought === null
        ? null
        : (ledger.rows.nameOf(customerId, sought) ?? temporaryNameOf(sought, customerId));
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
  const built = builder.build(ledger.rows.cellsOf(row.number), known, row.exemptions);
  return built.kind === "operation" ? { ...row, operation: built.bytes } : row;
}

/** A name that no row gives can only be refused. */
function refuse(ledger: Ledger, builder: Builder, row: UnsentRow, name: string): void {
  const cells = ledger.rows.cellsOf(row.number);
  const fault = leadsNowhere(name, row, (path) => builder.columnOf(cells, path));
  ledger.rows.record(invalidRow(row.number, [faultError(fault)]));
}

/** What is wrong with a row that refers to a temporary name which no other row gives. */
export function leadsNowhere(
  name: string,
  { operation }: Pick<UnsentRow, "operation">,
  columnOf: (path: readonly PathElement[]) => number | null,
): Fault {
  const { resource } = readOperation(operation);
  const place = resource === null ? null : pathOfText(resource, name);
  return {
    code: "UNKNOWN_TEMPORARY_ID",
    message: `No other row creates ${name}.`,
    advice: "Correct the temporary id, or add a row that creates it with that id in resource_name.",
    column: columnOf(place ?? parsePath("resource_name")),
    fieldPath: place === null ? "" : formatPath(place),
  };
}

/** Blocks a row by the one that was to create what it needs. */
export function block(ledger: Ledger, row: number, parent: number, name: string): void {
  const what = isNaturalName(name) ? "what this row names" : `${name}, which this row needs`;
  const isDropped = ledger.rows.find(parent)?.outcome === "dropped";
  const error = ownRowError("PARENT_NOT_ACCEPTED", {
    message: `Row ${parent} creates ${what}, and it was ${isDropped ? "dropped" : "not accepted"}.`,
    advice: isDropped ? withoutParent(name) : waitsForRow(parent),
    action: isDropped ? "fix" : "blocked",
  });
  ledger.rows.record(blockedRow(parent, row, error));
}

function withoutParent(name: string): string {
  return isNaturalName(name)
    ? "Create it in the account or in a row added to corrections.csv, or drop this row too."
    : "Add a row to corrections.csv that creates it with this id, or drop this row too.";
}

/**
 * The first row that this one refers to by a temporary name and that was not accepted: neither before, nor
 * by the answer that is being settled.
 */
export function blockerOf(
  ledger: Ledger,
  customerId: string,
  row: Pick<UnsentRow, "uses">,
  accepted: Pick<ReadonlySet<number>, "has">,
): number | null {
  const blocker = parentsOf(ledger, customerId, row).find(
    (parent) => !isThere(parent) && !accepted.has(parent.number),
  );
  return blocker?.number ?? null;
}

/**
 * The operations of rows that travel in one request, each without the temporary name of what it creates
 * unless a row of the request refers to it. Some services take no name at all for what is new.
 */
export function namedWhereNeeded(rows: readonly UnsentRow[]): readonly Uint8Array[] {
  if (rows.every(({ defines }) => defines === null)) return rows.map(({ operation }) => operation);
  const used = new Set(rows.flatMap(({ uses }) => uses));
  return rows.map(({ defines, operation }) =>
    defines === null || used.has(defines) ? operation : withoutOwnName(operation),
  );
}

/** The same rows, each behind those of them that it needs: in one request too, Google wants those first. */
export function parentsFirst(rows: readonly UnsentRow[]): readonly UnsentRow[] {
  if (rows.every(({ defines }) => defines === null)) return rows;
  const parents = new Map(
    rows.flatMap((row) => (row.defines === null ? [] : [[row.defines, row] as const])),
  );
  const ordered: UnsentRow[] = [];
  const placed = new Set<UnsentRow>();
  const place = (row: UnsentRow): void => {
    if (placed.has(row)) return;
    placed.add(row);
    for (const name of row.uses) {
      const parent = parents.get(name);
      if (parent !== undefined) place(parent);
    }
    ordered.push(row);
  };
  for (const row of rows) place(row);
  return ordered;
}

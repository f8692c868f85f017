import { classOf } from "../../failure/classify.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { readOperation } from "../../operations/schema/encoded-operation.ts";
import { type NaturalKey, naturalKeyOf } from "../../operations/schema/natural-key.ts";
import { acceptedRow, notSeen } from "../../outcome/row-result.ts";
import type { Verdict } from "../../outcome/verdict.ts";
import type { SearchAnswer } from "../../transport/transport.ts";
import { lookUpTries, search } from "../calls.ts";
import type { SendContext, Sent } from "../context.ts";
import { isThere, parentsOf, withRealNames } from "../relatives.ts";
import { type Content, contentOf } from "./content.ts";
import { type LookedUp, lookUpContents, lookUpKeys } from "./look-up.ts";

/** What became of rows whose answer was lost. */
export interface Resolution {
  /** Rows that were surely not carried out, or may be carried out twice: they are sent again. */
  readonly again: ReadonlySet<number>;
  /** Rows are still in doubt, and nothing shows that the server answers again. */
  readonly isUnreachable: boolean;
}

const NOTHING: Resolution = { again: new Set(), isUnreachable: false };

/**
 * Settles what a request left in doubt, as far as that can be found out. Updates with absolute values and
 * removals may be repeated. A create may not: it is looked up under its natural key, twice, after a pause
 * each. If it is found, it is accepted; if it is surely not there, it is sent again. Without a natural key
 * all of its content is compared; it stays in doubt if nothing equal is found. On a repeat, an error that
 * says "it is there already" is settled the same way.
 *
 * @param doubted rows that were in doubt before; those of this request are added.
 */
export async function settleDoubt(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
  { judgement }: Sent,
  doubted: Set<number>,
): Promise<Resolution> {
  const { retries } = context;
  const inDoubt = rows.filter(
    (_, position) => judgement.verdicts[position]?.outcome === "in_doubt",
  );
  if (retries === null) return { ...NOTHING, isUnreachable: inDoubt.length > 0 };
  const repeated = rows.filter(
    (row, position) => doubted.has(row.number) && isDone(row, judgement.verdicts[position]),
  );
  for (const row of inDoubt) doubted.add(row.number);
  for (const row of repeated.filter(isRemoval))
    accept(context.ledger, row.number, readOperation(row.operation).removes);
  await findAgain(
    context,
    customerId,
    repeated.filter((row) => !isRemoval(row)),
    1,
  );
  // Not found: then it was no echo of our first try, and the verdict stands.
  context.limits.noteDone(
    repeated.filter((row) => context.ledger.rows.find(row.number)?.outcome === "accepted").length,
  );
  if (inDoubt.length === 0) return NOTHING;
  return findAgain(context, customerId, inDoubt, LOOK_UPS);
}

/** Settles what earlier rounds left in doubt; rows that were surely not carried out wait to be sent again. */
export async function settleLeftovers(context: SendContext): Promise<void> {
  const { ledger, retries, signal } = context;
  if (retries === null) return;
  for (const customerId of ledger.rows.customersWith("in_doubt")) {
    if (signal.aborted) return;
    const { again } = await findAgain(
      context,
      customerId,
      ledger.rows.inDoubt(customerId),
      LOOK_UPS,
    );
    ledger.rows.release([...again]);
  }
}

/** Once might be too early: a change takes a moment until queries show it. */
export const LOOK_UPS = 2;

/** Errors with which a second removal of the same resource ends (RequestError, MutateError, OperationAccessDeniedError). */
const REMOVED_ALREADY = /\.(RESOURCE_NOT_FOUND|OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE)$/;

function isDone(row: UnsentRow, verdict: Verdict | undefined): boolean {
  if (verdict?.outcome !== "rejected") return false;
  return verdict.errors.every((error) =>
    isRemoval(row) ? REMOVED_ALREADY.test(error.code ?? "") : isExisting(error),
  );
}

function isExisting(error: Verdict["errors"][number]): boolean {
  return classOf(error) === "done";
}

function isRemoval(row: UnsentRow): boolean {
  return readOperation(row.operation).verb === "remove";
}

/**
 * Looks rows up, parents before their children, and accepts those that are there.
 * @param times how often to look before a resource counts as not there.
 */
export async function findAgain(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
  times: number,
): Promise<Resolution> {
  const { ledger } = context;
  const again = new Set<number>();
  let isAnyLeft = false;
  let hasAnswered = false;
  let pending = rows;
  while (pending.length > 0) {
    const numbers = new Set(pending.map((row) => row.number));
    const isChild = (row: UnsentRow): boolean =>
      parentsOf(ledger, customerId, row).some((parent) => numbers.has(parent.number));
    const generation = pending.filter((row) => !isChild(row));
    pending = pending.filter(isChild);
    const byKey: Sought<NaturalKey>[] = [];
    const byContent: Sought<Content>[] = [];
    for (const row of generation) {
      const course = courseOf(context, customerId, row, again);
      if (course.kind === "again") again.add(row.number);
      else if (course.kind === "key") byKey.push({ row: row.number, is: course.is });
      else if (course.kind === "content") byContent.push({ row: row.number, is: course.is });
      else isAnyLeft = true;
    }
    const absent = await lookUpAll(context, customerId, byKey, times, lookUpKeys);
    if (absent === null) return { again, isUnreachable: true };
    for (const row of absent) again.add(row);
    const unseen = await lookUpAll(context, customerId, byContent, times, lookUpContents);
    if (byKey.length > 0 || (byContent.length > 0 && unseen !== null)) hasAnswered = true;
    // Google would make a second one with the same content: that none is seen does not show that none is there.
    if (unseen?.length !== 0) isAnyLeft = true;
    for (const { row, is } of byContent)
      if (unseen?.includes(row) === true) tellNotSeen(context, row, is);
  }
  for (const row of rows.filter(({ number }) => again.has(number))) {
    const { removes } = readOperation(row.operation);
    if (removes === null || !isMadeAfter(ledger, row, removes, rows)) continue;
    accept(ledger, row.number, removes);
    again.delete(row.number);
  }
  return { again, isUnreachable: isAnyLeft && !hasAnswered };
}

/** What can be done about a row in doubt. */
type Course =
  /** It was surely not carried out, or may be carried out twice. */
  | { readonly kind: "again" }
  | { readonly kind: "key"; readonly is: NaturalKey }
  | { readonly kind: "content"; readonly is: Content }
  /** Nobody but a person can tell. */
  | { readonly kind: "left" };

/** @param again rows that are sent again: what they create is not there. */
function courseOf(
  { ledger, builder }: SendContext,
  customerId: string,
  row: UnsentRow,
  again: ReadonlySet<number>,
): Course {
  const isParentUnknown = parentsOf(ledger, customerId, row).some((parent) => {
    if (isThere(parent)) return parent.resourceName === null;
    return parent.outcome === "in_doubt" && !again.has(parent.number);
  });
  // Where its parent is or may be, it may be too, and cannot be asked for without a name.
  if (isParentUnknown) return { kind: "left" };
  const named = withRealNames(ledger, builder, customerId, row);
  const operation = readOperation((named ?? row).operation);
  const key = naturalKeyOf(operation);
  if (operation.verb !== "create" || key === "incomplete") return { kind: "again" };
  // Without its parent it is not there either; but what Google would make twice takes more than that.
  if (named === null) return { kind: key === "none" ? "left" : "again" };
  if (key !== "none") return { kind: "key", is: key };
  const content = contentOf(operation);
  return content === null ? { kind: "left" } : { kind: "content", is: content };
}

/**
 * A removal before a create of the same name, as of a keyword that comes back: with the create there, it
 * was carried out too, and once more it would take away what the create has made.
 */
function isMadeAfter(
  ledger: Ledger,
  removal: UnsentRow,
  name: string,
  rows: readonly UnsentRow[],
): boolean {
  return rows.some(({ number, operation }) => {
    if (number <= removal.number || readOperation(operation).verb !== "create") return false;
    const row = ledger.rows.find(number);
    return row?.outcome === "accepted" && row.resourceName === name;
  });
}

/** For the person who has to say what is true. A later look-up takes the place of an earlier one. */
function tellNotSeen({ ledger, now }: SendContext, row: number, { within }: Content): void {
  const found = notSeen(within[1], now());
  const others = ledger.rows.errorsOf(row).filter(({ code }) => code !== found.code);
  ledger.rows.record({
    row,
    outcome: "in_doubt",
    resourceName: null,
    blockedBy: null,
    errors: [...others, found],
  });
}

interface Sought<T> {
  readonly row: number;
  readonly is: T;
}

/** Accepts the rows whose resource is found. The answer names those of which none is; null if that is not known. */
async function lookUpAll<T>(
  context: SendContext,
  customerId: string,
  sought: readonly Sought<T>[],
  times: number,
  lookUp: (
    sought: readonly T[],
    search: (query: string) => Promise<SearchAnswer>,
  ) => Promise<LookedUp>,
): Promise<readonly number[] | null> {
  const { ledger, retries, signal } = context;
  let left = sought;
  for (let time = 1; time <= times && left.length > 0; time += 1) {
    await retries?.sleep(retries.policy.lookUpPauseMs, signal);
    // Cut short, it would look too early.
    if (signal.aborted) return null;
    const rows = left.map(({ row }) => row);
    const found = await lookUp(
      left.map(({ is }) => is),
      (query) => search(context, customerId, query, { rows, tries: lookUpTries(context) }),
    );
    if (found.kind === "unknown") return null;
    left = left.filter(({ row }, position) => {
      const free = found.names[position]?.find((name) => !isTaken(ledger, name));
      if (free === undefined) return true;
      accept(ledger, row, free);
      return false;
    });
  }
  return left.map(({ row }) => row);
}

/**
 * Another row has this resource: then this row asked for the same thing once more. A row that removed it
 * does not count, as Google gives a keyword that comes back its old name.
 */
function isTaken(ledger: Ledger, resourceName: string): boolean {
  return ledger.rows
    .operationsOn(resourceName)
    .some((operation) => readOperation(operation).verb !== "remove");
}

function accept(ledger: Ledger, row: number, resourceName: string | null): void {
  ledger.rows.record(acceptedRow(row, resourceName));
}

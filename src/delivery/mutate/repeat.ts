import {
  classOf,
  classOfStatus,
  type ErrorClass,
  isAboutKind,
  retryDelaySeconds,
  waitsAlone,
} from "../../failure/classify.ts";
import { isNeverRepeated, statusCode } from "../../failure/status-code.ts";
import type { UnsentRow } from "../../ledger/rows.ts";
import { entityNumberOf } from "../../operations/schema/entity.ts";
import { type Stop, stopOf } from "../../outcome/stop.ts";
import type { DecodedAnswer, Verdict } from "../../outcome/verdict.ts";
import type { Retries, SendContext, Sent } from "../context.ts";
import { settleDoubt } from "../doubt/settle.ts";
import { resolveParents } from "../relatives.ts";
import { repeatAfter } from "../retry.ts";
import { sendBatch } from "./request.ts";

/** Rows that go together in one request, and what they have been through. */
interface Attempt {
  readonly rows: readonly UnsentRow[];
  readonly tries: number;
  readonly waitedMs: number;
  /** Pause before this try. */
  readonly afterMs: number;
  /** Cut from a larger one to find the row that holds up the others. */
  readonly isPiece: boolean;
}

/** How often the rows of one batch may be cut in two in search of those that hold up the others. */
const MOST_CUTS = 100;

/** If so many rows of a batch still hold up others when sent alone, the server is at fault, not the rows. */
const MOST_LEFT_BEHIND = 3;

/**
 * Sends rows of an account until each of them has an outcome: a row that failed only for the moment is sent
 * again after a pause, what was too large in halves, and what got no answer once it is known that it
 * was not carried out, or that carrying it out twice does no harm. The answer tells what stopped it.
 */
export async function deliver(
  context: SendContext,
  customerId: string,
  rows: readonly UnsentRow[],
): Promise<Stop | null> {
  const queue: Attempt[] = [{ rows, tries: 0, waitedMs: 0, afterMs: 0, isPiece: false }];
  const doubted = new Set(rows.filter((row) => row.isDoubted).map((row) => row.number));
  let cuts = 0;
  let leftBehind = 0;
  let pending: Stop | null = null;
  for (;;) {
    const attempt = queue.shift();
    if (attempt === undefined) return pending;
    if (attempt.afterMs > 0) await context.retries?.sleep(attempt.afterMs, context.signal);
    await context.rateLimiter.ready(customerId, context.signal);
    if (context.signal.aborted) return pending;
    // No wait from here to the call: other accounts share the limit.
    const admitted = context.limits.admit(attempt.rows.length);
    if (typeof admitted !== "number") return admitted;
    if (admitted < attempt.rows.length)
      queue.unshift({ ...attempt, rows: attempt.rows.slice(admitted), afterMs: 0 });
    const going = prepare(context, customerId, attempt, admitted);
    if (going.length === 0) continue;
    const sent = await sendBatch(context, customerId, going);
    const tried = { ...attempt, rows: going, tries: attempt.tries + 1 };
    const resolved = await settleDoubt(context, customerId, going, sent, doubted);
    const next = nextAttempts(context.retries, tried, sent, resolved.again, cuts < MOST_CUTS);
    if (next.attempts.length > 1) cuts += 1;
    queue.unshift(...next.attempts);
    if (next.isLeftBehind === true) leftBehind += 1;
    const isStuck = next.isStuck || leftBehind === MOST_LEFT_BEHIND;
    if (!isStuck && !resolved.isUnreachable) continue;
    const stop = stopOf(sent.answer, sent.judgement);
    if (isStuck && stop !== null) return stop;
    // Rows whose fate is unknown do not hold up those whose fate is known.
    pending ??= stop;
  }
}

/** Makes the first rows of an attempt ready to be journalled as sent, once more if they were before. */
function prepare(
  { ledger, builder }: SendContext,
  customerId: string,
  attempt: Attempt,
  admitted: number,
): readonly UnsentRow[] {
  const rows = attempt.rows.slice(0, admitted);
  if (attempt.tries > 0) ledger.rows.release(rows.map((row) => row.number));
  return resolveParents(ledger, builder, customerId, rows);
}

interface Next {
  readonly attempts: readonly Attempt[];
  /** Rows are left that no further try can help for now. */
  readonly isStuck: boolean;
  /** The one row of the attempt stays as it is, and nobody else for its sake. */
  readonly isLeftBehind?: boolean;
}

/** A row that was not carried out, and why. */
interface Waiting {
  readonly row: UnsentRow;
  readonly verdict: Verdict;
  readonly kind: Kind;
}

/**
 * Which rows of an attempt are sent again, when, and in how many pieces.
 * @param undone rows that were in doubt and may be sent again.
 */
function nextAttempts(
  retries: Retries | null,
  attempt: Attempt,
  { answer, judgement }: Sent,
  undone: ReadonlySet<number>,
  mayCut: boolean,
): Next {
  const waiting: Waiting[] = [];
  for (const [position, row] of attempt.rows.entries()) {
    const verdict = judgement.verdicts[position];
    if (verdict?.outcome !== "deferred" && !undone.has(row.number)) continue;
    if (verdict !== undefined) waiting.push({ row, verdict, kind: kindOf(verdict, answer) });
  }
  if (waiting.length === 0) return { attempts: [], isStuck: false };
  if (retries === null) return { attempts: [], isStuck: isHopeless(answer, judgement.verdicts) };

  const able = waiting.filter(({ kind }) => REPEATED.has(kind));
  if (able.length === 0) return { attempts: [], isStuck: true };
  const rows = able.map(({ row }) => row);
  const kinds = new Set(able.map(({ kind }) => kind));
  if (kinds.has("split")) {
    // A row that is too large on its own stays as it is, and holds up no other.
    const pieces = rows.length === 1 ? [] : halves(rows);
    return {
      attempts: pieces.map((piece) => ({ ...attempt, rows: piece, tries: 1, afterMs: 0 })),
      isStuck: false,
    };
  }
  if (kinds.has("mixed")) {
    const groups = byEntity(rows);
    return {
      attempts:
        groups.length === 1 ? [] : groups.map((group) => ({ ...attempt, rows: group, afterMs: 0 })),
      isStuck: groups.length === 1,
    };
  }
  if (kinds.size === 1 && kinds.has("refused")) {
    // Refused because of an operation that was not sent: the same request would be refused again.
    if (rows.length === attempt.rows.length) return { attempts: [], isStuck: true };
    // Refused because of other rows, which are out of the way now: each time there are fewer of those.
    return { attempts: [{ ...attempt, rows, afterMs: 0 }], isStuck: false };
  }
  return repeated(retries, attempt, able, mayCut);
}

/** The same rows again after a pause: as they are, or in halves to find the one that causes the error. */
function repeated(
  { policy, random }: Retries,
  attempt: Attempt,
  able: readonly Waiting[],
  mayCut: boolean,
): Next {
  const verdicts = able.map(({ verdict }) => verdict);
  const delay = Math.max(
    0,
    ...verdicts.flatMap((verdict) => verdict.errors.map((error) => retryDelaySeconds(error) ?? 0)),
  );
  const serverDelayMs = delay === 0 ? null : delay * 1000;
  const repeat = repeatAfter(policy, attempt.tries, attempt.waitedMs, serverDelayMs, random());
  const rows = able.map(({ row }) => row);
  const isMaskedFault = isMasked(verdicts);
  // Alone and cut from others, it is the row: it stays behind and stops nobody.
  const isLeftBehind = isMaskedFault && attempt.isPiece && rows.length === 1;
  if (repeat.kind === "stop") return { attempts: [], isStuck: !isLeftBehind, isLeftBehind };
  const { afterMs } = repeat;
  const again = { ...attempt, rows, afterMs, waitedMs: attempt.waitedMs + afterMs };
  // A fault that Google masks as an internal error comes back with the row that causes it.
  if (!isMaskedFault || attempt.tries < 2 || rows.length === 1 || !mayCut)
    return { attempts: [again], isStuck: false };
  return {
    attempts: halves(rows).map((piece, position) => ({
      ...again,
      rows: piece,
      // Cut on at once if it fails again; the tries count anew for the row that is found.
      tries: 1,
      afterMs: position === 0 ? afterMs : 0,
      isPiece: true,
    })),
    isStuck: false,
  };
}

/**
 * What a row that is left waits for: the class of its errors, that others are out of the way, that rows of
 * another entity are not in its request, or something of its own that seconds do not bring.
 */
type Kind = ErrorClass | "refused" | "later" | "mixed";

const REPEATED: ReadonlySet<Kind> = new Set(["retry", "wait", "split", "refused", "mixed"]);

function kindOf(verdict: Verdict, answer: DecodedAnswer): Kind {
  const code = answer.kind === "failed" ? answer.code : null;
  if (verdict.outcome === "in_doubt")
    return code !== null && isNeverRepeated(code) ? "unknown" : "retry";
  // Never sent: for want of a connection, or because signing in was refused.
  if (answer.kind === "failed" && !answer.sent)
    return answer.code === statusCode.UNAUTHENTICATED ? "account" : "retry";
  const fromGoogle = verdict.errors.filter(
    (error) => error.code?.startsWith("LocalError.") !== true,
  );
  if (fromGoogle.length === 0) {
    const isCollateral = answer.kind === "failed" && answer.failure.errors.length > 0;
    return isCollateral ? "refused" : classOfStatus(code);
  }
  if (fromGoogle.every(waitsAlone)) return "later";
  if (fromGoogle.some(isAboutKind)) return "mixed";
  const classes = new Set(fromGoogle.map((error) => classOf(error, code)));
  // Errors that name no row, and by which the whole request was refused.
  return (
    (["account", "unknown", "split", "wait", "retry"] as const).find((kind) => classes.has(kind)) ??
    "fault"
  );
}

/** Without retries: only an answer that refuses or loses the whole request stops an account. */
function isHopeless(answer: DecodedAnswer, verdicts: readonly Verdict[]): boolean {
  return answer.kind === "failed"
    ? verdicts.every((verdict) => verdict.outcome !== "rejected")
    : verdicts.every((verdict) => verdict.outcome === "deferred");
}

function isMasked(verdicts: readonly Verdict[]): boolean {
  return verdicts.some((verdict) =>
    verdict.errors.some((error) => error.code === "InternalError.INTERNAL_ERROR"),
  );
}

/** Rows by what they are about; those that depend on others stay together, since none can go alone. */
function byEntity(rows: readonly UnsentRow[]): readonly (readonly UnsentRow[])[] {
  const groups = Map.groupBy(rows, ({ operation, uses, defines }) =>
    uses.length === 0 && defines === null ? entityNumberOf(operation) : null,
  );
  return [...groups.values()];
}

function halves<T>(items: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

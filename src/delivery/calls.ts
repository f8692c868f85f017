import { classOf, classOfStatus, retryDelaySeconds } from "../failure/classify.ts";
import type { Failure } from "../failure/failure.ts";
import { statusCode, uncertaintyOf } from "../failure/status-code.ts";
import { decodeTrailers } from "../failure/trailer.ts";
import type { Job } from "../ledger/jobs.ts";
import type { NewRequest, RequestEnd } from "../ledger/journal.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { redact } from "../messages/redact.ts";
import { oneLine } from "../messages/visible.ts";
import { failureText } from "../outcome/failure-record.ts";
import { outcomeUnknown } from "../outcome/row-result.ts";
import { type Stop, stopOf } from "../outcome/stop.ts";
import type { DecodedAnswer } from "../outcome/verdict.ts";
import type { Answered, FailedCall, SearchAnswer } from "../transport/transport.ts";
import type { Retries, SendContext } from "./context.ts";
import { jobCallTries } from "./defaults.ts";
import { noteRate } from "./rate-limiter.ts";
import { repeatAfter } from "./retry.ts";

/** A call as it is put on record. */
export interface Call {
  readonly method: string;
  readonly customerId: string;
  /** The batch job that it is about; null if it is about none. */
  readonly job: Job | null;
  /** The rows whose operations it carries, or that it asks about. */
  readonly rows?: readonly number[];
}

/** A call that failed, decoded. */
export type FailedAnswer = Extract<DecodedAnswer, { kind: "failed" }>;

export type CallResult<T> =
  | { readonly kind: "answered"; readonly answer: Answered<T>; readonly request: number }
  | {
      readonly kind: "failed";
      readonly answer: FailedAnswer;
      readonly requestId: string | null;
      readonly request: number;
      /** How often it has been made. */
      readonly tries: number;
    };

/** Google's have 22 characters. */
const LONGEST_REQUEST_ID = 100;

/** Longest time that the pauses between the tries of one call take together. */
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Puts a call on record and makes it. The caller closes the record, in one transaction with what became of
 * its rows.
 * @param attempt the number of this try, from 1.
 */
export async function openCall<T>(
  { ledger, round, now }: SendContext,
  call: Call,
  send: () => Promise<Answered<T> | FailedCall>,
  attempt: number,
): Promise<CallResult<T>> {
  const request = ledger.journal.open(requestOf(call, round, attempt, now()));
  return resultOf(await send(), request, attempt);
}

/** Makes a call in its turn and closes its record, unless `leaveOpen` leaves that to the caller. */
export async function callOnce<T>(
  context: SendContext,
  call: Call,
  send: () => Promise<Answered<T> | FailedCall>,
  attempt: number,
  leaveOpen = false,
): Promise<CallResult<T>> {
  await context.rateLimiter.ready(call.customerId, context.signal);
  const result = await openCall(context, call, send, attempt);
  noteRate(context.rateLimiter, call.customerId, failureIn(result));
  if (!leaveOpen) context.ledger.journal.close(result.request, endOfCall(context, result), [], []);
  return result;
}

interface SearchOptions {
  /** The rows that it asks about. */
  readonly rows?: readonly number[];
  readonly tries: CallTries;
  /** Left out, true: it takes its turn, and its answer counts for the rate of the account and the token. */
  readonly isPaced?: boolean;
}

/**
 * Asks with a query. It changes nothing, so it goes on record once it has been answered, and is repeated
 * as `tries` says.
 */
export async function search(
  context: SendContext,
  customerId: string,
  query: string,
  { rows = [], tries, isPaced = true }: SearchOptions,
): Promise<SearchAnswer> {
  const { ledger, transport, round, now, rateLimiter, signal } = context;
  const call = { method: "GoogleAdsService.Search", customerId, job: null, rows };
  for (;;) {
    if (isPaced) await rateLimiter.ready(customerId, signal);
    const request = requestOf(call, round, tries.tries + 1, now());
    const answer = await transport.search(customerId, query);
    const failed = answer.kind === "failed" ? decodeFailed(answer) : null;
    if (isPaced) noteRate(rateLimiter, customerId, failed?.failure ?? null);
    const requestId = answer.requestId ?? failed?.failure.requestId ?? null;
    ledger.journal.note(request, endOf(context, requestId, failed));
    if (failed === null || !(await tries.pauseAfter(failed))) return answer;
  }
}

function requestOf(
  { method, customerId, job, rows = [] }: Call,
  round: number,
  attempt: number,
  now: Date,
): NewRequest {
  const request = { round, customerId, method, rows, attempt, startedAt: now.toISOString() };
  return job === null ? request : { ...request, job: job.id };
}

function resultOf<T>(
  answer: Answered<T> | FailedCall,
  request: number,
  tries: number,
): CallResult<T> {
  return answer.kind === "answered"
    ? { kind: "answered", answer, request }
    : {
        kind: "failed",
        answer: decodeFailed(answer),
        requestId: answer.requestId,
        request,
        tries,
      };
}

function failureIn<T>(result: CallResult<T>): Failure | null {
  return result.kind === "failed" ? result.answer.failure : null;
}

function endOfCall<T>(context: SendContext, result: CallResult<T>): RequestEnd {
  if (result.kind === "answered") return endOf(context, result.answer.requestId);
  return endOf(context, result.requestId ?? result.answer.failure.requestId, result.answer);
}

/** Makes a call that does no harm when it is repeated, until it is answered or refused for good. */
export async function callUntilAnswered<T>(
  context: SendContext,
  call: Call,
  send: () => Promise<Answered<T> | FailedCall>,
): Promise<CallResult<T>> {
  const retry = callTries(context);
  for (;;) {
    const result = await callOnce(context, call, send, retry.tries + 1);
    if (result.kind === "answered" || !(await retry.pauseAfter(result.answer))) return result;
  }
}

/** Counts the tries of one call, and pauses between them. */
export interface CallTries {
  readonly tries: number;
  /** False if the failure is not a passing one, or it has been tried long enough. */
  pauseAfter(failed: FailedAnswer): Promise<boolean>;
}

/** The tries of a call about a job, or of one without which nothing can be sent. */
export function callTries({ jobs, signal, retries }: SendContext): CallTries {
  // The user's own limit where it is shorter.
  const asked = retries?.policy ?? { maxTries: jobCallTries, maxWaitMs: LONGEST_RETRY_MS };
  const policy = {
    maxTries: Math.min(jobCallTries, asked.maxTries),
    maxWaitMs: Math.min(LONGEST_RETRY_MS, asked.maxWaitMs),
    lookUpPauseMs: 0,
  };
  return triesOf({ policy, sleep: jobs.sleep, random: jobs.random }, signal, isPassing);
}

/** The tries of a query that looks up what became of rows: as many as a row has. */
export function lookUpTries({ retries, signal }: SendContext): CallTries {
  if (retries === null) return { tries: 0, pauseAfter: async () => false };
  // A look-up is worth another try within seconds, however long mutates are asked to wait.
  return triesOf(
    retries,
    signal,
    ({ code }) => ["retry", "wait"].includes(classOfStatus(code)),
    () => null,
  );
}

function triesOf(
  { policy, sleep, random }: Retries,
  signal: AbortSignal,
  mayPass: (failed: FailedAnswer) => boolean,
  delayOf: (failed: FailedAnswer) => number | null = serverDelayMs,
): CallTries {
  let tries = 0;
  let waitedMs = 0;
  return {
    get tries() {
      return tries;
    },
    async pauseAfter(failed) {
      tries += 1;
      if (!mayPass(failed) || signal.aborted) return false;
      const repeat = repeatAfter(policy, tries, waitedMs, delayOf(failed), random());
      if (repeat.kind === "stop") return false;
      waitedMs += repeat.afterMs;
      await sleep(repeat.afterMs, signal);
      return !signal.aborted;
    },
  };
}

/** How long the server asks to wait; null if it does not say. */
function serverDelayMs({ failure }: FailedAnswer): number | null {
  const seconds = Math.max(0, ...failure.errors.map((error) => retryDelaySeconds(error) ?? 0));
  return seconds === 0 ? null : seconds * 1_000;
}

/** Whether the same call may well succeed in a moment. */
function isPassing({ sent, code, failure }: FailedAnswer): boolean {
  if (!sent || code === statusCode.OK) return true;
  const { errors } = failure;
  return errors.length === 0
    ? classOfStatus(code) === "retry"
    : errors.every((error) => classOf(error, code) === "retry");
}

/** Whether a call that failed surely changed nothing. */
export function isRefusal({ sent, code, doubt }: FailedAnswer): boolean {
  return !sent || (doubt === undefined && uncertaintyOf(code) === null);
}

export function hasError({ failure }: FailedAnswer, code: string): boolean {
  return failure.errors.some((error) => error.code === code);
}

/** Why nothing more is sent after a call that failed for good. */
export function stopAfter(failed: FailedAnswer): Stop | null {
  return stopOf(failed, { verdicts: [], unplaced: [] });
}

export function endOf(
  { now }: Pick<SendContext, "now">,
  requestId: string | null,
  failed: FailedAnswer | null = null,
): RequestEnd {
  return {
    endedAt: now().toISOString(),
    status: failed?.code ?? 0,
    requestId: requestId === null ? null : oneLine(redact(requestId)).slice(0, LONGEST_REQUEST_ID),
    failure: failed === null ? null : failureText(failed),
  };
}

/** A call that failed, with what its trailers say. */
export function decodeFailed({ code, message, sent, doubt, trailers }: FailedCall): FailedAnswer {
  const failure: Failure = decodeTrailers(trailers);
  const answer = { kind: "failed", code, message, sent, failure } as const;
  return doubt === undefined ? answer : { ...answer, doubt };
}

/** Calls whose process died before their answer came: nobody knows what became of their rows. */
export function abandonCalls(ledger: Ledger, now: Date): void {
  ledger.journal.abandon(now.toISOString(), outcomeUnknown);
}

import { classOf, classOfStatus, retryDelaySeconds } from "../failure/classify.ts";
import type { Failure } from "../failure/failure.ts";
import { decodeTrailers } from "../failure/trailer.ts";
import type { Job } from "../ledger/jobs.ts";
import type { RequestEnd } from "../ledger/ledger.ts";
import { failureText } from "../outcome/failure-record.ts";
import { type Halt, haltOf } from "../outcome/stop.ts";
import type { DecodedAnswer } from "../outcome/verdict.ts";
import type { Answered, FailedCall } from "../transport/transport.ts";
import type { JobContext } from "./context.ts";
import { jobCallTries } from "./defaults.ts";
import { notePace } from "./pace.ts";
import { repeatAfter } from "./retry.ts";

/** A call about a job, as it is put on record. */
export interface JobCall {
  readonly method: string;
  readonly customerId: string;
  readonly job: Job | null;
  /** The rows whose operations it carries. */
  readonly rows?: readonly number[];
}

/** A call that failed, decoded. */
export type FailedAnswer = Extract<DecodedAnswer, { kind: "failed" }>;

export type CallResult<T> =
  | { readonly kind: "answered"; readonly answer: Answered<T>; readonly request: number }
  | {
      readonly kind: "failed";
      readonly answer: FailedAnswer;
      readonly request: number;
      /** How often it has been made. */
      readonly tries: number;
    };

/** Longest time that the pauses between the tries of one call take together. */
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Makes a call once: on record before, and after unless the answer is left to the caller to close, who
 * then settles rows with it.
 */
export async function callOnce<T>(
  context: JobContext,
  call: JobCall,
  send: () => Promise<Answered<T> | FailedCall>,
  attempt: number,
  leaveOpen = false,
): Promise<CallResult<T>> {
  const { ledger, round, now, pace, signal } = context;
  await pace.ready(call.customerId, signal);
  const request = ledger.openRequest({
    round,
    customerId: call.customerId,
    method: call.method,
    rows: call.rows ?? [],
    attempt,
    startedAt: now().toISOString(),
    ...(call.job === null ? {} : { job: call.job.id }),
  });
  const answer = await send();
  if (answer.kind === "answered") {
    notePace(pace, call.customerId, null);
    if (!leaveOpen) ledger.closeRequest(request, endOf(context, answer.requestId), [], []);
    return { kind: "answered", answer, request };
  }
  const decoded = decodeFailed(answer);
  notePace(pace, call.customerId, decoded.failure);
  if (!leaveOpen) {
    const end = endOf(context, answer.requestId ?? decoded.failure.requestId, decoded);
    ledger.closeRequest(request, end, [], []);
  }
  return { kind: "failed", answer: decoded, request, tries: attempt };
}

/** Makes a call that does no harm when it is repeated, until it is answered or refused for good. */
export async function callUntilAnswered<T>(
  context: JobContext,
  call: JobCall,
  send: () => Promise<Answered<T> | FailedCall>,
): Promise<CallResult<T>> {
  const retry = retries(context);
  for (;;) {
    const result = await callOnce(context, call, send, retry.tries + 1);
    if (result.kind === "answered" || !(await retry.pauseAfter(result.answer))) return result;
  }
}

/** Counts the tries of one call, and pauses between them. */
export interface Retries {
  readonly tries: number;
  /** False if the failure is no passing one, or it has been tried long enough. */
  pauseAfter(failed: FailedAnswer): Promise<boolean>;
}

export function retries({ jobs, signal, patience }: JobContext): Retries {
  let tries = 0;
  let waitedMs = 0;
  return {
    get tries() {
      return tries;
    },
    async pauseAfter(failed) {
      tries += 1;
      if (!isPassing(failed) || signal.aborted) return false;
      const seconds = Math.max(
        0,
        ...failed.failure.errors.map((error) => retryDelaySeconds(error) ?? 0),
      );
      // The user's patience where it is shorter.
      const asked = patience?.policy ?? { maxTries: jobCallTries, maxWaitMs: LONGEST_RETRY_MS };
      const policy = {
        maxTries: Math.min(jobCallTries, asked.maxTries),
        maxWaitMs: Math.min(LONGEST_RETRY_MS, asked.maxWaitMs),
        lookUpPauseMs: 0,
      };
      const delayMs = seconds === 0 ? null : seconds * 1_000;
      const repeat = repeatAfter(policy, tries, waitedMs, delayMs, jobs.random());
      if (repeat.kind === "stop") return false;
      waitedMs += repeat.afterMs;
      await jobs.sleep(repeat.afterMs, signal);
      return !signal.aborted;
    },
  };
}

/** Whether the same call may well succeed in a moment. */
export function isPassing({ sent, code, failure }: FailedAnswer): boolean {
  if (!sent || code === 0) return true;
  const { errors } = failure;
  return errors.length === 0
    ? classOfStatus(code) === "retry"
    : errors.every((error) => classOf(error, code) === "retry");
}

/** Whether a call that failed surely changed nothing. */
export function isRefusal({ sent, code }: FailedAnswer): boolean {
  return !sent || ![0, 1, 2, 4, 13, 14, 15].includes(code);
}

export function hasError({ failure }: FailedAnswer, code: string): boolean {
  return failure.errors.some((error) => error.code === code);
}

/** Why nothing more is sent after a call that failed for good. */
export function haltAfter(failed: FailedAnswer): Halt | null {
  return haltOf(failed, { verdicts: [], loose: [] });
}

export function endOf(
  { now }: JobContext,
  requestId: string | null,
  failed: FailedAnswer | null = null,
): RequestEnd {
  return {
    endedAt: now().toISOString(),
    status: failed?.code ?? 0,
    requestId,
    failure: failed === null ? null : failureText(failed),
  };
}

function decodeFailed({ code, message, sent, trailers }: FailedCall): FailedAnswer {
  const failure: Failure = decodeTrailers(trailers);
  return { kind: "failed", code, message, sent, failure };
}

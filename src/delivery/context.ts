import { setTimeout as pause } from "node:timers/promises";
import { maxJobSize } from "../api/limits.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Builder } from "../operations/build.ts";
import type { Stop } from "../outcome/stop.ts";
import type { DecodedAnswer, Judgement } from "../outcome/verdict.ts";
import type { Transport } from "../transport/transport.ts";
import { defaultJobWaitMinutes } from "./defaults.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import type { RetryPolicy } from "./retry.ts";
import type { SendLimits } from "./send-limits.ts";

/** How far a batch job is. */
export type JobProgress =
  /** Its operations are on their way to Google. */
  | { readonly kind: "filling"; readonly rows: number }
  /** Google has it and has not begun. */
  | { readonly kind: "waiting"; readonly rows: number }
  | {
      readonly kind: "working";
      readonly rows: number;
      readonly executed: number | null;
      /** From 0 to 1. */
      readonly ratio: number | null;
    }
  /** Its results are being read. */
  | { readonly kind: "reading"; readonly rows: number };

/** How long to wait for batch jobs, with what waiting needs of the outside. */
export interface JobWait {
  /** False leaves a job once it runs; a later `resume` takes it up again. */
  readonly wait: boolean;
  /** For one job. */
  readonly longestWaitMs: number;
  /** Operations in one job, at most. */
  readonly jobSize: number;
  /** Resolves after that many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  readonly onProgress: (progress: JobProgress) => void;
}

/** Waits for real. */
export const realJobWait: JobWait = {
  wait: true,
  longestWaitMs: defaultJobWaitMinutes * 60_000,
  jobSize: maxJobSize,
  // An abort only ends the pause: whoever waits looks at the signal.
  sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
  random: Math.random,
  onProgress: () => undefined,
};

/** What sending a job needs of the outside. */
export interface JobContext extends SendContext {
  /** Nothing more may be begun. */
  readonly isStopped: () => boolean;
}

/** What a step came to: something, or the reason why the account goes no further for now. */
export type Step<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "stopped"; readonly stop: Stop | null };

export function done<T>(value: T): Step<T> {
  return { kind: "done", value };
}

export function stopped(stop: Stop | null): Extract<Step<never>, { kind: "stopped" }> {
  return { kind: "stopped", stop };
}

/** What sending needs of the outside. */
export interface SendContext {
  readonly ledger: Ledger;
  readonly builder: Builder;
  readonly transport: Transport;
  readonly round: number;
  readonly now: () => Date;
  /** Aborted: what is in flight is finished, and nothing more is sent. */
  readonly signal: AbortSignal;
  /** How often and how long to try again; null sends each row once. */
  readonly retries: Retries | null;
  readonly limits: SendLimits;
  readonly rateLimiter: RateLimiter;
  /** How long to wait for batch jobs. */
  readonly jobs: JobWait;
  /** Called after each answer. */
  readonly onProgress: (rows: number) => void;
}

/** The policy of trying again, with what it needs of the outside. */
export interface Retries {
  readonly policy: RetryPolicy;
  /** Resolves after that many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
}

/** How a request ended, for whoever decides what comes next. */
export interface Sent {
  readonly answer: DecodedAnswer;
  readonly judgement: Judgement;
}

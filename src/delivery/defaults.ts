import type { RetryPolicy } from "./retry.ts";

/**
 * Rows in a request unless told otherwise: large enough that the round trip hardly counts, small enough
 * that an answer comes well within the server's deadline of about a minute, and that an answer that is
 * lost leaves few rows in doubt.
 */
export const defaultBatchSize = 1_000;

/** Accounts that are worked on side by side; within an account one request at a time. */
export const defaultConcurrency = 4;

export const maxConcurrency = 64;

/**
 * Trying again: five tries with pauses of 1, 2, 4 and 8 seconds outlast most faults; what takes longer
 * than two minutes is better left to a later `resume` than to a process that waits. A change is visible
 * to queries within seconds.
 */
export const defaultRetries: RetryPolicy = {
  maxTries: 5,
  maxWaitMs: 120_000,
  lookUpPauseMs: 5_000,
};

/** Rows of one account from which on they go as a batch job: below that, waiting for the job takes longer than sending. */
export const batchJobThreshold = 10_000;

/**
 * Pauses between looks at a job, in milliseconds. A small job is done within seconds, a large one takes
 * hours, and Google asks not to be asked often: each pause is half as long again as the one before.
 */
export const firstJobPauseMs = 1_000;

export const longestJobPauseMs = 60_000;

export const jobPauseGrowth = 1.5;

/** How long to wait for one job unless told otherwise: half a day. After that `resume` goes on. */
export const defaultJobWaitMinutes = 720;

/** Tries of a call about a job that fails for the moment. Each may be repeated without harm. */
export const jobCallTries = 6;

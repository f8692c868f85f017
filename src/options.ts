/** Limits, defaults and their reasons. */

/**
 * The largest request that the server takes, in bytes. It is stated for batch jobs
 * (`BatchJobError.REQUEST_TOO_LARGE`); for Mutate no figure is published, so the same one is used.
 */
export const maxRequestBytes = 10_484_504;

/** One operation with the request's own fields around it has to fit into a request. */
export const maxOperationBytes = maxRequestBytes - 1_024;

/** More operations in a Mutate request are refused as a whole (`RequestError.TOO_MANY_MUTATE_OPERATIONS`). */
export const maxBatchSize = 10_000;

/**
 * Rows in a request unless told otherwise: large enough that the round trip hardly counts, small enough
 * that an answer comes well within the server's deadline of about a minute, and that an answer that is
 * lost leaves few rows in doubt.
 */
export const defaultBatchSize = 1_000;

/** Accounts that are worked on side by side; within an account one request at a time. */
export const defaultConcurrency = 4;
export const maxConcurrency = 64;

/** How long one call may take. Google's own deadline for Mutate is about 60 s; past that nothing comes any more. */
export const callTimeoutMs = 120_000;

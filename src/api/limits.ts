/** Limits, defaults and their reasons. */

/**
 * The largest request that the server takes, in bytes. It is stated for batch jobs
 * (`BatchJobError.REQUEST_TOO_LARGE`); for Mutate no figure is published, so the same one is used.
 */
export const maxRequestBytes = 10_484_504;

/** One operation with the request's own fields around it has to fit into a request. */
export const maxOperationBytes = maxRequestBytes - 1_024;

/** A Mutate request with more operations is refused as a whole (`RequestError.TOO_MANY_MUTATE_OPERATIONS`). */
export const maxBatchSize = 10_000;

/** Operations that a developer token with Basic access may send in a day (Google's page on access levels). */
export const basicAccessOperations = 15_000;

/** How long one call may take. Google's own deadline for Mutate is about 60 s; after that no answer arrives. */
export const callTimeoutMs = 120_000;

/** How long a connection may take to be made. Nothing is sent before it is there. */
export const connectTimeoutMs = 20_000;

/** Operations in one request to a batch job, as Google recommends; the bytes are limited by `maxRequestBytes`. */
export const jobAddSize = 1_000;

/** The most operations in a job; further ones go into another job. */
export const maxJobSize = 1_000_000;

/** Results on a page: the most that Google allows (`BatchJobError.INVALID_PAGE_SIZE`). */
export const jobResultsPageSize = 1_000;

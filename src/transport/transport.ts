/** Operations of one account that are sent together. Only its position here links a row to the answer. */
export interface Batch {
  /** Ten digits. */
  readonly customerId: string;
  /** Encoded `MutateOperation` messages. */
  readonly operations: readonly Uint8Array[];
  /** If true, one bad operation does not stop the others; if false, all are applied or none. */
  readonly partialFailure: boolean;
  /** If true, Google checks the operations and changes nothing. */
  readonly validateOnly: boolean;
}

/** The answer of a call. */
export type Answered<T> = {
  readonly kind: "answered";
  readonly requestId: string | null;
} & T;

/** The answer for a batch. Never an exception: a failed call is an answer too. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly requestId: string | null;
      /** Resource names by position; null where there is none. Empty if the operations were only validated. */
      readonly results: readonly (string | null)[];
      /** An encoded google.rpc.Status, or null if no operation failed. */
      readonly partialFailure: Uint8Array | null;
    }
  | FailedCall;

/** A call that ended without an answer of its own. */
export interface FailedCall {
  readonly kind: "failed";
  readonly requestId: string | null;
  /** The gRPC status code. */
  readonly code: number;
  readonly message: string;
  /** Trailing metadata: binary entries as bytes. */
  readonly trailers: readonly (readonly [key: string, value: Uint8Array | string])[];
  /** False only if the request certainly never left this machine. */
  readonly sent: boolean;
  /** Why it is not known what the call did, where more is known than the status code says. */
  readonly doubt?: string;
}

/**
 * One row of a query's result: the selected fields, nested as the API names them (snake_case), enums by
 * name, int64 as decimal text.
 */
export type SearchRow = Readonly<Record<string, unknown>>;

/** The result of a query, with all pages. */
export type SearchAnswer =
  | {
      readonly kind: "found";
      readonly requestId: string | null;
      readonly rows: readonly SearchRow[];
    }
  | FailedCall;

/** Everything that an upload needs from the network. */
export interface Transport {
  /** Sends a batch once. It is never retried here. */
  mutate(batch: Batch): Promise<Answer>;
  /** Runs a GAQL query. It changes nothing, so the caller may repeat it. */
  search(customerId: string, query: string): Promise<SearchAnswer>;
  readonly jobs: Jobs;
  close(): Promise<void>;
}

/** The result of one operation of a batch job. */
export interface JobResult {
  /** The position of the operation among all that were added to the job, from 0. */
  readonly index: number;
  readonly resourceName: string | null;
  /** An encoded google.rpc.Status, or null if nothing failed. */
  readonly status: Uint8Array | null;
}

type JobAnswer<T> = Promise<Answered<T> | FailedCall>;

/** BatchJobService. Each call is made once, and none throws. `job` is the resource name of a job. */
export interface Jobs {
  create(customerId: string): JobAnswer<{ readonly resourceName: string }>;
  /** Adds encoded `MutateOperation` messages after those that the job already has. */
  add(
    job: string,
    token: string,
    operations: readonly Uint8Array[],
  ): JobAnswer<{ readonly totalOperations: number; readonly nextToken: string }>;
  run(job: string): JobAnswer<object>;
  /** One page of the results of a job that is done; an empty token asks for the first page, or comes with the last. */
  results(
    job: string,
    pageToken: string,
  ): JobAnswer<{ readonly results: readonly JobResult[]; readonly nextPageToken: string }>;
}

/** Operations of one account that go out together. A row's position here is its only join to the answer. */
export interface Batch {
  /** Ten digits. */
  readonly customerId: string;
  /** Encoded `MutateOperation` messages. */
  readonly operations: readonly Uint8Array[];
  /** One bad operation does not hold up the others; without it, all are carried out or none. */
  readonly partialFailure: boolean;
  /** Google checks the operations and changes nothing. */
  readonly validateOnly: boolean;
}

/** What came back for a batch. Never an exception: a call that failed is an answer too. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly requestId: string | null;
      /** Resource names by position; null where there is none. Empty if the operations were only validated. */
      readonly results: readonly (string | null)[];
      /** An encoded google.rpc.Status, or null if no operation failed. */
      readonly partialFailure: Uint8Array | null;
    }
  | {
      readonly kind: "failed";
      readonly requestId: string | null;
      /** The gRPC status code. */
      readonly code: number;
      readonly message: string;
      /** Trailing metadata: binary entries as bytes. */
      readonly trailers: readonly (readonly [key: string, value: Uint8Array | string])[];
      /** False only if the request surely never left this machine. */
      readonly sent: boolean;
    };

/** Everything that an upload needs of the network. */
export interface Transport {
  /** Sends a batch once. It is never repeated in here. */
  mutate(batch: Batch): Promise<Answer>;
  close(): Promise<void>;
}

import { decodeFailure, decodeStatus, mergeFailures } from "./decode.ts";
import { type Failure, noFailure } from "./failure.ts";

const failureKey = /^google\.ads\.googleads\.(v\d+)\.errors\.googleadsfailure-bin$/i;

const statusKey = "grpc-status-details-bin";

const requestIdKey = "request-id";

/**
 * Decodes the metadata that ends a failed gRPC call. `…googleadsfailure-bin`, of any API version, and
 * `grpc-status-details-bin` hold the same failure, so the second is only used if the first is missing
 * or empty. `request-id` is used if the failure itself has none.
 *
 * Entries are as grpc-js returns them: bytes for keys that end in -bin, else text. Binary values in
 * base64, as on the wire, are understood too. Never throws.
 */
export function decodeTrailers(
  entries: Iterable<readonly [key: string, value: Uint8Array | string]>,
): Failure {
  const failures: Failure[] = [];
  const statuses: Failure[] = [];
  let requestId: string | null = null;
  for (const [key, value] of entries) {
    const version = failureKey.exec(key)?.[1];
    if (version !== undefined) failures.push(decodeFailure(bytesOf(value), version.toLowerCase()));
    else if (key.toLowerCase() === statusKey) statuses.push(decodeStatus(bytesOf(value)));
    else if (key.toLowerCase() === requestIdKey && typeof value === "string") requestId = value;
  }
  const failure = mergeFailures(failures);
  const status = mergeFailures(statuses);
  return mergeFailures([
    failure,
    failure.errors.length > 0 ? { ...status, errors: [] } : status,
    { ...noFailure, requestId },
  ]);
}

function bytesOf(value: Uint8Array | string): Uint8Array {
  return typeof value === "string" ? Buffer.from(value, "base64") : value;
}

import { category, parseCode } from "../../failure/codes.ts";
import { decodeFailure, decodeStatus } from "../../failure/decode.ts";
import type { Failure } from "../../failure/failure.ts";
import type { JsonFailure } from "../../failure/json.ts";
import { readerOf, skip, span, varint } from "../../failure/wire-reader.ts";

/** The messages in which the API sends errors. */
export const savedTypes = [
  /** google.rpc.Status: a partial_failure_error, or a grpc-status-details-bin trailer. */
  "status",
  /** GoogleAdsFailure: a …googleadsfailure-bin trailer. */
  "failure",
  /** The response of GoogleAdsService.Mutate or of a service such as CampaignService. */
  "mutate-response",
  /** The response of an upload of conversions or adjustments. */
  "upload-response",
  /** ListBatchJobResultsResponse. */
  "batch-results",
] as const;

export type SavedType = (typeof savedTypes)[number];

/** Field numbers of the responses (services/*.proto). */
const mutateStatus = 3;

const uploadStatus = 1;

const batchResult = 1;

const resultIndex = 1;

const resultStatus = 3;

const readers: Readonly<Record<SavedType, (bytes: Uint8Array) => readonly JsonFailure[] | null>> = {
  status: (bytes) => [{ kind: "request", failure: decodeStatus(bytes) }],
  failure: (bytes) => [{ kind: "request", failure: decodeFailure(bytes) }],
  "mutate-response": (bytes) => partialFailures(bytes, mutateStatus),
  "upload-response": (bytes) => partialFailures(bytes, uploadStatus),
  "batch-results": batchFailures,
};

/**
 * The failures in the bytes of a message, or null if the bytes are not such a message. Without a `type`,
 * the bytes must match one of the message types and contain an error.
 */
export function readAnswer(
  bytes: Uint8Array,
  type: SavedType | null,
): readonly JsonFailure[] | null {
  if (type !== null) {
    const found = readers[type](bytes);
    const isNothing = found?.every(({ failure }) => saysNothing(failure)) ?? true;
    return isNothing && found?.length !== 0 ? null : found;
  }
  for (const test of [isPlausible, isReadable]) {
    for (const name of savedTypes) {
      const found = readers[name](bytes);
      if (found !== null && found.length > 0 && found.every(({ failure }) => test(failure))) {
        return found;
      }
    }
  }
  return null;
}

function partialFailures(bytes: Uint8Array, field: number): readonly JsonFailure[] | null {
  return (
    messagesIn(bytes, field)?.map((status) => ({
      kind: "partial_failure",
      failure: decodeStatus(status),
    })) ?? null
  );
}

function batchFailures(bytes: Uint8Array): readonly JsonFailure[] | null {
  const results = messagesIn(bytes, batchResult);
  return (
    results?.flatMap((result): readonly JsonFailure[] => {
      const statuses = messagesIn(result, resultStatus) ?? [];
      return statuses.map((status) => ({
        kind: "batch_result",
        failure: decodeStatus(status),
        operationIndex: numberIn(result, resultIndex),
      }));
    }) ?? null
  );
}

const LENGTH_DELIMITED = 2;

/** The messages in a field; null if the bytes are not a protobuf message. */
function messagesIn(bytes: Uint8Array, field: number): readonly Uint8Array[] | null {
  const found: Uint8Array[] = [];
  try {
    const reader = readerOf(bytes);
    while (reader.pos < reader.len) {
      const tag = varint(reader);
      if (tag === ((field << 3) | LENGTH_DELIMITED)) {
        found.push(bytes.subarray(...span(reader, reader.len)));
      } else skip(reader, tag);
    }
  } catch {
    return null;
  }
  return found;
}

/** A number field; protobuf omits it if it is 0. */
function numberIn(bytes: Uint8Array, field: number): number {
  const reader = readerOf(bytes);
  let number = 0;
  while (reader.pos < reader.len) {
    const tag = varint(reader);
    if (tag === field << 3) number = Number(reader.int64());
    else skip(reader, tag);
  }
  return number;
}

/** Whether the bytes really were a failure: random bytes sometimes decode to something. */
function isPlausible(failure: Failure): boolean {
  if (failure.undecoded.some(isBroken)) return false;
  const { status, errors } = failure;
  if (status === null) return errors.length > 0 && hasOnlyKnownCodes(failure);
  return status.code >= 1 && status.code <= 16 && hasOnlyKnownCodes(failure);
}

/** For truncated bytes: everything before the break must be certain. */
function isReadable(failure: Failure): boolean {
  return failure.errors.length > 0 && hasOnlyKnownCodes(failure);
}

function hasOnlyKnownCodes({ errors }: Failure): boolean {
  return errors.every(
    ({ code, message }) =>
      (code !== null && category(parseCode(code)?.category ?? "") !== undefined) ||
      (code?.startsWith("ErrorCode_") === true && message !== null),
  );
}

function isBroken({ typeUrl }: Failure["undecoded"][number]): boolean {
  return typeUrl.endsWith("google.rpc.Status") || typeUrl.endsWith("GoogleAdsFailure");
}

function saysNothing(failure: Failure): boolean {
  const { status, errors, undecoded } = failure;
  const isEmpty =
    errors.length === 0 && (status === null || (status.code === 0 && status.message === ""));
  return isEmpty && undecoded.every(isBroken);
}

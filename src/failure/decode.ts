import { type Failure, type FailureError, noFailure, type Undecoded } from "./failure.ts";
import { readFailure, readStatus } from "./wire.ts";

const failureType = /(?:^|\.)googleads\.(v\d+)\.errors\.GoogleAdsFailure$/;

/** The API version in the type url of a packed GoogleAdsFailure, or null if it is something else. */
export function versionOfTypeUrl(typeUrl: string): string | null {
  return failureType.exec(typeUrl)?.[1] ?? null;
}

/** The type url under which that version packs a failure. */
function typeUrlOf(version: string | null): string {
  const message = version === null ? "GoogleAdsFailure" : `${version}.errors.GoogleAdsFailure`;
  return `type.googleapis.com/google.ads.googleads.${message}`;
}

/**
 * Decodes the bytes of a google.rpc.Status: a partial_failure_error, the status of a batch result, a
 * grpc-status-details-bin trailer. Failures of any API version are recognised by their type url.
 *
 * Never throws. Details of other types, and bytes that are not a Status or are cut off, are kept in
 * `undecoded`; everything before the damage is still decoded.
 */
export function decodeStatus(bytes: Uint8Array): Failure {
  const status = { code: 0, message: "" };
  const parts: Failure[] = [];
  try {
    readStatus(bytes, status, (typeUrl, value) => {
      const version = versionOfTypeUrl(typeUrl);
      parts.push(
        version === null
          ? { ...noFailure, undecoded: [{ typeUrl, bytes: new Uint8Array(value) }] }
          : decodeFailure(value, version),
      );
    });
  } catch {
    const typeUrl = "type.googleapis.com/google.rpc.Status";
    parts.push({ ...noFailure, undecoded: [{ typeUrl, bytes: new Uint8Array(bytes) }] });
  }
  return mergeFailures([{ ...noFailure, status }, ...parts]);
}

/**
 * Decodes the bytes of a GoogleAdsFailure, such as a `…googleadsfailure-bin` trailer. `version` is the
 * API version that sent it ("v25"), if known; the form on the wire is the same for all.
 *
 * Never throws: see `decodeStatus`.
 */
export function decodeFailure(bytes: Uint8Array, version: string | null = null): Failure {
  const sink = {
    errors: [] as FailureError[],
    requestId: null as string | null,
    undecodedDetails: [] as Uint8Array[],
  };
  let broken = false;
  try {
    readFailure(bytes, sink);
  } catch {
    broken = true;
  }
  const typeUrl = typeUrlOf(version);
  const undecoded: Undecoded[] = sink.undecodedDetails.map((details) => ({
    typeUrl: typeUrl.replace("GoogleAdsFailure", "ErrorDetails"),
    bytes: new Uint8Array(details),
  }));
  if (broken) undecoded.push({ typeUrl, bytes: new Uint8Array(bytes) });
  return { status: null, errors: sink.errors, requestId: sink.requestId, version, undecoded };
}

/** Merges several failures of the same call, with the first status, id and version that any of them has. */
export function mergeFailures(parts: readonly Failure[]): Failure {
  const only = parts.filter((part) => part !== noFailure);
  return {
    status: only.find((part) => part.status !== null)?.status ?? null,
    errors: concat(only.map((part) => part.errors)),
    requestId: only.find((part) => part.requestId !== null)?.requestId ?? null,
    version: only.find((part) => part.version !== null)?.version ?? null,
    undecoded: concat(only.map((part) => part.undecoded)),
  };
}

function concat<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length === 1 ? (filled[0] ?? []) : filled.flat();
}

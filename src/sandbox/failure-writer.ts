import { Metadata } from "@grpc/grpc-js";
import type { Api } from "./api.ts";
import { errorCodes, errorNumber } from "./error-code.ts";
import { type Path, printPath, type Refusal } from "./refusal.ts";

/**
 * A failure goes out twice in the trailers, and grpc-js ends the whole connection near 60,000 bytes
 * of them; so the list of errors in a trailer is cut at this many bytes.
 */
const TRAILER_LIMIT = 28_000;

const INVALID_ARGUMENT = 3;

/** Writes refusals the way the API does: packed in a partial failure, or in the trailers of a status. */
export interface FailureWriter {
  /** The `partial_failure_error` of an answer: an encoded google.rpc.Status. */
  partialFailure(refusals: readonly Refusal[], requestId: string): Uint8Array;
  /** The trailers of a refused request. */
  trailers(
    refusals: readonly Refusal[],
    requestId: string,
    status: { readonly code: number; readonly message: string },
  ): Metadata;
}

export function failureWriter(api: Api): FailureWriter {
  const failureType = api.message("errors.GoogleAdsFailure");
  const statusType = api.ofOtherPackage("google.rpc.Status");
  const typeUrl = `type.googleapis.com/${api.package}.errors.GoogleAdsFailure`;
  const numbers = new Map(
    Object.values(errorCodes).map((code) => [code, errorNumber(api, code)] as const),
  );

  function asError(refusal: Refusal): Record<string, unknown> {
    const { code, path, trigger, details } = refusal;
    return {
      error_code: { [code.category]: numbers.get(code) },
      message: messageOf(refusal),
      ...(trigger !== undefined && { trigger: { string_value: trigger } }),
      ...(path !== null && { location: { field_path_elements: elements(path) } }),
      ...(details !== undefined && { details }),
    };
  }

  function packFailure(refusals: readonly Refusal[], requestId: string): Uint8Array {
    return failureType.encode({ errors: refusals.map(asError), request_id: requestId }).finish();
  }

  function packStatus(code: number, message: string, failure: Uint8Array): Uint8Array {
    return statusType
      .encode({ code, message, details: [{ type_url: typeUrl, value: failure }] })
      .finish();
  }

  return {
    partialFailure: (refusals, requestId) =>
      packStatus(INVALID_ARGUMENT, statusMessage(refusals), packFailure(refusals, requestId)),

    trailers: (refusals, requestId, { code, message }) => {
      let kept = refusals;
      let failure = packFailure(kept, requestId);
      while (failure.length > TRAILER_LIMIT && kept.length > 1) {
        const share = Math.floor((kept.length * TRAILER_LIMIT) / failure.length);
        kept = kept.slice(0, Math.max(1, Math.min(share, kept.length - 1)));
        failure = packFailure(kept, requestId);
      }
      const trailers = new Metadata();
      trailers.set(`${api.package}.errors.googleadsfailure-bin`, Buffer.from(failure));
      trailers.set("grpc-status-details-bin", Buffer.from(packStatus(code, message, failure)));
      trailers.set("request-id", requestId);
      return trailers;
    },
  };
}

/** The text of a status: the first error in words, and whether there are more. */
function statusMessage(refusals: readonly Refusal[]): string {
  const [first] = refusals;
  if (first === undefined) return "";
  const place = first.path === null ? "" : `, at ${printPath(first.path)}`;
  const words = `${messageOf(first)}${place}`;
  // The quotation marks are the typographic ones, as the API sends them.
  return refusals.length === 1 ? words : `Multiple errors in ‘details’. First error: ${words}`;
}

function messageOf(refusal: Refusal): string {
  return refusal.message ?? refusal.code.message;
}

function elements(path: Path): { field_name: string; index?: number }[] {
  const found: { field_name: string; index?: number }[] = [];
  for (let step: Path | null = path; step !== null; step = step.parent) {
    found.push({
      field_name: step.field,
      ...(step.index >= 0 && { index: step.index }),
    });
  }
  return found.toReversed();
}

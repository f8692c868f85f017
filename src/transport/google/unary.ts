import { type Client, type Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { callTimeoutMs } from "../../api/limits.ts";
import type { Answered, FailedCall } from "../transport.ts";

/** Makes a call on the stub itself, once. `decode` reads the answer from its bytes. */
export function unary<T extends object>(
  stub: Client,
  method: string,
  request: Uint8Array,
  metadata: Metadata,
  decode: (bytes: Uint8Array) => T,
): Promise<Answered<T> | FailedCall> {
  return new Promise((resolve) => {
    let requestId: string | null = null;
    const noteId = (from: Metadata | undefined): void => {
      requestId ??= from?.get("request-id")[0]?.toString() ?? null;
    };
    const call = stub.makeUnaryRequest(
      method,
      (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      (bytes: Buffer) => bytes,
      request,
      metadata,
      { deadline: Date.now() + callTimeoutMs },
      (error, response) => {
        noteId(error?.metadata);
        resolve(error === null ? answered(response, requestId, decode) : failed(error, requestId));
      },
    );
    call.on("metadata", noteId);
  });
}

function answered<T extends object>(
  response: Buffer | undefined,
  requestId: string | null,
  decode: (bytes: Uint8Array) => T,
): Answered<T> | FailedCall {
  try {
    return { kind: "answered", requestId, ...decode(response ?? Buffer.alloc(0)) };
  } catch (error) {
    // The server said OK, so it was applied as far as possible, but we cannot tell how far.
    const message = `The answer could not be read: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: "failed", requestId, code: status.OK, message, trailers: [], sent: true };
  }
}

const SIGN_IN_FAILED = "Getting metadata from plugin failed with error: ";

/** The answer of a call that ended with an error. */
export function failed(error: ServiceError, requestId: string | null): FailedCall {
  if (error.details.startsWith(SIGN_IN_FAILED)) {
    // Without an access token the request was never sent. Its code depends on the error that ended the
    // fetching of the token.
    const reason = error.details.slice(SIGN_IN_FAILED.length);
    const isRefused = /invalid_|unauthorized|access_denied|deleted_client/.test(reason);
    return {
      kind: "failed",
      requestId,
      code: isRefused ? status.UNAUTHENTICATED : status.UNAVAILABLE,
      message: `Signing in failed: ${reason}`,
      trailers: [],
      sent: false,
    };
  }
  const trailers = Object.keys(error.metadata.getMap()).flatMap((key) =>
    error.metadata.get(key).map((value) => [key, value] as const),
  );
  return {
    kind: "failed",
    requestId,
    code: isCutOff(error) ? status.UNKNOWN : error.code,
    message: error.details,
    trailers,
    sent: !neverLeft(error),
  };
}

/**
 * From Google, RESOURCE_EXHAUSTED is a quota, and nothing was applied. grpc-js also reports it when it loses
 * an answer: a stream that was cut off with ENHANCE_YOUR_CALM, an answer that is too large.
 */
function isCutOff(error: ServiceError): boolean {
  return (
    error.code === status.RESOURCE_EXHAUSTED &&
    /^(Bandwidth exhausted or memory limit exceeded|Received message (larger than max|that decompresses to a size larger))/.test(
      error.details,
    )
  );
}

/**
 * grpc-js reports a request that found no connection as UNAVAILABLE, like one whose connection broke
 * after it was sent; only the text tells them apart.
 */
function neverLeft(error: ServiceError): boolean {
  return (
    error.code === status.UNAVAILABLE &&
    /^(No connection established|Name resolution failed)/.test(error.details)
  );
}

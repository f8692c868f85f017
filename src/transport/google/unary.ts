import {
  type Client,
  type ClientUnaryCall,
  connectivityState,
  Metadata,
  type ServiceError,
  status,
  type StatusObject,
} from "@grpc/grpc-js";
import { callTimeoutMs, connectTimeoutMs } from "../../api/limits.ts";
import { uncertaintyOf } from "../../failure/status-code.ts";
import { duration } from "../../messages/duration.ts";
import type { Answered, FailedCall } from "../transport.ts";
import { wireStatusKey, wireStatusOf } from "./wire-status.ts";

/** Makes a call on the stub itself, once. `decode` reads the answer from its bytes. */
export async function unary<T extends object>(
  stub: Client,
  method: string,
  request: Uint8Array,
  metadata: Metadata,
  decode: (bytes: Uint8Array) => T,
): Promise<Answered<T> | FailedCall> {
  let received: Buffer | null = null;
  const ended = await callOn<Buffer>(stub, (options, callback) =>
    stub.makeUnaryRequest(
      method,
      (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      (bytes: Buffer) => (received = bytes),
      request,
      metadata,
      options,
      callback,
    ),
  );
  if (ended.kind === "failed") {
    // Whoever sends an answer has done something, whatever status follows it.
    return received === null || ended.doubt !== undefined
      ? ended
      : { ...ended, code: status.UNKNOWN, doubt: "the answer ended with an error" };
  }
  const { requestId, response } = ended;
  try {
    return { kind: "answered", requestId, ...decode(response) };
  } catch (error) {
    // The server said OK, so it was applied as far as possible, but we cannot tell how far.
    const message = `The answer could not be read: ${textOf(error)}`;
    return { kind: "failed", requestId, code: status.OK, message, trailers: [], sent: true };
  }
}

type Callback<R> = (error: ServiceError | null, response?: R) => void;

/**
 * Makes a call once there is a connection, and waits for its end. Never throws.
 * @param make begins the call, with its deadline and what to call with the answer.
 */
async function callOn<R>(
  stub: Client,
  make: (options: { readonly deadline: number }, callback: Callback<R>) => ClientUnaryCall,
): Promise<Answered<{ readonly response: R }> | FailedCall> {
  if (!(await isConnecting(stub))) {
    const message = `No connection to the server within ${duration(connectTimeoutMs / 1_000)}.`;
    return unsent(status.UNAVAILABLE, message);
  }
  return new Promise((resolve) => {
    let response: R | undefined;
    let requestId: string | null = null;
    const noteId = (from: Metadata): void => {
      requestId ??= from.get("request-id")[0]?.toString() ?? null;
    };
    try {
      const call = make({ deadline: Date.now() + callTimeoutMs }, (_, answer) => {
        response = answer;
      });
      call.on("metadata", noteId);
      // What the callback gets is made from this, with another code where there is no message.
      call.on("status", (ended: StatusObject) => {
        noteId(ended.metadata);
        resolve(
          ended.code === status.OK && response !== undefined
            ? { kind: "answered", requestId, response }
            : failed(ended, requestId),
        );
      });
    } catch (error) {
      const ended = { code: status.UNKNOWN, details: textOf(error), metadata: new Metadata() };
      resolve(failed(ended, requestId));
    }
  });
}

/**
 * False if no connection comes about in time. True also if making it has failed: the call then ends at
 * once, and says why.
 */
async function isConnecting(stub: Client): Promise<boolean> {
  const channel = stub.getChannel();
  const deadline = Date.now() + connectTimeoutMs;
  for (;;) {
    const state = channel.getConnectivityState(true);
    if (state !== connectivityState.IDLE && state !== connectivityState.CONNECTING) return true;
    const isTimely = await new Promise<boolean>((resolve) => {
      channel.watchConnectivityState(state, deadline, (error) => resolve(error === undefined));
    });
    if (!isTimely) return false;
  }
}

const SIGN_IN_FAILED = "Getting metadata from plugin failed with error: ";

/** How grpc-js words that a call ended before it was given to a connection. */
const NEVER_LEFT: Readonly<Record<number, RegExp>> = {
  [status.UNAVAILABLE]: /^(No connection established|Name resolution failed)/,
  [status.DEADLINE_EXCEEDED]:
    /(Waiting for LB pick|waiting for (name resolution|metadata filters))$/,
};

/** The answer of a call that ended without a message, or with an error. */
function failed(ended: StatusObject, requestId: string | null): FailedCall {
  // Where grpc-js fails itself, these may be something else, or missing.
  const code = Number.isInteger(ended.code) ? ended.code : status.UNKNOWN;
  const message = typeof ended.details === "string" ? ended.details : "";
  const arrived = wireStatusOf(ended.metadata);
  const isGoogles = arrived === code;
  if (!isGoogles && message.startsWith(SIGN_IN_FAILED)) {
    // Without an access token the request was never sent. Its code depends on the error that ended the
    // fetching of the token.
    const reason = message.slice(SIGN_IN_FAILED.length);
    const isRefused = /invalid_|unauthorized|access_denied|deleted_client/.test(reason);
    return unsent(
      isRefused ? status.UNAUTHENTICATED : status.UNAVAILABLE,
      `Signing in failed: ${reason}`,
    );
  }
  // The same words from a server prove nothing.
  if (!isGoogles && NEVER_LEFT[code]?.test(message) === true)
    return unsent(status.UNAVAILABLE, message);
  const trailers = Object.keys(ended.metadata.getMap())
    .filter((key) => key !== wireStatusKey)
    .flatMap((key) => ended.metadata.get(key).map((value) => [key, value] as const));
  const answer = { kind: "failed", requestId, code, message, trailers, sent: true } as const;
  if (code === status.OK) {
    const doubt = "Google reported success but sent no answer";
    return { ...answer, message: message === "" ? `${doubt}.` : message, doubt };
  }
  if (isGoogles) return answer;
  // Only a server can refuse; grpc-js knows no more than that it has lost the answer.
  return {
    ...answer,
    code: uncertaintyOf(code) === null ? status.UNKNOWN : code,
    message: message === "" ? "The answer could not be read." : message,
    ...(LOST.has(code) ? {} : { doubt: doubtOf(message) }),
  };
}

/** Codes of grpc-js that say enough by themselves. */
const LOST: ReadonlySet<number> = new Set([
  status.DEADLINE_EXCEEDED,
  status.UNAVAILABLE,
  status.CANCELLED,
]);

function doubtOf(message: string): string {
  const page = /^Received HTTP status code (\d+)/.exec(message)?.[1] ?? "200";
  if (page !== "200")
    return `the answer came with HTTP status ${page} and is not from the Google Ads API`;
  // A header or trailer that Node.js does not take ends the connection.
  if (/internal client error: (Protocol error|Too many CONTINUATION)/.test(message))
    return "the answer could not be received, perhaps because its errors are larger than 64 kB; send fewer rows in a request (--batch-size)";
  return message === ""
    ? "the answer could not be read"
    : `the answer could not be read: ${message}`;
}

function unsent(code: number, message: string): FailedCall {
  return { kind: "failed", requestId: null, code, message, trailers: [], sent: false };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import {
  type Client,
  credentials as grpcCredentials,
  Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import type { Customer } from "google-ads-api";
import { apiVersion } from "../api/package.ts";
import { RunError } from "../errors.ts";
import { callTimeoutMs } from "../options.ts";
import { version } from "../version.ts";
import type { Credentials } from "./credentials.ts";
import { authClientOf } from "./auth.ts";
import { decodeMutateResponse, encodeMutateRequest } from "./mutate-message.ts";
import type { Answer, Transport } from "./transport.ts";

/** Where to, and as whom. */
export interface Connection {
  readonly credentials: Credentials;
  /** A server on this machine that is spoken to without encryption and without signing in. */
  readonly plaintext: { readonly host: string; readonly port: number } | null;
}

/**
 * The transport through google-ads-api: its credentials, its headers, its channel and its service
 * client, for live accounts and for the sandbox alike.
 *
 * The call itself is made on the service client's own gRPC stub. google-ads-api's methods and the
 * generated client above the stub repeat a mutate on UNAVAILABLE and DEADLINE_EXCEEDED, which makes
 * duplicates, and give no access to the request id of a call that succeeded; and they take operations
 * as objects, which would have to be encoded a second time.
 */
export async function connectGoogleAds(connection: Connection): Promise<Transport> {
  const { GoogleAdsApi } = await import("google-ads-api");
  const { credentials, plaintext } = connection;
  const { auth } = credentials;
  const signIn = auth.kind === "refresh_token" ? auth : null;
  const api = new GoogleAdsApi({
    client_id: signIn?.clientId ?? "",
    client_secret: signIn?.clientSecret ?? "",
    developer_token: credentials.developerToken,
    ...(plaintext === null
      ? {}
      : { grpc_channel_options: { apiEndpoint: plaintext.host, port: plaintext.port } }),
  });
  const customer = api.Customer({
    // Only a default: the account is named in each request.
    customer_id: "",
    refresh_token: signIn?.refreshToken ?? "",
    ...(credentials.loginCustomerId === null
      ? {}
      : { login_customer_id: credentials.loginCustomerId }),
  });
  const internals = internalsOf(customer);
  if (plaintext !== null) internals.getCredentials = () => grpcCredentials.createInsecure();
  else if (auth.kind !== "refresh_token") internals.getCredentials = () => authClientOf(auth);

  // Without its cache, which closes clients after ten minutes, in the middle of a long run.
  const service = internals.loadService("GoogleAdsServiceClient", { skipCache: true });
  const stub = await service.initialize();
  const headers = metadataOf({
    ...internals.callHeaders,
    "x-goog-api-client": `gl-node/${process.versions.node} rowmend/${version}`,
  });
  const method = `/google.ads.googleads.${apiVersion()}.services.GoogleAdsService/Mutate`;

  return {
    mutate(batch) {
      const metadata = headers.clone();
      metadata.set("x-goog-request-params", `customer_id=${batch.customerId}`);
      return unary(stub, method, encodeMutateRequest(batch), metadata);
    },
    close: () => service.close(),
  };
}

/**
 * What is private or protected in google-ads-api's types, reached here and nowhere else. Checked once,
 * so that another version of the package fails with a sentence and not in the middle of a run.
 */
interface Internals {
  getCredentials: () => unknown;
  readonly callHeaders: Readonly<Record<string, string>>;
  loadService(name: "GoogleAdsServiceClient", options: { skipCache: true }): ServiceClient;
}

interface ServiceClient {
  /** Resolves to the gRPC stub. */
  initialize(): Promise<Client>;
  close(): Promise<void>;
}

function internalsOf(customer: Customer): Internals {
  // Through `unknown`: the members exist at run time but are hidden by their access modifiers.
  const internals = customer as unknown as Internals;
  if (typeof internals.loadService === "function" && typeof internals.getCredentials === "function")
    return internals;
  throw new RunError("The installed google-ads-api is not one that rowmend knows.", {
    wayOut: "Install the version that rowmend's package.json names.",
  });
}

/** @throws RunError before anything is sent; without the value, which may be a secret. */
function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) {
    try {
      metadata.set(key, value);
    } catch {
      throw new RunError(`${key.replaceAll("-", "_")} holds a character that cannot be sent.`, {
        wayOut: "Copy it again into google-ads.yaml or its GOOGLE_ADS_ variable.",
      });
    }
  }
  return metadata;
}

function unary(
  stub: Client,
  method: string,
  request: Uint8Array,
  metadata: Metadata,
): Promise<Answer> {
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
        resolve(error === null ? answered(response, requestId) : failed(error, requestId));
      },
    );
    call.on("metadata", noteId);
  });
}

function answered(response: Buffer | undefined, requestId: string | null): Answer {
  try {
    const { results, partialFailure } = decodeMutateResponse(response ?? Buffer.alloc(0));
    return { kind: "answered", requestId, results, partialFailure };
  } catch (error) {
    // The server said OK, so it was applied as far as it could be; only we cannot tell how far.
    const message = `The answer could not be read: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: "failed", requestId, code: status.OK, message, trailers: [], sent: true };
  }
}

const SIGN_IN_FAILED = "Getting metadata from plugin failed with error: ";

function failed(error: ServiceError, requestId: string | null): Answer {
  if (error.details.startsWith(SIGN_IN_FAILED)) {
    // No access token: the request waited for one and was never sent. What code it comes with depends
    // on the error that fetching the token ended with.
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
 * From Google, RESOURCE_EXHAUSTED is a quota, and nothing was applied. grpc-js gives it too where it loses
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

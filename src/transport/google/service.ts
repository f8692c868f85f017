import {
  type ChannelCredentials,
  type Client,
  credentials as grpcCredentials,
  Metadata,
} from "@grpc/grpc-js";
import type { Customer } from "google-ads-api";
import { RunError } from "../../messages/run-error.ts";
import { version } from "../../messages/version.ts";
import { channelOf, type SignIn, signInOf } from "../auth.ts";
import type { Credentials } from "../credentials.ts";
import { watchWireStatus } from "./wire-status.ts";

/** Where to connect, and with which credentials. */
export interface Connection {
  readonly credentials: Credentials;
  /** A server on this machine, used without encryption and without signing in. */
  readonly plaintext: { readonly host: string; readonly port: number } | null;
  /** Replaces the credentials' own sign-in method. */
  readonly signIn?: SignIn;
}

type ServiceName = "GoogleAdsServiceClient" | "CustomerServiceClient" | "BatchJobServiceClient";

/** An open connection to one of Google's services. */
export interface OpenService {
  /** The gRPC client below the generated one. */
  readonly stub: Client;
  /** The headers of every call; to be cloned for each. */
  readonly headers: Metadata;
  readonly close: () => Promise<void>;
}

/** One for each connection, so that all services of a run share an access token until it expires. */
const channels = new WeakMap<Connection, ChannelCredentials>();

/**
 * Credentials of the channel: none for a server on this machine. They replace google-ads-api's own, which
 * knows refresh tokens only and does not tell the access token, so that it could not be kept out of texts.
 */
function channelFor(connection: Connection): ChannelCredentials {
  const { credentials, plaintext, signIn } = connection;
  if (plaintext !== null) return grpcCredentials.createInsecure();
  const made = channels.get(connection);
  if (made !== undefined) return made;
  const channel = channelOf(signIn ?? signInOf(credentials.auth));
  channels.set(connection, channel);
  return channel;
}

/**
 * Opens a service through google-ads-api: its credentials, its headers, its channel and its service
 * client, for live accounts and for servers on this machine alike.
 * @throws RunError if a header cannot be sent.
 */
export async function openService(name: ServiceName, connection: Connection): Promise<OpenService> {
  watchWireStatus();
  const { GoogleAdsApi } = await import("google-ads-api");
  const { credentials, plaintext } = connection;
  const { auth } = credentials;
  const api = new GoogleAdsApi({
    client_id: auth.kind === "refresh_token" ? auth.clientId : "",
    client_secret: auth.kind === "refresh_token" ? auth.clientSecret : "",
    developer_token: credentials.developerToken,
    grpc_channel_options: {
      // A stream that the other side refuses would be sent once more, on its word that it did nothing.
      "grpc.enable_retries": 0,
      ...(plaintext === null ? {} : { apiEndpoint: plaintext.host, port: plaintext.port }),
    },
  });
  const customer = api.Customer({
    // Only a default: the account is named in each request.
    customer_id: "",
    refresh_token: auth.kind === "refresh_token" ? auth.refreshToken : "",
    ...(credentials.loginCustomerId === null
      ? {}
      : { login_customer_id: credentials.loginCustomerId }),
  });
  const internals = internalsOf(customer);
  const channel = channelFor(connection);
  internals.getCredentials = () => channel;
  const headers = metadataOf({
    ...internals.callHeaders,
    "x-goog-api-client": `gl-node/${process.versions.node} rowmend/${version}`,
  });

  // Without its cache, which closes clients after ten minutes, in the middle of a long run.
  const service = internals.loadService(name, { skipCache: true });
  const stub = await service.initialize();
  return { stub, headers, close: () => service.close() };
}

/**
 * The private and protected members of google-ads-api that we use, accessed only here. They are checked
 * once, so that another version of the package fails with a clear message and not in the middle of a run.
 */
interface Internals {
  getCredentials: () => ChannelCredentials;
  readonly callHeaders: Readonly<Record<string, string>>;
  loadService(name: ServiceName, options: { skipCache: true }): ServiceClient;
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
  throw new RunError("rowmend does not support the installed version of google-ads-api.", {
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

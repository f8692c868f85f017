import {
  type ChannelCredentials,
  Client,
  credentials as grpcCredentials,
  Metadata,
} from "@grpc/grpc-js";
import type { ClientOptions, CustomerOptions } from "google-ads-api";
import { apiEntry, apiVersion } from "../../api/package.ts";
import { RunError } from "../../messages/run-error.ts";
import { version } from "../../messages/version.ts";
import { channelOf, type SignIn, signInOf } from "../auth.ts";
import type { Credentials } from "../credentials.ts";
import { loadServiceClass } from "./service-class.ts";
import { watchWireStatus } from "./wire-status.ts";

/** Where to connect, and with which credentials. */
export interface Connection {
  readonly credentials: Credentials;
  /** A server on this machine, used without encryption and without signing in. */
  readonly plaintext: { readonly host: string; readonly port: number } | null;
  /** Replaces the credentials' own sign-in method. */
  readonly signIn?: SignIn;
}

/** An open connection to Google's services: they are all at one address. */
export interface OpenService {
  /** The gRPC client below the generated one, for calls to any of the services. */
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
 * Opens a connection through google-ads-api: its credentials, its headers, its channel and its service
 * client, for live accounts and for servers on this machine alike.
 * @throws RunError if a header cannot be sent, or the installed google-ads-api is not the one that we know.
 */
export async function openService(connection: Connection): Promise<OpenService> {
  watchWireStatus();
  const ServiceClass = proven ?? known(() => loadServiceClass(apiEntry(), apiVersion()));
  const service = known(() => serviceOf(connection, ServiceClass));
  const channel = channelFor(connection);
  service.getCredentials = () => channel;
  const headers = metadataOf({
    ...service.callHeaders,
    "x-goog-api-client": `gl-node/${process.versions.node} rowmend/${version}`,
  });

  const client = known(() => {
    // Without its cache, which closes clients after ten minutes, in the middle of a long run.
    const loaded = service.loadService("GoogleAdsServiceClient", { skipCache: true });
    if (typeof loaded.initialize === "function" && typeof loaded.close === "function")
      return loaded;
    throw new TypeError("google-ads-api has another service client");
  });
  const stub = await client.initialize();
  if (!(stub instanceof Client)) throw unsupported();
  proven = ServiceClass;
  return { stub, headers, close: () => client.close() };
}

/**
 * The private and protected members of google-ads-api that we use, accessed only here. They are checked
 * once, so that another version of the package fails with a clear message and not in the middle of a run.
 */
interface Service {
  getCredentials: () => ChannelCredentials;
  readonly callHeaders: Readonly<Record<string, string>>;
  loadService(name: "GoogleAdsServiceClient", options: { skipCache: true }): ServiceClient;
}

interface ServiceClient {
  /** Resolves to the gRPC stub. */
  initialize(): Promise<Client>;
  close(): Promise<void>;
}

type ServiceClass = ReturnType<typeof loadServiceClass>;

/** Kept once it has made a connection, so that it is loaded once. */
let proven: ServiceClass | undefined;

function serviceOf({ credentials, plaintext }: Connection, ServiceClass: ServiceClass): Service {
  const { auth } = credentials;
  const clientOptions: ClientOptions = {
    client_id: auth.kind === "refresh_token" ? auth.clientId : "",
    client_secret: auth.kind === "refresh_token" ? auth.clientSecret : "",
    developer_token: credentials.developerToken,
    grpc_channel_options: {
      // A stream that the other side refuses would be sent once more, on its word that it did nothing.
      "grpc.enable_retries": 0,
      ...(plaintext === null ? {} : { apiEndpoint: plaintext.host, port: plaintext.port }),
    },
  };
  const customerOptions: CustomerOptions = {
    // Only a default: the account is named in each request.
    customer_id: "",
    refresh_token: auth.kind === "refresh_token" ? auth.refreshToken : "",
    ...(credentials.loginCustomerId === null
      ? {}
      : { login_customer_id: credentials.loginCustomerId }),
  };
  // Its members are hidden by their access modifiers; they are checked below.
  const service = new ServiceClass(clientOptions, customerOptions) as Service;
  if (
    typeof service.loadService === "function" &&
    typeof service.getCredentials === "function" &&
    service.callHeaders["developer-token"] === credentials.developerToken &&
    service.callHeaders["login-customer-id"] === (credentials.loginCustomerId ?? undefined)
  )
    return service;
  throw new TypeError("google-ads-api has another Service");
}

/** What `load` finds in google-ads-api. @throws RunError if that is not there. */
function known<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw unsupported(error);
  }
}

function unsupported(cause?: unknown): RunError {
  return new RunError("rowmend does not support the installed version of google-ads-api.", {
    wayOut: "Install the version that rowmend's package.json names.",
    cause,
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

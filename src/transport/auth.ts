import { type ChannelCredentials, credentials as grpcCredentials } from "@grpc/grpc-js";
import {
  type AuthClient,
  type gaxios,
  GoogleAuth,
  JWT,
  UserRefreshClient,
} from "google-auth-library";
import { knowSecrets } from "../messages/redact.ts";
import type { Credentials } from "./credentials.ts";

const SCOPE = "https://www.googleapis.com/auth/adwords";

/** How long one request for an access token may take, in milliseconds. */
const tokenTimeoutMs = 20_000;

/** A sign-in method. */
export interface SignIn {
  /**
   * The headers that carry an access token. It is fetched at the first call and kept, in memory only,
   * until it expires; calls in the meantime wait for the same fetch.
   * @throws the library's error if no token is given.
   */
  headers(): Promise<Readonly<Record<string, string>>>;
}

/**
 * The sign-in method for the credentials.
 *
 * @param transporter the HTTP client for token requests, instead of Google's own.
 */
export function signInOf(auth: Credentials["auth"], transporter?: gaxios.Gaxios): SignIn {
  const options = {
    transporterOptions: { timeout: tokenTimeoutMs },
    ...(transporter === undefined ? {} : { transporter }),
  };
  const client = clientOf(auth, options);
  return {
    async headers() {
      const headers = await (await client()).getRequestHeaders();
      // A proxy may answer with the headers that it got.
      knowSecrets([headers.get("authorization")?.replace(/^Bearer /, "")]);
      return Object.fromEntries(headers);
    },
  };
}

type ClientOptions = Pick<
  NonNullable<ConstructorParameters<typeof UserRefreshClient>[0]> & object,
  "transporter" | "transporterOptions"
>;

function clientOf(auth: Credentials["auth"], options: ClientOptions): () => Promise<AuthClient> {
  switch (auth.kind) {
    case "refresh_token": {
      const { clientId, clientSecret, refreshToken } = auth;
      const client = new UserRefreshClient({ clientId, clientSecret, refreshToken, ...options });
      return async () => client;
    }
    case "service_account": {
      const { keyFile, impersonatedEmail } = auth;
      const subject = impersonatedEmail === null ? {} : { subject: impersonatedEmail };
      const client = new JWT({ keyFile, scopes: [SCOPE], ...subject, ...options });
      return async () => client;
    }
    case "application_default": {
      const google = new GoogleAuth({ scopes: [SCOPE], clientOptions: options });
      return () => google.getClient();
    }
  }
}

/** Credentials of an encrypted channel that gets the headers of that sign-in for each call. */
export function channelOf(signIn: SignIn): ChannelCredentials {
  return grpcCredentials.combineChannelCredentials(
    grpcCredentials.createSsl(),
    grpcCredentials.createFromGoogleCredential({ getRequestHeaders: () => signIn.headers() }),
  );
}

import { type ChannelCredentials, credentials as grpcCredentials } from "@grpc/grpc-js";
import { GoogleAuth } from "google-auth-library";
import type { Credentials } from "./credentials.ts";

const SCOPE = "https://www.googleapis.com/auth/adwords";

/**
 * Channel credentials for the ways of signing in that google-ads-api does not know: a service account's
 * key file, and application default credentials. Access tokens are fetched when first needed and kept
 * until they expire.
 */
export function authClientOf(
  auth: Exclude<Credentials["auth"], { readonly kind: "refresh_token" }>,
): ChannelCredentials {
  const google = new GoogleAuth({
    scopes: [SCOPE],
    ...(auth.kind === "service_account" ? { keyFilename: auth.keyFile } : {}),
    ...(auth.kind === "service_account" && auth.impersonatedEmail !== null
      ? { clientOptions: { subject: auth.impersonatedEmail } }
      : {}),
  });
  return grpcCredentials.combineChannelCredentials(
    grpcCredentials.createSsl(),
    grpcCredentials.createFromGoogleCredential({
      getRequestHeaders: async (url) => {
        const client = await google.getClient();
        return Object.fromEntries(await client.getRequestHeaders(url));
      },
    }),
  );
}

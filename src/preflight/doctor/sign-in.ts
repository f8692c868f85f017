import { oauthEntryIn } from "../../knowledge/entries.ts";
import type { Entry } from "../../knowledge/entry.ts";
import type { Credentials } from "../../transport/credentials.ts";
import { told } from "./refused-call.ts";

type AuthKind = Credentials["auth"]["kind"];

/** Why Google issued no access token, and what to do. Contains nothing of the request. */
export function signInRefusal(
  error: unknown,
  kind: AuthKind,
): { readonly message: string; readonly wayOut: string } {
  const { reason, networkCode } = reasonOf(error);
  if (networkCode !== null) return networkRefusal(networkCode);
  const entry = entryFor(reason, kind);
  if (entry === undefined) {
    return {
      message: `Google did not issue an access token: ${reason.replace(/[.\s]+$/, "")}.`,
      wayOut: "Check the credentials, or sign in again to get new ones.",
    };
  }
  const { message, wayOut } = told(entry);
  return { message: `${message} Google says: ${reason}.`, wayOut };
}

/** Google's answer, or the code of a network error. */
function reasonOf(error: unknown): { reason: string; networkCode: string | null } {
  if (!(error instanceof Error)) return { reason: String(error), networkCode: null };
  // Errors of the HTTP client have the response body, or a system error code if there was no response.
  const { response, code } = error as Error & {
    readonly response?: { readonly data?: unknown };
    readonly code?: unknown;
  };
  const said = answerIn(response?.data);
  if (said !== null) return { reason: said, networkCode: null };
  const isNetwork =
    response === undefined && typeof code === "string" && /^[A-Z_]+$|^Timeout/.test(code);
  return { reason: error.message, networkCode: isNetwork ? code : null };
}

/** The texts of an RFC 6749 error response, with Google's additions. */
function answerIn(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("error" in data)) return null;
  const { error, error_subtype, error_description } = data as Readonly<Record<string, unknown>>;
  return [error_subtype, error, error_description]
    .filter((part) => typeof part === "string")
    .join(", ")
    .replace(/[.\s]+$/, "");
}

function entryFor(reason: string, kind: AuthKind): Entry | undefined {
  if (/could not load the default credentials/i.test(reason)) return noDefaults;
  if (kind === "service_account") {
    const known = ofServiceAccounts.find(([words]) => words.test(reason));
    if (known !== undefined) return known[1];
  }
  return oauthEntryIn(reason);
}

const noDefaults: Entry = {
  happened: "This machine has no application default credentials.",
  cause: "Nobody has signed in here, and GOOGLE_APPLICATION_CREDENTIALS is not set to a file.",
  remedy:
    "Run gcloud auth application-default login with the scopes https://www.googleapis.com/auth/adwords and https://www.googleapis.com/auth/cloud-platform.",
  prevention: "On machines where nobody signs in, use the key file of a service account.",
};

/** For service accounts, `invalid_grant` has other causes. */
const ofServiceAccounts: readonly (readonly [RegExp, Entry])[] = [
  [
    /short-lived token|iat and exp/i,
    {
      happened: "Google rejected the time in the request.",
      cause: "The clock of this machine is wrong.",
      remedy: "Set the clock and synchronise it with a time server.",
      prevention: "Keep automatic time synchronisation on.",
    },
  ],
  [
    /invalid jwt signature|no valid verifier|account not found/i,
    {
      happened: "Google rejected the service account key.",
      cause: "The key or the account was deleted or disabled.",
      remedy:
        "Create a new JSON key for the service account, and enter its path in json_key_file_path.",
      prevention: "Before you delete a key, find out who uses it.",
    },
  ],
  [
    /not a valid email|invalid email or user id/i,
    {
      happened: "The user for whom the service account acts does not exist.",
      cause: "The address is mistyped, or the user has left.",
      remedy: "Correct impersonated_email.",
      prevention:
        "Give the service account itself access to Google Ads, and remove impersonated_email.",
    },
  ],
];

function networkRefusal(code: string): { message: string; wayOut: string } {
  const where = "Google's token server, oauth2.googleapis.com";
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code)) {
    return {
      message: `This machine does not trust the certificate of ${where} (${code}). The usual cause is a company proxy that inspects TLS connections.`,
      wayOut: "Set NODE_EXTRA_CA_CERTS to the file with the company's root certificate.",
    };
  }
  return {
    message: `No connection to ${where} (${code}).`,
    wayOut: "Check the network. Behind a proxy, set HTTPS_PROXY.",
  };
}

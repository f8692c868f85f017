import { oauthEntryIn } from "../../knowledge/entries.ts";
import type { Entry } from "../../knowledge/entry.ts";
import type { Credentials } from "../../transport/credentials.ts";
import { told } from "./refused-call.ts";

type AuthKind = Credentials["auth"]["kind"];

/** Why no access token was given, in words, and the way out. Nothing of the request is in it. */
export function signInRefusal(
  error: unknown,
  kind: AuthKind,
): { readonly message: string; readonly wayOut: string } {
  const { reason, networkCode } = reasonOf(error);
  if (networkCode !== null) return networkRefusal(networkCode);
  const entry = entryFor(reason, kind);
  if (entry === undefined) {
    return {
      message: `Google gave no access token: ${reason}`,
      wayOut: "Check the credentials, and sign in again for new ones.",
    };
  }
  const { message, wayOut } = told(entry);
  return { message: `${message} Google says: ${reason}.`, wayOut };
}

/** What Google said, or where the way to it broke off. */
function reasonOf(error: unknown): { reason: string; networkCode: string | null } {
  if (!(error instanceof Error)) return { reason: String(error), networkCode: null };
  // Errors of the HTTP client carry the answer's body, and the system's code where there is none.
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

/** The words of RFC 6749's error answer, and Google's additions to it. */
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
  happened: "There are no application default credentials on this machine.",
  cause: "Nobody signed in here, and GOOGLE_APPLICATION_CREDENTIALS names no file.",
  remedy:
    "Run gcloud auth application-default login with the scopes https://www.googleapis.com/auth/adwords and https://www.googleapis.com/auth/cloud-platform.",
  prevention: "Use a service account's key file on machines where nobody signs in.",
};

/** `invalid_grant` has other reasons where no user signs in. */
const ofServiceAccounts: readonly (readonly [RegExp, Entry])[] = [
  [
    /short-lived token|iat and exp/i,
    {
      happened: "Google refuses the time in the request.",
      cause: "The clock of this machine is wrong.",
      remedy: "Set the clock, and let it be kept by a time server.",
      prevention: "Leave automatic time on.",
    },
  ],
  [
    /invalid jwt signature|no valid verifier|account not found/i,
    {
      happened: "Google does not accept the key of the service account.",
      cause: "The key or the account was deleted or disabled.",
      remedy:
        "Create a new JSON key for the service account, and write its path into json_key_file_path.",
      prevention: "Find out who uses a key before deleting it.",
    },
  ],
  [
    /not a valid email|invalid email or user id/i,
    {
      happened: "The user for whom the service account acts does not exist.",
      cause: "The address is mistyped, or the user has left.",
      remedy: "Correct impersonated_email.",
      prevention: "Give the service account access to Google Ads itself, and leave the user out.",
    },
  ],
];

function networkRefusal(code: string): { message: string; wayOut: string } {
  const where = "Google's token server, oauth2.googleapis.com";
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code)) {
    return {
      message: `The certificate of ${where}, is not trusted here (${code}). Mostly a proxy of the company opens the connection.`,
      wayOut: "Name the file with the company's root certificate in NODE_EXTRA_CA_CERTS.",
    };
  }
  return {
    message: `There is no connection to ${where} (${code}).`,
    wayOut: "Check the network; behind a proxy, set HTTPS_PROXY.",
  };
}

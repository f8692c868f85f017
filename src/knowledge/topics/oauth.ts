import type { Topic } from "../entry.ts";

/** Refusals of Google's sign-in, by the name in the token answer. */
export const oauth: Topic = {
  invalid_grant: {
    happened: "The refresh token has expired or was revoked.",
    cause:
      "Most often the Cloud project's consent screen is external and in testing, and its refresh tokens expire after 7 days.",
    remedy:
      'Set the publishing status of the consent screen to "In production", then create a new refresh token.',
    prevention:
      "Do not run uploads with a consent screen in testing; note that unverified apps have limits too.",
  },
  invalid_client: {
    happened: "The client id or the client secret is wrong.",
    cause: "They were mistyped, replaced, or belong to two different clients.",
    remedy: "Copy client_id and client_secret together from the Cloud console.",
    prevention: "Download the client's JSON file instead of copying by hand.",
  },
  unauthorized_client: {
    happened: "The client may not use this sign-in method.",
    cause:
      "The refresh token was made with another client, or a service account lacks domain-wide delegation.",
    remedy:
      "Create the refresh token with this client, or have the administrator delegate the scope.",
    prevention: "Store a token together with its client.",
  },
  access_denied: {
    happened: "Access was denied.",
    cause: "The user pressed Cancel or is not a test user, or an administrator blocks the app.",
    remedy: "Sign in again and allow access, or have the user added to the test users.",
    prevention: "Add all users before you use the consent screen.",
  },
  invalid_scope: {
    happened: "The requested permission does not exist or is not allowed.",
    cause: "The scope is mistyped.",
    remedy: "Request https://www.googleapis.com/auth/adwords.",
    prevention: "Copy the scope from Google's documentation.",
  },
  invalid_request: {
    happened: "The sign-in request is incomplete.",
    cause: "A parameter such as the refresh token is missing.",
    remedy: "Fill client_id, client_secret and refresh_token.",
    prevention: "Check google-ads.yaml with rowmend doctor.",
  },
  redirect_uri_mismatch: {
    happened: "The address to return to after signing in is not registered.",
    cause: "The client lists other addresses.",
    remedy: "Add the address to the client in the Cloud console.",
    prevention: "Use a desktop client, which needs no such address.",
  },
  unsupported_grant_type: {
    happened: "Google does not know this method of getting a token.",
    cause: "The credentials are of a kind that is not supported.",
    remedy: "Use a refresh token or a service account.",
    prevention: "Use only the kinds of credentials in the guide.",
  },
  admin_policy_enforced: {
    happened: "The domain's administrator forbids the app.",
    cause: "The rules of Google Workspace block it.",
    remedy: "Ask the administrator to trust the app.",
    prevention: "Have the administrator approve new apps first.",
  },
  org_internal: {
    happened: "The app is for members of another organization.",
    cause: "The consent screen is internal.",
    remedy: "Sign in with an account of that organization, or make the consent screen external.",
    prevention: "Choose the user type according to who will sign in.",
  },
  deleted_client: {
    happened: "The client was deleted.",
    cause: "Somebody removed it in the Cloud console.",
    remedy: "Create a new client, and a new refresh token with it.",
    prevention: "Find out who uses a client before deleting it.",
  },
  invalid_rapt: {
    happened: "Google wants the user to confirm the sign-in again.",
    cause: "The organization limits the length of sessions.",
    remedy: "Sign in again for a new refresh token, or use a service account.",
    prevention: "Exempt the app from session control in Google Workspace.",
  },
};

import { classOf, classOfStatus, retryDelaySeconds } from "../../failure/classify.ts";
import { decodeTrailers } from "../../failure/trailer.ts";
import { canonicalEntryOf, entryOf, oauthEntryIn } from "../../knowledge/entries.ts";
import type { Entry } from "../../knowledge/entry.ts";
import { duration } from "../../messages/duration.ts";
import type { FailedCall } from "../../transport/transport.ts";

/** The explanation of a failed call. */
export interface Refusal {
  /** `AuthorizationError.USER_PERMISSION_DENIED`, the canonical code's name, or empty. */
  readonly code: string;
  readonly message: string;
  readonly wayOut: string;
}

/** An entry as the texts of a check: what happened and why; what to do and how to prevent it. */
export function told(entry: Entry, code = "", note = ""): Pick<Refusal, "message" | "wayOut"> {
  return {
    message: `${withCode(entry.happened, code)} ${entry.cause}${note}`,
    wayOut: `${entry.remedy} To prevent it: ${entry.prevention}`,
  };
}

function withCode(happened: string, code: string): string {
  return code === "" ? happened : `${happened.replace(/\.$/, "")} (${code}).`;
}

const OK = 0;

/** Adds other findings to an entry. */
export type Adapt = (entry: Entry, code: string) => Entry;

/** Explains why a call to Google Ads failed. */
export function refusalOf(call: FailedCall, adapt: Adapt = (entry) => entry): Refusal {
  if (!call.sent) return unsent(call);
  const failure = decodeTrailers(call.trailers);
  const id = call.requestId ?? failure.requestId;
  const request = id === null ? "" : ` Request id ${id}.`;
  const error =
    failure.errors.find((one) => classOf(one, call.code) === "account") ?? failure.errors[0];
  const entry = entryOf(error?.code ?? "") ?? entryInText(call.message);
  // An unreadable response has the status OK.
  const canonical = call.code === OK ? undefined : canonicalEntryOf(call.code);
  const code = error?.code ?? canonical?.name ?? "";
  const kind = error === undefined ? classOfStatus(call.code) : classOf(error, call.code);
  if (kind === "retry" || kind === "wait") {
    const seconds = error === undefined ? null : retryDelaySeconds(error);
    const happened = entry?.happened ?? canonical?.happened ?? call.message;
    return {
      code,
      message: `${withCode(happened, code)}${request}`,
      wayOut: `Run rowmend doctor again ${seconds === null ? "in a few minutes" : `after ${duration(seconds)}`}.`,
    };
  }
  if (entry !== undefined) return { code, ...told(adapt(entry, code), code, request) };
  const said = ` Google says: ${error?.message ?? call.message}`;
  if (canonical !== undefined) return { code, ...told(canonical, code, `${said}${request}`) };
  return { code, message: `The call failed.${said}${request}`, wayOut: reportIt };
}

const reportIt = "Report it to Google's API support with the request id.";

function unsent(call: FailedCall): Refusal {
  const entry = oauthEntryIn(call.message);
  if (entry !== undefined) return { code: "", ...told(entry) };
  return {
    code: "",
    message: `No connection to the server: ${call.message}`,
    wayOut:
      "Check the network, proxy and firewall. rowmend needs googleads.googleapis.com, port 443.",
  };
}

/** Refusals by Google's front end, which carry no Google Ads error. */
function entryInText(message: string): Entry | undefined {
  if (/insufficient authentication scopes/i.test(message)) return wrongScope;
  if (/has not been used in project|it is disabled|SERVICE_DISABLED/.test(message))
    return entryOf("AuthorizationError.PROJECT_DISABLED");
  return undefined;
}

const wrongScope: Entry = {
  happened: "The access token does not allow access to Google Ads.",
  cause: "It was issued for other permissions (scopes).",
  remedy: "Sign in again with the scope https://www.googleapis.com/auth/adwords.",
  prevention: "Request this scope whenever you sign in for rowmend.",
};

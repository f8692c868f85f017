import { integer, type JsonObject, member, textMember } from "./json-value.ts";

/** The names of google.rpc.Code, each at its number. */
export const canonicalNames = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

type StatusName = (typeof canonicalNames)[number];

/** The number of each code of google.rpc.Code, by its name. */
export const statusCode = Object.fromEntries(
  canonicalNames.map((name, number) => [name, number]),
) as Readonly<Record<StatusName, number>>;

/** Codes with which a server says that it changed nothing. After any other the change may have been made. */
const REFUSALS: ReadonlySet<number> = new Set(
  (
    [
      "INVALID_ARGUMENT",
      "NOT_FOUND",
      "ALREADY_EXISTS",
      "PERMISSION_DENIED",
      "RESOURCE_EXHAUSTED",
      "FAILED_PRECONDITION",
      "ABORTED",
      "OUT_OF_RANGE",
      "UNIMPLEMENTED",
      "UNAUTHENTICATED",
    ] as const
  ).map((name) => statusCode[name]),
);

/** What is known after the other codes. */
const UNCERTAIN: Readonly<Partial<Record<StatusName, string>>> = {
  CANCELLED: "the call was cancelled while Google worked on it",
  UNKNOWN: "Google reported an unknown error",
  DEADLINE_EXCEEDED: "no answer came in time",
  INTERNAL: "Google reported an internal error",
  UNAVAILABLE: "the connection was lost before the answer came",
  DATA_LOSS: "Google reported a loss of data",
};

/** Why it is not known what a call with this status did; null if it certainly did nothing. */
export function uncertaintyOf(code: number): string | null {
  if (REFUSALS.has(code)) return null;
  return UNCERTAIN[canonicalNames[code] ?? "OK"] ?? "the answer could not be read";
}

/** Whether a request without a reliable answer is never sent again, even if it is known that it was not applied. */
export function isNeverRepeated(code: number): boolean {
  // Somebody cancelled the call, or Google lost data.
  return code === statusCode.CANCELLED || code === statusCode.DATA_LOSS;
}

/**
 * The canonical code of a Status in JSON. The error envelope of REST holds the HTTP status under
 * `code` and the canonical name under `status`; elsewhere `code` is the canonical code itself.
 */
export function canonicalCode(status: JsonObject): number {
  const named = canonicalNames.findIndex((name) => name === textMember(status, "status"));
  if (named !== -1) return named;
  const code = integer(member(status, "code"));
  if (code === null) return statusCode.UNKNOWN;
  return code >= 0 && code < canonicalNames.length ? code : codeOfHttp(code);
}

/** As Google's own clients read an HTTP status that comes without a name. */
function codeOfHttp(status: number): number {
  switch (status) {
    case 400:
      return statusCode.INVALID_ARGUMENT;
    case 401:
      return statusCode.UNAUTHENTICATED;
    case 403:
      return statusCode.PERMISSION_DENIED;
    case 404:
      return statusCode.NOT_FOUND;
    case 409:
      return statusCode.ABORTED;
    case 416:
      return statusCode.OUT_OF_RANGE;
    case 429:
      return statusCode.RESOURCE_EXHAUSTED;
    case 499:
      return statusCode.CANCELLED;
    case 501:
      return statusCode.UNIMPLEMENTED;
    case 503:
      return statusCode.UNAVAILABLE;
    case 504:
      return statusCode.DEADLINE_EXCEEDED;
    default:
      if (status >= 200 && status < 300) return statusCode.OK;
      if (status >= 400 && status < 500) return statusCode.FAILED_PRECONDITION;
      return status >= 500 && status < 600 ? statusCode.INTERNAL : statusCode.UNKNOWN;
  }
}

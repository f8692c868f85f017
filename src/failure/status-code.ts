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

const unknown = 2;

/**
 * The canonical code of a Status in JSON. The error envelope of REST holds the HTTP status under
 * `code` and the canonical name under `status`; elsewhere `code` is the canonical code itself.
 */
export function canonicalCode(status: JsonObject): number {
  const named = canonicalNames.findIndex((name) => name === textMember(status, "status"));
  if (named !== -1) return named;
  const code = integer(member(status, "code"));
  if (code === null) return unknown;
  return code >= 0 && code < canonicalNames.length ? code : codeOfHttp(code);
}

/** As Google's own clients read an HTTP status that comes without a name. */
function codeOfHttp(status: number): number {
  switch (status) {
    case 400:
      return canonicalNames.indexOf("INVALID_ARGUMENT");
    case 401:
      return canonicalNames.indexOf("UNAUTHENTICATED");
    case 403:
      return canonicalNames.indexOf("PERMISSION_DENIED");
    case 404:
      return canonicalNames.indexOf("NOT_FOUND");
    case 409:
      return canonicalNames.indexOf("ABORTED");
    case 416:
      return canonicalNames.indexOf("OUT_OF_RANGE");
    case 429:
      return canonicalNames.indexOf("RESOURCE_EXHAUSTED");
    case 499:
      return canonicalNames.indexOf("CANCELLED");
    case 501:
      return canonicalNames.indexOf("UNIMPLEMENTED");
    case 503:
      return canonicalNames.indexOf("UNAVAILABLE");
    case 504:
      return canonicalNames.indexOf("DEADLINE_EXCEEDED");
    default:
      if (status >= 200 && status < 300) return canonicalNames.indexOf("OK");
      if (status >= 400 && status < 500) return canonicalNames.indexOf("FAILED_PRECONDITION");
      return status >= 500 && status < 600 ? canonicalNames.indexOf("INTERNAL") : unknown;
  }
}

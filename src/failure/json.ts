import { inspect } from "node:util";
import { codeNameFromJson, parseCode } from "./codes.ts";
import { decodeFailure, mergeFailures, versionOfTypeUrl } from "./decode.ts";
import { knownDetails, readDetails } from "./details-json.ts";
import {
  type Failure,
  type FailureError,
  noFailure,
  type PathElement,
  type Status,
} from "./failure.ts";
import {
  bytesOfJson,
  integer,
  integerText,
  isObject,
  type JsonObject,
  member,
  objectMember,
  objectsMember,
  textMember,
  wrapped,
} from "./json-value.ts";
import { operationIndex } from "./location.ts";
import { canonicalCode } from "./status-code.ts";

/** A failure in a JSON answer, and what failed. */
export type JsonFailure =
  /** The call as a whole: an `error` envelope, or a bare Status or GoogleAdsFailure. */
  | { readonly kind: "request"; readonly failure: Failure }
  /** The `partialFailureError` of an answer that otherwise succeeded. */
  | { readonly kind: "partial_failure"; readonly failure: Failure }
  /** One result of a batch job, with the position of its operation among all that were sent to the job. */
  | { readonly kind: "batch_result"; readonly failure: Failure; readonly operationIndex: number };

/** How deep envelopes may be nested: an array, `data`, `error`, and some more. */
const deepest = 8;

/**
 * Finds the failures in a parsed JSON answer of the Google Ads API: the REST forms (`error` envelope,
 * partial failure, arrays of searchStream, batch job results), a bare Status or GoogleAdsFailure, and
 * the objects that protobufjs makes of them (snake_case, numbers for enums). Field names of the path stay
 * in snake_case, as in the API itself.
 *
 * Never throws; a value of the wrong type counts as absent, and nothing is invented in its place.
 */
export function decodeJson(value: unknown): readonly JsonFailure[] {
  return find(value, deepest);
}

function find(value: unknown, depth: number): readonly JsonFailure[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((item) => find(item, depth - 1));
  if (!isObject(value)) return [];
  const failures = [
    ...requestFailure(value),
    ...partialFailure(value),
    ...objectsMember(value, "results").flatMap(batchFailure),
  ];
  if (failures.length > 0) return failures;
  if (looksLikeFailure(value)) return [{ kind: "request", failure: readFailure(value, null) }];
  if (looksLikeStatus(value)) return [{ kind: "request", failure: readStatus(value) }];
  // Wrappers that HTTP clients and their errors put around a body.
  return ["data", "body", "response"].flatMap((name) => find(member(value, name), depth - 1));
}

function requestFailure(answer: JsonObject): readonly JsonFailure[] {
  const error = objectMember(answer, "error");
  return error === null ? [] : [{ kind: "request", failure: readStatus(error) }];
}

function partialFailure(answer: JsonObject): readonly JsonFailure[] {
  const status = objectMember(answer, "partial_failure_error");
  if (status === null) return [];
  // google-ads-api puts the decoded GoogleAdsFailure in place of the Status around it.
  if (looksLikeFailure(status)) {
    return [{ kind: "partial_failure", failure: readFailure(status, null) }];
  }
  return isOk(status) ? [] : [{ kind: "partial_failure", failure: readStatus(status) }];
}

function batchFailure(result: JsonObject): readonly JsonFailure[] {
  const status = objectMember(result, "status");
  if (status === null || isOk(status)) return [];
  // REST leaves a plain 0 out, so absent is the first operation.
  const index = integer(member(result, "operation_index") ?? 0);
  if (index === null) return [{ kind: "request", failure: readStatus(status) }];
  return [{ kind: "batch_result", failure: readStatus(status), operationIndex: index }];
}

/** A Status with code 0 and nothing else means success. */
function isOk(status: JsonObject): boolean {
  const hasText = (textMember(status, "message") ?? "") !== "";
  return (integer(member(status, "code")) ?? 0) === 0 && !hasText && details(status).length === 0;
}

function looksLikeFailure(object: JsonObject): boolean {
  return objectsMember(object, "errors").some(looksLikeError);
}

function looksLikeError(object: JsonObject): boolean {
  return ["error_code", "location", "trigger", "message"].some(
    (name) => member(object, name) !== undefined,
  );
}

function looksLikeStatus(object: JsonObject): boolean {
  return (
    details(object).length > 0 ||
    (integer(member(object, "code")) !== null && textMember(object, "message") !== null)
  );
}

function details(status: JsonObject): readonly JsonObject[] {
  return objectsMember(status, "details");
}

function readStatus(object: JsonObject): Failure {
  const status: Status = {
    code: canonicalCode(object),
    message: textMember(object, "message") ?? "",
  };
  return mergeFailures([{ ...noFailure, status }, ...details(object).map(readDetail)]);
}

function readDetail(detail: JsonObject): Failure {
  const typeUrl = ["@type", "type_url"]
    .map((name) => member(detail, name))
    .find((type) => typeof type === "string");
  const version = typeUrl === undefined ? null : versionOfTypeUrl(typeUrl);
  if (version !== null) {
    // An Any as protobufjs has it: its message is still packed.
    const packed = bytesOfJson(member(detail, "value"));
    if (packed !== null) return decodeFailure(packed, version);
    if (Array.isArray(member(detail, "errors")) || member(detail, "value") === undefined) {
      return readFailure(detail, version);
    }
  } else if (typeUrl === undefined) {
    // Some proxies leave the type out. PHP's client puts the errors under `data`.
    if (looksLikeFailure(detail)) return readFailure(detail, null);
    const data = objectsMember(detail, "data");
    if (data.some(looksLikeError)) return readFailure({ errors: data }, null);
  }
  return { ...noFailure, undecoded: [{ typeUrl: typeUrl ?? "", bytes: jsonBytes(detail) }] };
}

function readFailure(object: JsonObject, version: string | null): Failure {
  const errors = objectsMember(object, "errors");
  return {
    status: null,
    errors: errors.map(readError),
    requestId: textMember(object, "request_id"),
    version,
    undecoded: errors.flatMap((error) => {
      const unread = objectMember(error, "details");
      if (unread === null || Object.keys(unread).every(isKnownDetail)) return [];
      return [{ typeUrl: "ErrorDetails", bytes: jsonBytes(unread) }];
    }),
  };
}

function readError(error: JsonObject): FailureError {
  const errorDetails = objectMember(error, "details");
  return {
    code: readCode(member(error, "error_code")),
    message: textMember(error, "message"),
    trigger: readTrigger(member(error, "trigger")),
    path: readLocation(objectMember(error, "location")),
    details: errorDetails === null ? null : readDetails(errorDetails),
  };
}

/** `{"stringLengthError": "TOO_LONG"}`, `{"string_length_error": 3}`, or "StringLengthError.TOO_LONG". */
function readCode(value: unknown): string | null {
  if (typeof value === "string") return parseCode(value) === null ? null : value;
  if (!isObject(value)) return null;
  for (const [key, name] of Object.entries(value)) {
    // protobufjs can add the name of the oneof's member under the name of the oneof.
    if (key === "error_code" || key === "errorCode") continue;
    if (typeof name === "string" && /^\w+$/.test(name)) return codeNameFromJson(key, name);
    if (typeof name === "number" && Number.isInteger(name)) return codeNameFromJson(key, name);
  }
  return null;
}

/** A common.Value: one member whose name tells its type. */
function readTrigger(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (!isObject(value)) return null;
  for (const name of [
    "string_value",
    "int64_value",
    "boolean_value",
    "float_value",
    "double_value",
  ]) {
    const held = member(value, name);
    if (typeof held === "string") return held;
    if (typeof held === "number" || typeof held === "boolean") return String(held);
    const whole = integerText(held);
    if (whole !== null) return whole;
  }
  return null;
}

function readLocation(location: JsonObject | null): readonly PathElement[] {
  if (location === null) return [];
  const path = objectsMember(location, "field_path_elements").map((element) => ({
    name: textMember(element, "field_name") ?? "",
    // Before v5 an index was an Int64Value, whose JSON is decimal text and whose message has a value.
    index: integer(wrapped(member(element, "index"))),
  }));
  // Google's older samples name the operation beside the path instead of in it.
  const legacy = integer(wrapped(member(location, "operation_index")));
  return legacy === null || operationIndex(path) !== null
    ? path
    : [{ name: "operations", index: legacy }, ...path];
}

function isKnownDetail(key: string): boolean {
  const snake = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return knownDetails.includes(snake);
}

function jsonBytes(value: JsonObject): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(value));
  } catch {
    // A value that never came from JSON text, with a bigint or a cycle in it.
    return Buffer.from(inspect(value));
  }
}

import { classOf, type ErrorClass } from "../../failure/classify.ts";
import {
  type Failure,
  type FailureError,
  formatPath,
  type Undecoded,
} from "../../failure/failure.ts";
import type { JsonFailure } from "../../failure/json.ts";
import { operationIndex } from "../../failure/location.ts";
import { canonicalNames } from "../../failure/status-code.ts";
import { type Advice, adviseOn, type Place } from "../../knowledge/advice.ts";
import { redact } from "../../messages/redact.ts";

/** One error of a saved response, as `rowmend decode --json` gives it. */
export interface DecodedError {
  /** Counted from 0; null if the error does not name an operation. */
  readonly operation_index: number | null;
  /** Empty if the error does not name a field. */
  readonly field_path: string;
  /** Null for a status without a Google Ads error, and for what could not be decoded. */
  readonly code: string | null;
  readonly message: string | null;
  readonly trigger: string | null;
  readonly details: object | null;
  readonly request_id: string | null;
  readonly class: ErrorClass;
  readonly action: Advice["action"];
  readonly advice: string;
  /** These two only where the sheet was given; null where the error has no row or no column. */
  readonly row?: number | null;
  readonly column?: string | null;
}

/** The row and the cell that an error of an operation is about. */
export type Locate = (error: FailureError, operation: number | null) => RowPlace;

export interface RowPlace extends Place {
  readonly row: number | null;
}

/**
 * The errors of a response in their original order. A status without errors counts as one error. Parts that
 * could not be decoded follow the errors of the same failure.
 *
 * @param entity what the rows are about, where no sheet says it.
 */
export function decodedErrors(
  found: readonly JsonFailure[],
  locate: Locate | null = null,
  entity: string | null = null,
): readonly DecodedError[] {
  const sent: Sent = { locate, entity };
  return found.flatMap((one) => {
    const { failure } = one;
    const errors = failure.errors.map((error) => {
      const index = one.kind === "batch_result" ? one.operationIndex : operationIndex(error.path);
      return decoded(error, index, failure, sent);
    });
    const bare = errors.length > 0 ? [] : bareStatus(one, sent);
    return [...errors, ...bare, ...failure.undecoded.map((part) => unread(part, failure, locate))];
  });
}

function decoded(
  error: FailureError,
  index: number | null,
  failure: Failure,
  { locate, entity }: Sent,
): DecodedError {
  const code = failure.status?.code ?? null;
  const place = locate?.(error, index) ?? { ...nowhere, entity };
  return {
    operation_index: index,
    field_path: formatPath(error.path),
    code: error.code,
    message: error.message === null ? null : redact(error.message),
    trigger: error.trigger,
    details: error.details,
    request_id: failure.requestId,
    class: classOf(error, code),
    ...adviseOn(error, place, code),
    ...(locate === null ? {} : { row: place.row, column: place.column }),
  };
}

/** What is known of what was sent: the sheet, and what its rows are about. */
interface Sent {
  readonly locate: Locate | null;
  readonly entity: string | null;
}

const nowhere: RowPlace = { row: null, column: null, value: "", hasRun: false };

/** A status without a Google Ads error. */
function bareStatus(one: JsonFailure, sent: Sent): readonly DecodedError[] {
  const { status } = one.failure;
  if (status === null || (status.code === 0 && status.message === "")) return [];
  const index = one.kind === "batch_result" ? one.operationIndex : null;
  const error: FailureError = {
    code: null,
    message: status.message,
    trigger: null,
    path: [],
    details: null,
  };
  const name = canonicalNames[status.code] ?? String(status.code);
  return [
    {
      ...decoded(error, index, one.failure, sent),
      details: { status: name, status_code: status.code },
    },
  ];
}

function unread(part: Undecoded, failure: Failure, locate: Locate | null): DecodedError {
  const type = part.typeUrl.replace(/^.*\//, "") || "without a type";
  return {
    operation_index: null,
    field_path: "",
    code: null,
    message: `Part of the response could not be decoded (${type}).`,
    trigger: null,
    details: { type_url: part.typeUrl, ...contentOf(part.bytes) },
    request_id: failure.requestId,
    class: "unknown",
    action: "report",
    advice:
      "The part is shown unchanged. If the other errors do not explain the problem, send it to Google's support with the request id.",
    ...(locate === null ? {} : { row: null, column: null }),
  };
}

/** True for a status without errors and for a part that could not be decoded. */
export function isBeside({ code, details }: DecodedError): boolean {
  return code === null && details !== null && ("status_code" in details || "type_url" in details);
}

/** Parts of a JSON response are JSON text; parts of a protobuf message are bytes. */
function contentOf(bytes: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { json: value };
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}

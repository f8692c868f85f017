import type protobuf from "protobufjs/minimal.js";
import { codeName } from "./codes.ts";
import { decodeDetails } from "./details.ts";
import type { ErrorDetails, FailureError, PathElement } from "./failure.ts";
import { integerText } from "./json-value.ts";
import { floatText } from "./number.ts";
import { enter, leave, readerOf, readString, skip, span, varint } from "./wire-reader.ts";

/**
 * The tags (field number × 8 + wire type) of every field that is read by hand: all of a failure but
 * its details. One failure can hold 10,000 errors, and reading the bytes directly into the normal
 * form takes a fraction of the time of generic decoding and conversion. A test compares the numbers with
 * protos/google_ads_failure.proto.
 */
export const tags = {
  "Status.code": 0x08,
  "Status.message": 0x12,
  "Status.details": 0x1a,
  "Any.type_url": 0x0a,
  "Any.value": 0x12,
  "GoogleAdsFailure.errors": 0x0a,
  "GoogleAdsFailure.request_id": 0x12,
  "GoogleAdsError.error_code": 0x0a,
  "GoogleAdsError.message": 0x12,
  "GoogleAdsError.trigger": 0x1a,
  "GoogleAdsError.location": 0x22,
  "GoogleAdsError.details": 0x2a,
  "Value.boolean_value": 0x08,
  "Value.int64_value": 0x10,
  "Value.float_value": 0x1d,
  "Value.double_value": 0x21,
  "Value.string_value": 0x2a,
  "ErrorLocation.field_path_elements": 0x12,
  "FieldPathElement.field_name": 0x0a,
  "FieldPathElement.legacy_index": 0x12,
  "FieldPathElement.index": 0x18,
  "google.protobuf.Int64Value.value": 0x08,
} as const;

/** Collects what has been read, so that damaged bytes lose nothing that came before them. */
export interface FailureSink {
  readonly errors: FailureError[];
  requestId: string | null;
  /** Complete details that could not be decoded. */
  readonly undecodedDetails: Uint8Array[];
}

/** Called for each `Any` in the details of a Status. */
export type OnDetail = (typeUrl: string, value: Uint8Array) => void;

/**
 * Reads the bytes of a google.rpc.Status.
 *
 * @throws RangeError or Error where the bytes are not a Status, after reading everything before.
 */
export function readStatus(
  bytes: Uint8Array,
  status: { code: number; message: string },
  onDetail: OnDetail,
): void {
  const reader = readerOf(bytes);
  const end = reader.len;
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["Status.code"]) status.code = reader.int32();
    else if (tag === tags["Status.message"]) status.message = readString(reader, end);
    else if (tag === tags["Status.details"]) readAny(reader, enter(reader, end), onDetail);
    else skip(reader, tag);
  }
  leave(reader, end);
}

function readAny(reader: protobuf.Reader, end: number, onDetail: OnDetail): void {
  let typeUrl = "";
  let value: Uint8Array = new Uint8Array();
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["Any.type_url"]) typeUrl = readString(reader, end);
    else if (tag === tags["Any.value"]) value = reader.buf.subarray(...span(reader, end));
    else skip(reader, tag);
  }
  leave(reader, end);
  onDetail(typeUrl, value);
}

/**
 * Reads the bytes of a GoogleAdsFailure, of any API version, into `sink`.
 *
 * @throws RangeError or Error where the bytes are not a GoogleAdsFailure, after everything before has
 * been put into `sink`.
 */
export function readFailure(bytes: Uint8Array, sink: FailureSink): void {
  const reader = readerOf(bytes);
  const end = reader.len;
  const known: Known = { texts: new Map(), last: null, details: null };
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["GoogleAdsFailure.errors"]) {
      known.last = readError(reader, enter(reader, end), known, sink.undecodedDetails);
      sink.errors.push(known.last);
    } else if (tag === tags["GoogleAdsFailure.request_id"]) {
      sink.requestId = readString(reader, end);
    } else skip(reader, tag);
  }
  leave(reader, end);
}

function readError(
  reader: protobuf.Reader,
  end: number,
  known: Known,
  undecodedDetails: Uint8Array[],
): FailureError {
  let code: string | null = null;
  let message: string | null = null;
  let trigger: string | null = null;
  const path: PathElement[] = [];
  let details: ErrorDetails | null = null;
  while (reader.pos < end) {
    const tag = varint(reader);
    switch (tag) {
      case tags["GoogleAdsError.error_code"]:
        code = readCode(reader, enter(reader, end), code);
        break;
      case tags["GoogleAdsError.message"]:
        message = readKnownString(reader, end, known.last?.message, known);
        break;
      case tags["GoogleAdsError.trigger"]:
        trigger = readValue(reader, enter(reader, end), trigger);
        break;
      case tags["GoogleAdsError.location"]:
        readLocation(reader, enter(reader, end), known, path);
        break;
      case tags["GoogleAdsError.details"]: {
        const bytes = reader.buf.subarray(...span(reader, end));
        // An exhausted quota repeats the same details for every operation.
        if (known.details === null || Buffer.compare(bytes, known.details.bytes) !== 0) {
          known.details = { bytes, ...decodeDetails(bytes) };
        }
        details = known.details.details;
        if (!known.details.complete) undecodedDetails.push(bytes);
        break;
      }
      default:
        skip(reader, tag);
    }
  }
  leave(reader, end);
  return { code, message, trigger, path, details };
}

/** Each category of errors is a field of its own; the last one sent counts, as in every oneof. */
function readCode(reader: protobuf.Reader, end: number, before: string | null): string | null {
  let code = before;
  while (reader.pos < end) {
    const tag = varint(reader);
    if ((tag & 7) === 0 && tag > 7) code = codeName(tag >>> 3, reader.int32());
    else skip(reader, tag);
  }
  leave(reader, end);
  return code;
}

function readValue(reader: protobuf.Reader, end: number, before: string | null): string | null {
  let text = before;
  while (reader.pos < end) {
    const tag = varint(reader);
    switch (tag) {
      case tags["Value.string_value"]:
        text = readString(reader, end);
        break;
      case tags["Value.int64_value"]:
        text = integerText(reader.int64());
        break;
      case tags["Value.boolean_value"]:
        text = String(reader.bool());
        break;
      case tags["Value.float_value"]:
        text = floatText(reader.float());
        break;
      case tags["Value.double_value"]:
        text = String(reader.double());
        break;
      default:
        skip(reader, tag);
    }
  }
  leave(reader, end);
  return text;
}

function readLocation(
  reader: protobuf.Reader,
  end: number,
  known: Known,
  path: PathElement[],
): void {
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["ErrorLocation.field_path_elements"]) {
      const guess = known.last?.path[path.length];
      path.push(readElement(reader, enter(reader, end), guess, known));
    } else skip(reader, tag);
  }
  leave(reader, end);
}

function readElement(
  reader: protobuf.Reader,
  end: number,
  guess: PathElement | undefined,
  known: Known,
): PathElement {
  let name = "";
  let index: number | null = null;
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["FieldPathElement.field_name"]) {
      name = readKnownString(reader, end, guess?.name, known);
    } else if (tag === tags["FieldPathElement.index"]) index = reader.int32();
    else if (tag === tags["FieldPathElement.legacy_index"]) {
      index = readInt64Value(reader, enter(reader, end));
    } else skip(reader, tag);
  }
  leave(reader, end);
  return guess?.name === name && guess.index === index ? guess : { name, index };
}

function readInt64Value(reader: protobuf.Reader, end: number): number {
  let value = 0;
  while (reader.pos < end) {
    const tag = varint(reader);
    if (tag === tags["google.protobuf.Int64Value.value"]) value = Number(reader.int64());
    else skip(reader, tag);
  }
  leave(reader, end);
  return value;
}

/**
 * Texts that one failure repeats: the same few field names and messages, thousands of times. Sharing them
 * saves most of the time and memory.
 */
interface Known {
  readonly texts: Map<number, string>;
  /** The error before this one: the next is likely to have the same message and the same path. */
  last: FailureError | null;
  /** The details decoded last. */
  details: {
    readonly bytes: Uint8Array;
    readonly details: ErrorDetails | null;
    readonly complete: boolean;
  } | null;
}

/** Longer texts are less likely to be repeated. */
const longestKnownText = 64;

/** Reads a string that may be a repetition, and is most likely `guess`. */
function readKnownString(
  reader: protobuf.Reader,
  limit: number,
  guess: string | null | undefined,
  known: Known,
): string {
  const start = reader.pos;
  const end = enter(reader, limit);
  const from = reader.pos;
  if (typeof guess === "string" && isText(guess, reader.buf, from, end)) {
    reader.pos = end;
    return guess;
  }
  reader.pos = start;
  if (end - from > longestKnownText) return readString(reader, limit);
  let hash = 0;
  for (let at = from; at < end; at++) hash = (Math.imul(hash, 31) + (reader.buf[at] ?? 0)) | 0;
  const before = known.texts.get(hash);
  if (before !== undefined && isText(before, reader.buf, from, end)) {
    reader.pos = end;
    return before;
  }
  const text = readString(reader, limit);
  known.texts.set(hash, text);
  return text;
}

/** Whether these bytes are that text, for ASCII; other texts count as different and are decoded again. */
function isText(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || code !== bytes[from + at]) return false;
  }
  return true;
}

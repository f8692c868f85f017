import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import { redact } from "../../messages/redact.ts";
import { oneLine } from "../../messages/visible.ts";
import type { Batch } from "../transport.ts";
import { framed, joined, tagOf } from "./framed.ts";

/** The contents of an answer, decoded from its bytes. */
export interface MutateResponse {
  /** Resource names by position; null where the operation has none. */
  readonly results: readonly (string | null)[];
  /** An encoded google.rpc.Status, or null. */
  readonly partialFailure: Uint8Array | null;
}

interface Messages {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}

let messages: Messages | undefined;

function load(): Messages {
  if (messages === undefined) {
    const text = readFileSync(new URL("../../../protos/mutate.proto", import.meta.url), "utf8");
    const { root } = protobuf.parse(text, { keepCase: true });
    messages = {
      request: root.lookupType("rowmend.MutateRequest"),
      response: root.lookupType("rowmend.MutateResponse"),
    };
  }
  return messages;
}

/** The encoded request. */
export function encodeMutateRequest(batch: Batch): Uint8Array {
  const { request } = load();
  return joined(
    request.encode({ customer_id: batch.customerId }).finish(),
    framed(request, "mutate_operations", batch.operations),
    request
      .encode({ partial_failure: batch.partialFailure, validate_only: batch.validateOnly })
      .finish(),
  );
}

/**
 * Reads an answer. It has a message for each operation, so that none of them is taken apart further than the
 * name in it.
 * @throws an error if the bytes are not such a message.
 */
export function decodeMutateResponse(bytes: Uint8Array): MutateResponse {
  const { response } = load();
  const responses = tagOf(response, "mutate_operation_responses");
  const failure = tagOf(response, "partial_failure_error");
  const reader = protobuf.Reader.create(bytes);
  const results: (string | null)[] = [];
  let partialFailure: Uint8Array | null = null;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === responses) {
      const length = reader.uint32();
      const end = reader.pos + length;
      if (end > reader.len) throw new RangeError("the answer ends in the middle of a result");
      results.push(nameBefore(reader, end));
      reader.pos = end;
    } else if (tag === failure) partialFailure = reader.bytes();
    else reader.skipType(tag & 7);
  }
  return { results, partialFailure: partialFailure?.length === 0 ? null : partialFailure };
}

const LENGTH_DELIMITED = 2;

const RESOURCE_NAME = /^customers\/\d+\/\w+\/[\dA-Z_~-]+$/;

/** Whatever else a server writes in the place of a name gets the care of any text from outside. */
function nameOf(text: string): string | null {
  if (text === "") return null;
  return RESOURCE_NAME.test(text) ? text : oneLine(redact(text));
}

/**
 * The resource name in a `MutateOperationResponse`, from where the reader stands up to `end`: field 1 of
 * whichever result is set. A failed operation has an empty response, or an empty result in it. The reader is
 * left anywhere before `end`.
 */
export function nameBefore(reader: protobuf.Reader, end: number): string | null {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if ((tag & 7) !== LENGTH_DELIMITED) {
      reader.skipType(tag & 7);
      continue;
    }
    const length = reader.uint32();
    const innerEnd = reader.pos + length;
    if (innerEnd > end) throw new RangeError("a result ends in the middle of a field");
    while (reader.pos < innerEnd) {
      const innerTag = reader.uint32();
      if (innerTag === NAME) return nameOf(reader.string());
      reader.skipType(innerTag & 7);
    }
  }
  return null;
}

/** The tag of the field `resource_name` in every result. */
const NAME = (1 << 3) | LENGTH_DELIMITED;

import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import { redact } from "../../messages/redact.ts";
import { oneLine } from "../../messages/visible.ts";
import type { Batch } from "../transport.ts";

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
  return load()
    .request.encode({
      customer_id: batch.customerId,
      mutate_operations: batch.operations,
      partial_failure: batch.partialFailure,
      validate_only: batch.validateOnly,
    })
    .finish();
}

/**
 * Reads an answer.
 * @throws an error if the bytes are not such a message.
 */
export function decodeMutateResponse(bytes: Uint8Array): MutateResponse {
  // As the proto above declares it: the library has one type for every message.
  const message = load().response.decode(bytes) as unknown as {
    readonly mutate_operation_responses: readonly Uint8Array[];
    readonly partial_failure_error: Uint8Array;
  };
  return {
    results: message.mutate_operation_responses.map(resourceNameIn),
    partialFailure:
      message.partial_failure_error.length === 0 ? null : message.partial_failure_error,
  };
}

const LENGTH_DELIMITED = 2;

const RESOURCE_NAME = /^customers\/\d+\/\w+\/[\dA-Z_~-]+$/;

/** Whatever else a server writes in the place of a name gets the care of any text from outside. */
function nameOf(text: string): string | null {
  if (text === "") return null;
  return RESOURCE_NAME.test(text) ? text : oneLine(redact(text));
}

/**
 * The resource name in a `MutateOperationResponse`: field 1 of whichever result is set. A failed
 * operation has an empty response, or an empty result in it.
 */
export function resourceNameIn(response: Uint8Array): string | null {
  const outer = protobuf.Reader.create(response);
  while (outer.pos < outer.len) {
    const tag = outer.uint32();
    if ((tag & 7) !== LENGTH_DELIMITED) {
      outer.skipType(tag & 7);
      continue;
    }
    const inner = protobuf.Reader.create(outer.bytes());
    while (inner.pos < inner.len) {
      const innerTag = inner.uint32();
      if (innerTag >>> 3 === 1 && (innerTag & 7) === LENGTH_DELIMITED)
        return nameOf(inner.string());
      inner.skipType(innerTag & 7);
    }
  }
  return null;
}

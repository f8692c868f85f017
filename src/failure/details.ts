import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Protobuf from "protobufjs";
import minimal from "protobufjs/minimal.js";
import { readDetails } from "./details-json.ts";
import type { ErrorDetails } from "./failure.ts";
import type { JsonObject } from "./json-value.ts";

let loaded: Protobuf.Type | undefined;

/** Loaded at the first error that has details. Most errors do not, and loading all of protobufjs takes time. */
function errorDetails(): Protobuf.Type {
  if (loaded === undefined) {
    const protobuf = createRequire(import.meta.url)("protobufjs") as typeof Protobuf;
    // From src/ and from dist/ alike.
    const file = fileURLToPath(new URL("../../protos/google_ads_failure.proto", import.meta.url));
    loaded = new protobuf.Root()
      .loadSync(file, { keepCase: true })
      .lookupType("rowmend.ErrorDetails");
  }
  return loaded;
}

/**
 * Decodes the bytes of an ErrorDetails, described in protos/google_ads_failure.proto.
 *
 * Never throws. `complete` is false if something in the bytes was not understood, because it is
 * damaged or a kind of details that is newer than this description.
 */
export function decodeDetails(bytes: Uint8Array): {
  readonly details: ErrorDetails | null;
  readonly complete: boolean;
} {
  try {
    const type = errorDetails();
    const complete = fieldNumbers(bytes).every((number) => Object.hasOwn(type.fieldsById, number));
    const object: JsonObject = type.toObject(type.decode(bytes), { longs: String });
    return { details: readDetails(object), complete };
  } catch {
    return { details: null, complete: false };
  }
}

/** The numbers of the fields at the top level of a message. */
function fieldNumbers(bytes: Uint8Array): readonly number[] {
  const reader = minimal.Reader.create(bytes);
  const numbers: number[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    numbers.push(tag >>> 3);
    reader.skipType(tag & 7);
  }
  return numbers;
}

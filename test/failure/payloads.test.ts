import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { decodeFailure, decodeStatus } from "../../src/failure/decode.ts";
import { type Failure, formatPath } from "../../src/failure/failure.ts";
import { decodeJson, type JsonFailure } from "../../src/failure/json.ts";
import { operationIndex, textIndex, textPath } from "../../src/failure/location.ts";
import { decodeTrailers } from "../../src/failure/trailer.ts";
import { type ExpectedError, failures, trailers } from "../fixtures/failures.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

suite("answers of every form", () => {
  for (const { id, payload, bytes, expected, hint } of failures) {
    test(`${id}: JSON`, () => {
      assert.deepEqual(decodeJson(payload).flatMap(summary), expected);
    });

    test(`${id}: packed by us and decoded from bytes`, () => {
      for (const found of decodeJson(payload)) {
        const packed = decodeStatus(pack(found.failure));
        const codes = found.failure.errors.map((error) => error.code);
        // Bytes hold no names, so codes that only another version has cannot make the journey.
        const known = packed.errors.map((error, at) => ({ ...error, code: codes[at] ?? null }));
        assert.deepEqual(
          { ...packed, errors: known, undecoded: [] },
          {
            ...found.failure,
            errors: found.failure.errors.map((error) => ({ ...error, details: null })),
            version: found.failure.errors.length > 0 ? "v25" : null,
            requestId: found.failure.requestId,
            undecoded: [],
          },
        );
      }
    });

    if (bytes !== undefined) {
      test(`${id}: bytes`, () => {
        const failure = decodeFailure(Buffer.from(bytes, "base64"));
        assert.deepEqual(summary({ kind: "request", failure }), expected);
        assert.deepEqual(failure.undecoded, []);
      });
    }

    if (hint !== undefined) {
      test(`${id}: what the status text tells`, () => {
        const text = decodeJson(payload)[0]?.failure.status?.message ?? "";
        assert.equal(formatPath(textPath(text)), hint.fieldPath);
        assert.equal(textIndex(text), hint.operationIndex);
      });
    }
  }

  for (const [name, broken] of [
    ["intact", 0],
    ["corrupt", 1],
  ] as const) {
    test(`trailing metadata, ${name}`, () => {
      const failure = decodeTrailers([[trailers.key, trailers[name]]]);
      assert.deepEqual(summary({ kind: "request", failure }), trailers.expected);
      assert.equal(failure.undecoded.length, broken);
    });
  }
});

function summary(found: JsonFailure): readonly ExpectedError[] {
  return found.failure.errors.map((error) => ({
    operationIndex:
      found.kind === "batch_result" ? found.operationIndex : operationIndex(error.path),
    fieldPath: error.path.length === 0 ? null : formatPath(error.path),
    errorCode:
      error.code === null ? null : error.code.replace(/^./, (first) => first.toLowerCase()),
    message: error.message,
    trigger: error.trigger,
  }));
}

const proto = new protobuf.Root().loadSync(path.join(root, "protos/google_ads_failure.proto"), {
  keepCase: true,
});

/** A Status with the same errors, but for their codes and details. */
function pack(failure: Failure): Uint8Array {
  const value = encode("GoogleAdsFailure", {
    errors: failure.errors.map((error) => ({
      ...(error.message !== null && { message: error.message }),
      ...(error.trigger !== null && { trigger: { string_value: error.trigger } }),
      location: {
        field_path_elements: error.path.map(({ name, index }) => ({
          field_name: name,
          ...(index !== null && { index }),
        })),
      },
    })),
    ...(failure.requestId !== null && { request_id: failure.requestId }),
  });
  const type_url = "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure";
  const details = failure.errors.length > 0 ? [{ type_url, value }] : [];
  return encode("Status", { ...failure.status, details });
}

function encode(name: string, object: object): Uint8Array {
  const type = proto.lookupType(`rowmend.${name}`);
  return type.encode(type.fromObject(object)).finish();
}

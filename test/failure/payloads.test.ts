import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { decodeFailure, decodeStatus } from "../../src/failure/decode.ts";
import { type Failure, formatPath } from "../../src/failure/failure.ts";
import { decodeJson, type JsonFailure } from "../../src/failure/json.ts";
import { operationIndex, textIndex, textPath } from "../../src/failure/location.ts";
import { decodeTrailers } from "../../src/failure/trailer.ts";

// A collection of answers that others really got, kept beside the project; without it there is
// nothing to test here.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const file = path.resolve(root, "../shared/cases/payloads.json");

interface Case {
  readonly id: string;
  readonly payload: unknown;
  readonly raw?: Readonly<Record<string, string>>;
  readonly expected: readonly Expected[];
  readonly messageHint?: { readonly operationIndex?: number; readonly fieldPath?: string };
}

interface Expected {
  readonly operationIndex: number | null;
  readonly fieldPath: string | null;
  /** The category is spelled as in JSON here: "stringLengthError.TOO_LONG". */
  readonly errorCode: string | null;
  readonly message: string | null;
  readonly trigger: string | null;
}

const cases: readonly Case[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

/** Where our reading is meant to differ from the collection's, and why. */
const differences: Readonly<Record<string, string>> = {
  "python-trailer": "is a dump of trailing metadata, not an answer; it is read as trailers below",
};

const differencesOfBytes: Readonly<Record<string, string>> = {
  "ruby-test-v24":
    "has bytes of v1 under the type of v24: the collection loses the index in its old field, we read it",
};

suite("real answers", { skip: cases.length === 0 }, () => {
  for (const { id, payload, raw, expected, messageHint } of cases) {
    test(`${id}: JSON`, { skip: differences[id] ?? false }, () => {
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

    for (const [name, base64] of Object.entries(raw ?? {})) {
      test(`${id}: ${name}`, { skip: differencesOfBytes[id] ?? false }, () => {
        const failure = decodeFailure(Buffer.from(base64, "base64"));
        assert.deepEqual(summary({ kind: "request", failure }), expected);
        assert.deepEqual(failure.undecoded, []);
      });
    }

    if (messageHint?.fieldPath !== undefined) {
      test(`${id}: what the status text tells`, () => {
        const text = decodeJson(payload)[0]?.failure.status?.message ?? "";
        assert.equal(formatPath(textPath(text)), messageHint.fieldPath);
        assert.equal(textIndex(text), messageHint.operationIndex);
      });
    }
  }

  test("python-trailer: trailing metadata", () => {
    const found = cases.find(({ id }) => id === "python-trailer");
    assert.ok(found);
    const { trailingMetadata } = found.payload as {
      trailingMetadata: { key: string; valueBase64: string };
    };
    const key = trailingMetadata.key.replace("<version>", "v24");
    const failure = decodeTrailers([[key, trailingMetadata.valueBase64]]);
    assert.deepEqual(summary({ kind: "request", failure }), found.expected);
  });
});

function summary(found: JsonFailure): readonly Expected[] {
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

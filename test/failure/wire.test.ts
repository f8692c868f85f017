import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import protobuf from "protobufjs";
import { decodeFailure } from "../../src/failure/decode.ts";
import { formatPath } from "../../src/failure/failure.ts";
import { encodeFailure } from "./real-protos.ts";

suite("codes", () => {
  test("names a code from the installed package", () => {
    assert.equal(codeOf(0xb0, 0x03, 3), "StringLengthError.TOO_LONG");
  });

  test("numbers a value that the package does not know", () => {
    assert.equal(codeOf(0xb0, 0x03, 23), "StringLengthError.UNKNOWN_23");
  });

  test("numbers a category that the package does not know", () => {
    assert.equal(codeOf(0xc8, 0x0c, 5), "ErrorCode_201.UNKNOWN_5");
  });

  test("an empty error code is no code", () => {
    assert.equal(codeOf(), null);
    assert.equal(decodeFailure(encodeFailure({ errors: [{}] })).errors[0]?.code, null);
  });

  test("of several members the last counts", () => {
    assert.equal(codeOf(0xb0, 0x03, 3, 0x50, 4), "InternalError.TRANSIENT_ERROR");
  });
});

suite("index", () => {
  test("0 is sent and read; absent is null", () => {
    assert.equal(pathOf({ field_name: "operations", index: 0 }), "operations[0]");
    assert.equal(pathOf({ field_name: "operations" }), "operations");
  });

  test("an element may have an index and no name", () => {
    assert.equal(pathOf({ index: 0 }), "[0]");
  });

  test("is taken from the wrapper that versions before v5 sent", () => {
    assert.equal(legacyIndex(), 0);
    assert.equal(legacyIndex(0x08, 118), 118);
  });

  test("a name that comes again with another index is another element", () => {
    assert.equal(
      pathOf({ field_name: "a", index: 1 }, { field_name: "a", index: 2 }, { field_name: "a" }),
      "a[1].a[2].a",
    );
  });
});

suite("trigger", () => {
  test("is the text of whichever value was sent", () => {
    assert.equal(triggerOf({ string_value: "Größe 😀" }), "Größe 😀");
    assert.equal(triggerOf({ int64_value: "-9223372036854775808" }), "-9223372036854775808");
    assert.equal(triggerOf({ boolean_value: false }), "false");
    assert.equal(triggerOf({ float_value: 0.1 }), "0.1");
    assert.equal(triggerOf({ double_value: 1.25 }), "1.25");
  });

  test('"" is an empty value, null is none', () => {
    assert.equal(triggerOf({ string_value: "" }), "");
    assert.equal(triggerOf({}), null);
    assert.equal(triggerOf(undefined), null);
  });
});

test("decoding undoes encoding", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const element = fc.record(
    {
      name: fc.oneof(fc.constantFrom("operations", "create", "name"), text),
      index: fc.option(fc.nat()),
    },
    { noNullPrototype: true },
  );
  const error = fc.record({
    code: fc.option(fc.constantFrom("TOO_LONG", "TOO_SHORT", "EMPTY")),
    message: fc.option(fc.oneof(fc.constantFrom("Too long.", "Too short."), text)),
    trigger: fc.option(fc.string({ unit: "grapheme" })),
    path: fc.array(element, { maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.array(error), fc.option(text), (errors, requestId) => {
      const bytes = encodeFailure({
        errors: errors.map(({ code, message, trigger, path }) => ({
          ...(code !== null && { error_code: { string_length_error: code } }),
          ...(message !== null && { message }),
          ...(trigger !== null && { trigger: { string_value: trigger } }),
          location: {
            field_path_elements: path.map(({ name, index }) => ({
              field_name: name,
              ...(index !== null && { index }),
            })),
          },
        })),
        ...(requestId !== null && { request_id: requestId }),
      });
      assert.deepEqual(decodeFailure(bytes, "v25"), {
        status: null,
        errors: errors.map(({ code, ...rest }) => ({
          code: code === null ? null : `StringLengthError.${code}`,
          ...rest,
          details: null,
        })),
        requestId,
        version: "v25",
        undecoded: [],
      });
    }),
  );
});

test("a field that runs past the end of its message breaks the failure off", () => {
  // An error of two bytes whose unknown 4-byte field would end inside the next error.
  const next = [0x0a, 3, 0x12, 1, 0x6d];
  for (const bytes of [
    Uint8Array.of(0x0a, 2, 0x7d, 0, ...next),
    Uint8Array.of(0x0a, 3, 0x12, 4, 0x6d, ...next),
    Uint8Array.of(0x0a, 4, 0x22, 9, 0x12, 1, ...next),
    // No field has the number 0.
    Uint8Array.of(0x00, 0, ...next),
  ]) {
    const failure = decodeFailure(bytes);
    assert.deepEqual(failure.errors, []);
    assert.deepEqual(failure.undecoded[0]?.bytes, bytes);
  }
});

test("fields that the future may add are passed over", () => {
  const bytes = protobuf.Writer.create()
    .uint32((9 << 3) | 0)
    .uint32(5)
    .uint32((10 << 3) | 2)
    .string("later")
    .uint32((11 << 3) | 5)
    .fixed32(1)
    .uint32((12 << 3) | 1)
    .fixed64(1)
    .uint32((2 << 3) | 2)
    .string("req-9")
    .finish();
  const failure = decodeFailure(bytes);
  assert.equal(failure.requestId, "req-9");
  assert.deepEqual(failure.undecoded, []);
});

function codeOf(...errorCode: readonly number[]): string | null | undefined {
  const failure = Uint8Array.of(0x0a, errorCode.length + 2, 0x0a, errorCode.length, ...errorCode);
  return decodeFailure(failure).errors[0]?.code;
}

function pathOf(...elements: readonly object[]): string {
  const bytes = encodeFailure({ errors: [{ location: { field_path_elements: elements } }] });
  return formatPath(decodeFailure(bytes).errors[0]?.path ?? []);
}

// An element { field_name: "ops", field 2: Int64Value { value } }, inside location and error.
function legacyIndex(...wrapper: readonly number[]): number | null | undefined {
  const element = [0x0a, 3, 0x6f, 0x70, 0x73, 0x12, wrapper.length, ...wrapper];
  const location = [0x12, element.length, ...element];
  const error = [0x22, location.length, ...location];
  const bytes = Uint8Array.of(0x0a, error.length, ...error);
  return decodeFailure(bytes, "v1").errors[0]?.path[0]?.index;
}

function triggerOf(trigger: object | undefined): string | null | undefined {
  return decodeFailure(encodeFailure({ errors: [{ trigger }] })).errors[0]?.trigger;
}

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { apiVersion } from "../../src/api/package.ts";
import { decodeFailure, decodeStatus } from "../../src/failure/decode.ts";
import { encodeFailure, encodeStatus, encodeStatusOf, failureTypeUrl } from "./real-protos.ts";

const tooLong = {
  error_code: { string_length_error: "TOO_LONG" },
  message: "Too long.",
  trigger: { string_value: "Winter boots for the whole family" },
  location: {
    field_path_elements: [
      { field_name: "mutate_operations", index: 0 },
      { field_name: "ad_group_ad_operation" },
      { field_name: "create" },
      { field_name: "headlines", index: 2 },
      { field_name: "text" },
    ],
  },
};

const disapproved = {
  error_code: { policy_finding_error: "POLICY_FINDING" },
  details: {
    policy_finding_details: { policy_topic_entries: [{ topic: "ALCOHOL", type: "LIMITED" }] },
  },
};

suite("decodeStatus", () => {
  test("unpacks the errors, the request id and the version", () => {
    const failure = decodeStatus(
      encodeStatusOf({ errors: [tooLong], request_id: "req-1" }, "Too long., at …"),
    );
    assert.deepEqual(failure, {
      status: { code: 3, message: "Too long., at …" },
      errors: [
        {
          code: "StringLengthError.TOO_LONG",
          message: "Too long.",
          trigger: "Winter boots for the whole family",
          path: [
            { name: "mutate_operations", index: 0 },
            { name: "ad_group_ad_operation", index: null },
            { name: "create", index: null },
            { name: "headlines", index: 2 },
            { name: "text", index: null },
          ],
          details: null,
        },
      ],
      requestId: "req-1",
      version: apiVersion(),
      undecoded: [],
    });
  });

  test("reads every packed failure, of any version and with any prefix, in order", () => {
    const bytes = encodeStatus({
      code: 3,
      details: [
        {
          type_url: "type.googleapis.com/google.ads.googleads.v31.errors.GoogleAdsFailure",
          value: encodeFailure({ errors: [{ message: "one" }] }),
        },
        {
          type_url: "google.ads.googleads.v22.errors.GoogleAdsFailure",
          value: encodeFailure({
            errors: [{ message: "two" }, { message: "two" }],
            request_id: "r",
          }),
        },
      ],
    });
    const failure = decodeStatus(bytes);
    assert.deepEqual(
      failure.errors.map((error) => error.message),
      ["one", "two", "two"],
    );
    assert.equal(failure.version, "v31");
    assert.equal(failure.requestId, "r");
  });

  test("keeps details of other types as they are", () => {
    const value = Uint8Array.of(1, 2, 3);
    const typeUrl = "type.googleapis.com/google.rpc.ErrorInfo";
    const failure = decodeStatus(
      encodeStatus({ code: 7, details: [{ type_url: typeUrl, value }] }),
    );
    assert.deepEqual(failure.errors, []);
    assert.deepEqual(failure.undecoded, [{ typeUrl, bytes: value }]);
  });

  test("keeps a failure that breaks off, beside the errors before the break", () => {
    const whole = encodeFailure({ errors: [tooLong, { message: "cut" }] });
    const value = whole.subarray(0, -2);
    const failure = decodeStatus(encodeStatus({ details: [{ type_url: failureTypeUrl, value }] }));
    assert.deepEqual(
      failure.errors.map((error) => error.code),
      ["StringLengthError.TOO_LONG"],
    );
    assert.deepEqual(failure.undecoded, [
      { typeUrl: failureTypeUrl, bytes: new Uint8Array(value) },
    ]);
  });

  test("keeps bytes that are no Status", () => {
    const bytes = Uint8Array.of(0xff, 0xff, 0xff);
    const typeUrl = "type.googleapis.com/google.rpc.Status";
    assert.deepEqual(decodeStatus(bytes).undecoded, [{ typeUrl, bytes }]);
  });

  test("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeStatus(bytes);
        decodeFailure(bytes);
      }),
    );
  });

  test("never throws, wherever real bytes are cut or changed", () => {
    const bytes = encodeStatusOf({ errors: [tooLong, disapproved, tooLong], request_id: "r" });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const broken = Uint8Array.from(bytes);
        broken[at] = byte;
        decodeStatus(cut ? broken.subarray(0, at) : broken);
      }),
    );
  });

  test("leaves the bytes that it was given alone", () => {
    const bytes = encodeStatus({ details: [{ type_url: "x", value: Uint8Array.of(7) }] });
    const failure = decodeStatus(bytes);
    bytes.fill(0);
    assert.deepEqual(failure.undecoded[0]?.bytes, Uint8Array.of(7));
  });
});

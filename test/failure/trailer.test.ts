import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decodeTrailers } from "../../src/failure/trailer.ts";
import { encodeFailure, encodeStatus, encodeStatusOf } from "./real-protos.ts";

const notAdsUser = {
  errors: [{ error_code: { authentication_error: "NOT_ADS_USER" }, message: "No Ads here." }],
};

const failureKey = "google.ads.googleads.v24.errors.googleadsfailure-bin";

const statusKey = "grpc-status-details-bin";

function codes(
  entries: Iterable<readonly [string, Uint8Array | string]>,
): readonly (string | null)[] {
  return decodeTrailers(entries).errors.map((error) => error.code);
}

suite("decodeTrailers", () => {
  test("reads the failure of any version, and the request id beside it", () => {
    const failure = decodeTrailers([
      ["content-disposition", "attachment"],
      [failureKey, encodeFailure(notAdsUser)],
      ["request-id", "req-7"],
    ]);
    assert.deepEqual(failure, {
      status: null,
      errors: [
        {
          code: "AuthenticationError.NOT_ADS_USER",
          message: "No Ads here.",
          trigger: null,
          path: [],
          details: null,
        },
      ],
      requestId: "req-7",
      version: "v24",
      undecoded: [],
    });
  });

  test("does not count the same failure twice", () => {
    const entries = [
      [statusKey, encodeStatusOf(notAdsUser, "The caller has no account.")],
      [failureKey, encodeFailure(notAdsUser)],
    ] as const;
    const failure = decodeTrailers(entries);
    assert.equal(failure.errors.length, 1);
    assert.deepEqual(failure.status, { code: 3, message: "The caller has no account." });
  });

  test("falls back to the status details", () => {
    const status = encodeStatusOf(notAdsUser);
    assert.deepEqual(codes([[statusKey, status]]), ["AuthenticationError.NOT_ADS_USER"]);
    assert.deepEqual(
      codes([
        [failureKey, Uint8Array.of(0xff)],
        [statusKey, status],
      ]),
      ["AuthenticationError.NOT_ADS_USER"],
    );
  });

  test("the failure's own request id comes first", () => {
    const bytes = encodeFailure({ ...notAdsUser, request_id: "inner" });
    const failure = decodeTrailers([
      ["request-id", "outer"],
      [failureKey, bytes],
    ]);
    assert.equal(failure.requestId, "inner");
  });

  test("understands base64 as well as bytes", () => {
    const base64 = Buffer.from(encodeFailure(notAdsUser)).toString("base64");
    assert.deepEqual(codes([[failureKey, base64]]), ["AuthenticationError.NOT_ADS_USER"]);
  });

  test("keeps what else the status details hold", () => {
    const details = [{ type_url: "type.googleapis.com/google.rpc.Help", value: Uint8Array.of(9) }];
    const failure = decodeTrailers([
      [failureKey, encodeFailure(notAdsUser)],
      [statusKey, encodeStatus({ details })],
    ]);
    assert.deepEqual(
      failure.undecoded.map(({ typeUrl }) => typeUrl),
      ["type.googleapis.com/google.rpc.Help"],
    );
  });

  test("no trailers, no failure", () => {
    assert.deepEqual(codes([]), []);
    assert.deepEqual(codes([["x-bin", Uint8Array.of(1)]]), []);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { entryOf } from "../../../src/knowledge/entries.ts";
import { refusalOf } from "../../../src/preflight/doctor/refused-call.ts";
import { loadApi } from "../../../src/sandbox/api.ts";
import { errorNumber } from "../../../src/sandbox/error-code.ts";
import type { FailedCall } from "../../../src/transport/transport.ts";

const api = loadApi();

const failureType = api.message("errors.GoogleAdsFailure");

const PERMISSION_DENIED = 7;

const RESOURCE_EXHAUSTED = 8;

const UNAVAILABLE = 14;

const UNAUTHENTICATED = 16;

/** A call that Google refused with these errors: `authentication_error.NOT_ADS_USER`. */
function refused(code: number, ...errors: readonly string[]): FailedCall {
  const failure = {
    errors: errors.map((written) => {
      const [category = "", name = ""] = written.split(".");
      const number = errorNumber(api, { category, name, message: "" });
      return { error_code: { [category]: number }, message: "Google's words." };
    }),
    request_id: "abc",
  };
  const key = `google.ads.googleads.${api.version}.errors.googleadsfailure-bin`;
  const bytes = failureType.encode(failureType.fromObject(failure)).finish();
  const trailers = errors.length === 0 ? [] : [[key, bytes] as const];
  return { kind: "failed", requestId: null, code, message: "Status text", trailers, sent: true };
}

function unsent(message: string): FailedCall {
  return { ...refused(UNAVAILABLE), message, sent: false };
}

/** What to do about a refusal that Google gave in words only. */
function wayOutOf(message: string): string {
  return refusalOf({ ...refused(PERMISSION_DENIED), message }).wayOut;
}

/** Every refusal that no row can be blamed for, and what a check has to say about it. */
const known: readonly (readonly [code: string, status: number, wayOut: RegExp])[] = [
  ["authentication_error.CLIENT_CUSTOMER_ID_INVALID", UNAUTHENTICATED, /ten digits/],
  ["authentication_error.CUSTOMER_NOT_FOUND", UNAUTHENTICATED, /five minutes.*30 seconds/],
  ["authentication_error.GOOGLE_ACCOUNT_COOKIE_INVALID", UNAUTHENTICATED, /[Rr]efresh.*expires/],
  ["authentication_error.NOT_ADS_USER", UNAUTHENTICATED, /Access and security/],
  ["authentication_error.OAUTH_TOKEN_INVALID", UNAUTHENTICATED, /refresh token/],
  ["authorization_error.CUSTOMER_NOT_ENABLED", PERMISSION_DENIED, /sign-up.*reactivate/],
  ["authorization_error.DEVELOPER_TOKEN_NOT_APPROVED", PERMISSION_DENIED, /Basic or Standard/],
  ["authorization_error.DEVELOPER_TOKEN_PROHIBITED", PERMISSION_DENIED, /new Cloud project/],
  ["authorization_error.USER_PERMISSION_DENIED", PERMISSION_DENIED, /--login-customer-id/],
];

suite("a refusal of Google Ads", () => {
  for (const [code, status, wayOut] of known)
    test(`${code} is explained with cause, cure and prevention`, () => {
      const refusal = refusalOf(refused(status, code));
      const entry = entryOf(refusal.code);
      assert.ok(entry);
      assert.ok(refusal.message.includes(entry.cause));
      assert.ok(refusal.wayOut.includes(entry.remedy));
      assert.ok(refusal.wayOut.includes(entry.prevention));
      assert.match(refusal.wayOut, wayOut);
      assert.match(refusal.message, new RegExp(`${code.split(".")[1]}.* Request id abc`));
    });

  test("of several, that about the account counts", () => {
    const both = ["range_error.TOO_LOW", "authentication_error.NOT_ADS_USER"];
    assert.equal(
      refusalOf(refused(UNAUTHENTICATED, ...both)).code,
      "AuthenticationError.NOT_ADS_USER",
    );
  });

  test("that passes by itself asks for another try", () => {
    const quota = refusalOf(refused(RESOURCE_EXHAUSTED, "quota_error.RESOURCE_EXHAUSTED"));
    assert.match(quota.message, /QuotaError\.RESOURCE_EXHAUSTED/);
    assert.match(quota.wayOut, /^Run rowmend doctor again/);
    const { code, wayOut } = refusalOf(refused(UNAVAILABLE));
    assert.deepEqual([code, wayOut], ["UNAVAILABLE", "Run rowmend doctor again in a few minutes."]);
  });

  test("without an error of Google Ads is told by its status and Google's words", () => {
    const { code, message, wayOut } = refusalOf(refused(UNAUTHENTICATED));
    assert.equal(code, "UNAUTHENTICATED");
    assert.match(message, /Google says: Status text/);
    assert.match(wayOut, /google-ads\.yaml/);
  });

  test("of Google's front is recognised by its words", () => {
    const scopes = "Request had insufficient authentication scopes.";
    const off = "Google Ads API has not been used in project 123 before or it is disabled.";
    assert.match(wayOutOf(scopes), /auth\/adwords/);
    assert.match(wayOutOf(off), /Enable the Google Ads API/);
  });
});

test("an answer that cannot be read is told as it is", () => {
  const { message, wayOut } = refusalOf({ ...refused(0), message: "The answer could not be read" });
  assert.match(message, /^The call failed.*could not be read/);
  assert.match(wayOut, /Report it/);
});

test("a call that never left is about the network, or about signing in", () => {
  const off = refusalOf(unsent("No connection established. Last error: ECONNREFUSED"));
  assert.match(off.message, /No connection to the server.*ECONNREFUSED/);
  assert.match(off.wayOut, /proxy/);
  const grant = refusalOf(unsent("Signing in failed: invalid_grant"));
  assert.match(grant.message, /expired or was revoked.*7 days/);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noFailure } from "../../src/failure/failure.ts";
import { inAccount, type Stop, stopOf, withTime } from "../../src/outcome/stop.ts";
import { type DecodedAnswer, judge } from "../../src/outcome/verdict.ts";

const now = new Date("2026-11-22T10:58:20Z");

const command = "rowmend resume reports/spring";

function wayOut(waitSeconds?: number | null): string {
  const stop: Stop = { kind: "quota", scope: "account", code: null, message: "No.", wayOut: "" };
  return withTime(waitSeconds === undefined ? stop : { ...stop, waitSeconds }, now, command).wayOut;
}

function refused(code: string): Stop | null {
  const error = { code, message: "Refused.", trigger: null, path: [], details: null };
  const answer: DecodedAnswer = {
    kind: "failed",
    code: 16,
    message: "Status text",
    sent: true,
    failure: { ...noFailure, errors: [error] },
  };
  return stopOf(answer, judge(1, answer, false));
}

describe("when to go on", () => {
  test("is said by the clock, in UTC, with the command", () => {
    assert.equal(wayOut(40_591), `Continue at 2026-11-22 22:15 UTC (in 11 hours): ${command}`);
  });

  test("is never a minute early, and may be on another day", () => {
    assert.match(wayOut(41), /^Continue at 2026-11-22 11:00 UTC \(in 41 seconds\)/);
    assert.match(wayOut(600), /^Continue at 2026-11-22 11:09 UTC \(in 10 minutes\)/);
    assert.match(wayOut(86_400), /^Continue at 2026-11-23 10:59 UTC \(in 24 hours\)/);
  });

  test("is later, if nobody knows", () => {
    assert.equal(wayOut(null), `Continue later: ${command}`);
  });

  test("is not said where waiting does not help", () => {
    assert.equal(wayOut(), "");
  });
});

describe("a request refused as unauthenticated", () => {
  test("stops the run if it is about the caller", () => {
    assert.equal(refused("AuthenticationError.OAUTH_TOKEN_INVALID")?.scope, "run");
  });

  test("stops the account alone if it is about the account", () => {
    assert.equal(refused("AuthenticationError.CUSTOMER_NOT_FOUND")?.scope, "account");
  });
});

describe("a stop", () => {
  const stop: Stop = { kind: "access", scope: "account", code: null, message: "No.", wayOut: "" };

  test("names the account that it is about", () => {
    assert.equal(inAccount(stop, "1234567890").message, "Account 123-456-7890: No.");
  });

  test("of the whole run is about no account", () => {
    assert.equal(inAccount({ ...stop, scope: "run" }, "1234567890").message, "No.");
  });
});

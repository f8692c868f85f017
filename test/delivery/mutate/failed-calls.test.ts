import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { errorAt, failureBytes, refusal, textAt } from "../../support/answers.ts";
import type { Reports } from "../../support/cli.ts";
import { startLocalServer } from "../../support/local-server.ts";

const server = await startLocalServer();

after(() => server.close());

function outcomes(reports: Reports): string {
  return reports.results.map((row) => row["outcome"]).join(" ");
}

suite("a call that failed", () => {
  for (const [name, code] of Object.entries({
    UNKNOWN: 2,
    DEADLINE_EXCEEDED: 4,
    INTERNAL: 13,
    CANCELLED: 1,
    DATA_LOSS: 15,
  })) {
    test(`with ${name}: its rows are in doubt, those after it wait`, async () => {
      const reports = await server.upload(
        4,
        refusal(code, [errorAt("", "internal_error", "INTERNAL_ERROR")]),
        2,
      );
      assert.equal(outcomes(reports), "in_doubt in_doubt unsent unsent");
      assert.equal(reports.summary.exit_code, 3);
    });
  }

  const refusals = [
    { code: 16, error: errorAt("", "authentication_error", "OAUTH_TOKEN_EXPIRED") },
    { code: 7, error: errorAt("", "authorization_error", "CUSTOMER_NOT_ENABLED") },
    { code: 7, error: errorAt("", "authorization_error", "DEVELOPER_TOKEN_NOT_APPROVED") },
    { code: 3, error: errorAt("", "request_error", "UNSUPPORTED_VERSION") },
  ];
  for (const { code, error } of refusals) {
    const [name = ""] = Object.values(error.error_code ?? {});
    test(`with ${name}: no row is to blame, and nothing more is sent`, async () => {
      const reports = await server.upload(4, refusal(code, [error]), 2);
      assert.equal(outcomes(reports), "deferred deferred unsent unsent");
      assert.equal(reports.summary.exit_code, 2);
      assert.equal(reports.file("corrections.csv"), null);
      const [stop] = reports.summary.stopped;
      assert.ok(stop?.message.includes(String(name)));
      assert.notEqual(stop?.way_out, "");
    });
  }

  test("because its answer cannot be read", async () => {
    const reports = await server.upload(2, { kind: "answer", bytes: Buffer.of(0x0a, 0x7f, 1) });
    assert.equal(outcomes(reports), "in_doubt in_doubt");
  });

  test("because of one row: that row is blamed, the others go again", async () => {
    const reports = await server.upload(
      3,
      refusal(3, [errorAt(textAt(1), "string_length_error", "TOO_LONG")]),
    );
    assert.equal(outcomes(reports), "deferred rejected deferred");
    assert.equal(String(reports.file("corrections.csv")).trim().split("\n").length, 2);
  });

  test("because of every row, and for a reason besides: that is not lost", async () => {
    const errors = [
      errorAt(textAt(0), "string_length_error", "TOO_LONG"),
      errorAt(textAt(1), "string_length_error", "TOO_LONG"),
      errorAt("", "range_error", "TOO_LOW"),
    ];
    const reports = await server.upload(2, refusal(3, errors));
    assert.equal(outcomes(reports), "rejected rejected");
    assert.ok(
      reports.errors.some((error) => error["code"] === "RangeError.TOO_LOW" && error["row"] === ""),
    );
  });

  test("of another API version, and without any failure", async () => {
    const old = {
      "google.ads.googleads.v17.errors.googleadsfailure-bin": failureBytes([
        errorAt(textAt(0), "string_length_error", "TOO_LONG"),
      ]),
    };
    const reply = { kind: "status", code: 3, message: "No.", trailers: old } as const;
    assert.equal(outcomes(await server.upload(2, reply)), "rejected deferred");
    const bare = await server.upload(2, { kind: "status", code: 9, message: "Just no." });
    assert.equal(outcomes(bare), "deferred deferred");
    assert.equal(bare.errors[0]?.["message"], "Just no.");
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { runCli } from "../support/cli.ts";

suite("rowmend explain", () => {
  test("says what happened, why, what to do and what rowmend does", async () => {
    const { code, stdout, stderr } = await runCli(["explain", "stringLengthError:3"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /^StringLengthError\.TOO_LONG \(Google Ads error, number 3\)\n/);
    for (const label of [
      "What happened",
      "Usual cause",
      "What to do",
      "How to prevent",
      "Google says",
      "What rowmend does",
      "Action",
    ]) {
      assert.match(stdout, new RegExp(`^  ${label} `, "m"));
    }
    assert.ok(stdout.split("\n").every((line) => line.length <= 100));
  });

  test("--json gives one object with the explanations and nothing else", async () => {
    const { code, stdout } = await runCli(["explain", "503", "--json"]);
    assert.equal(code, 0);
    const { explanations, ...more } = JSON.parse(stdout) as {
      readonly explanations: readonly unknown[];
    };
    assert.deepEqual(more, {});
    assert.partialDeepStrictEqual(explanations[0], {
      name: "UNAVAILABLE",
      kind: "canonical",
      number: 14,
      http_status: 503,
      class: "retry",
      action: "retry",
    });
  });

  test("lists many errors, one line each", async () => {
    const { code, stdout } = await runCli(["explain", "CriterionError"]);
    assert.equal(code, 0);
    assert.match(stdout, /^CriterionError\.KEYWORD_TEXT_TOO_LONG +The keyword is longer/m);
    assert.match(stdout, /\d+ errors\. Give the full name of one/);
  });

  test("suggests what may have been meant, with exit code 2", async () => {
    for (const [word, meant] of [
      ["TOO_LOMG", "TOO_LONG"],
      ["StringLengthError.TOO_LOMG", "StringLengthError.TOO_LONG"],
      ["invalid_grand", "invalid_grant"],
      ["userRateLimitExceded", "userRateLimitExceeded"],
    ] as const) {
      const { code, stdout, stderr } = await runCli(["explain", word]);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.ok(stderr.includes(`Did you mean ${meant}?`), stderr);
    }
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkHeaders, noRows } from "../../src/intake/headers.ts";
import { RunError } from "../../src/messages/run-error.ts";

function refusal(headers: readonly string[], text = headers.join(",")): RunError {
  try {
    checkHeaders(headers, "ads.csv", text);
  } catch (error) {
    assert.ok(error instanceof RunError);
    return error;
  }
  return assert.fail("nothing was refused");
}

suite("headers", () => {
  test("may be anything else: blank ones, one alone, some of ours", () => {
    for (const headers of [
      ["name", "", " "],
      ["name"],
      ["_run", "name"],
      ["_row", "_errors"],
      ["a b", "ab"],
    ]) {
      checkHeaders(headers, "ads.csv", headers.join(","));
    }
  });

  test("are not doubled, in any spelling", () => {
    const error = refusal(["Max CPC", "name", "max_cpc "]);
    assert.equal(error.message, "ads.csv has two columns max_cpc : the 1st and the 3rd.");
    const many = [...Array.from({ length: 20 }, (_, index) => `c${index}`), "x", "X"];
    assert.match(refusal(many).message, /the 21st and the 22nd\.$/);
    for (const [width, ordinals] of [
      [12, "the 11th and the 12th"],
      [112, "the 111th and the 112th"],
    ] as const) {
      const headers = Array.from({ length: width - 2 }, (_, index) => `c${index}`);
      assert.ok(refusal([...headers, "x", "X"]).message.endsWith(`${ordinals}.`));
    }
  });

  test("of a correction file go another way", () => {
    assert.equal(
      refusal(["name", "_run", "_row", "_errors"]).wayOut,
      "Send it with: rowmend resubmit ads.csv",
    );
  });

  test("in one column make think of another delimiter", () => {
    assert.match(refusal(["name;status"], "name;status").wayOut, /--delimiter ";"/);
    assert.match(
      refusal(["name\tstatus"], "name\tstatus").wayOut,
      /separated by a tab.* --delimiter "\\t"/,
    );
  });
});

test("a file without rows says what to do", () => {
  assert.match(noRows("ads.csv").message, /^ads\.csv has a header and no rows\.$/);
  assert.match(noRows("ads.csv").wayOut, /at least one row/);
});

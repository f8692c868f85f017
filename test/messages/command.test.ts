import * as fc from "fast-check";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";
import { command } from "../../src/messages/command.ts";

suite("a command to paste", () => {
  test("stands as it is if it can", () => {
    assert.equal(command("resume", "reports/ads-1"), "rowmend resume reports/ads-1");
  });

  test("has quotation marks around what would fall apart", () => {
    assert.equal(command("resume", "my reports/ads"), 'rowmend resume "my reports/ads"');
    assert.equal(command("resume", "~"), 'rowmend resume "~"');
  });

  test("arrives word by word, whatever a folder is called", () => {
    const word = fc.stringMatching(/^[ -~]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        const line = command("x", ...words).replace(/^rowmend x/, "printf '%s\\n'");
        assert.equal(
          execFileSync("sh", ["-c", line], { encoding: "utf8" }),
          `${words.join("\n")}\n`,
        );
      }),
      { numRuns: 50 },
    );
  });
});

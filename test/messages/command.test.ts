import * as fc from "fast-check";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";
import { command, shellWord, startedAs, withCommands } from "../../src/messages/command.ts";

suite("a text that mentions commands", () => {
  test("names the run and the row that it is about", () => {
    const about = { folder: "my reports/ads", row: 12 };
    assert.equal(
      withCommands(
        "Run rowmend resume <run>, or rowmend settle <run> --row <row> --as accepted.",
        about,
      ),
      'Run rowmend resume "my reports/ads", or rowmend settle "my reports/ads" --row 12 --as accepted',
    );
  });

  test("names the program as it was started, and only once", () => {
    startedAs({ words: "npx rowmend", isWindows: false });
    try {
      const once = withCommands("See rowmend doctor. Then rowmend resume <run>", { folder: "a/b" });
      assert.equal(once, "See npx rowmend doctor. Then npx rowmend resume a/b");
      assert.equal(withCommands(once, { folder: "c" }), once);
    } finally {
      startedAs({ words: "rowmend", isWindows: false });
    }
  });

  test("names the row beside any command", () => {
    assert.equal(withCommands("Add --row <row>.", { row: 3 }), "Add --row 3.");
  });

  test("stays as it is where nothing is known", () => {
    const text = "Run rowmend settle <run>; rowmend reports it. See rowmend template.";
    assert.equal(withCommands(text), text);
  });
});

suite("a command to paste", () => {
  test("stands as it is if it can", () => {
    assert.equal(command("resume", "reports/ads-1"), "rowmend resume reports/ads-1");
  });

  test("has quotation marks around what would fall apart", () => {
    assert.equal(command("resume", "my reports/ads"), 'rowmend resume "my reports/ads"');
    assert.equal(command("resume", "~"), 'rowmend resume "~"');
  });

  test("keeps what the shell would replace", () => {
    assert.equal(shellWord("50% off!", false), "'50% off!'");
    assert.equal(shellWord("it's $5", false), String.raw`'it'\''s $5'`);
    assert.equal(shellWord("C:\\ads\\may", true), "C:\\ads\\may");
    assert.equal(shellWord("C:\\my ads", true), '"C:\\my ads"');
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

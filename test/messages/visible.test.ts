import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { clearLine, guardOutlet } from "../../src/messages/outlet.ts";
import { knowSecrets } from "../../src/messages/redact.ts";
import { RunError } from "../../src/messages/run-error.ts";
import { oneLine, shortened, visible } from "../../src/messages/visible.ts";

suite("a text for a terminal", () => {
  test("shows what a terminal would obey", () => {
    assert.equal(
      visible("a\u001B[2Jb\u009B1m\u202Ec\u0007"),
      "a\\u001b[2Jb\\u009b1m\\u202ec\\u0007",
    );
    assert.equal(visible("one\ntwo\r\n\tthree"), "one\ntwo\r\n\tthree");
    assert.equal(visible("50 % done\rall rows accepted"), "50 % done\\rall rows accepted");
    assert.equal(visible("\uD83D\uDE00 é \uD83D"), "\uD83D\uDE00 é \\ud83d");
  });

  test("has no line end if it stands on one line", () => {
    assert.equal(oneLine("a\r\nb\tc\u2028d"), "a\\r\\nb\\tc\\u2028d");
    assert.equal(oneLine("a~ b\u007F"), "a~ b\\u007f");
    assert.equal(oneLine("a b\n"), "a b\\n");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(oneLine(text), /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  test("says how much was cut off", () => {
    assert.equal(shortened("abc", 3), "abc");
    assert.equal(shortened("x".repeat(2_003), 3), "xxx… (2,000 more characters)");
  });
});

test("an error of a run has one line and its list, whatever it is about", () => {
  const error = new RunError("a\nb", { list: ["c\nd"], wayOut: "e\nf\n  g" });
  assert.equal(error.message, "a\\nb\n  c\\nd");
  assert.equal(error.wayOut, "e\\nf\n  g");
});

suite("everything that a command prints", () => {
  let printed = "";
  const failures: string[] = [];
  const stream: Parameters<typeof guardOutlet>[0] = {
    write(chunk: unknown): boolean {
      if (chunk === "full\n") throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      printed += String(chunk);
      return true;
    },
    on: () => stream,
  };
  guardOutlet(stream, ({ code }) => failures.push(String(code)));
  const print = (text: string): string => {
    printed = "";
    stream.write(text);
    return printed;
  };

  test("is without secrets and control characters", () => {
    knowSecrets(["hush-hush"]);
    assert.equal(print("\u001B]52;c;hush-hush\u0007\n"), "\\u001b]52;c;[redacted]\\u0007\n");
  });

  test("does not end the work if it cannot be printed", () => {
    assert.equal(print("full\n"), "");
    assert.deepEqual(failures, ["ENOSPC"]);
  });

  test("may clear its own line", () => {
    assert.equal(print(`${clearLine}1 of 2\u001B[K`), `${clearLine}1 of 2\\u001b[K`);
  });

  test("means the same in JSON", () => {
    const value = { "a\u202Eb": "c\u001Bd\n\u0085" };
    assert.deepEqual(JSON.parse(print(JSON.stringify(value))), value);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { usageProblem } from "../../src/commands/usage.ts";

function said(message: string, line: string): readonly string[] {
  const { message: what, wayOut } = usageProblem(message, line.split(" ").filter(Boolean));
  return [what, wayOut];
}

suite("a command line that cannot be understood", () => {
  test("with a mistyped command names the one that was meant", () => {
    assert.deepEqual(said("Unknown arguments: uplaod, ads.csv", "uplaod ads.csv"), [
      "uplaod is not a command of rowmend.",
      "Did you mean upload? See all commands: rowmend --help",
    ]);
    assert.deepEqual(said("No command was given.", ""), [
      "No command was given.",
      "See all commands: rowmend --help",
    ]);
  });

  test("with unknown options names each once, and the help of the command", () => {
    assert.deepEqual(
      said("Unknown arguments: validate-only, validateOnly", "resume spring --validate-only"),
      ["--validate-only is not an option of resume.", "See its options: rowmend resume --help"],
    );
    assert.equal(
      said("Unknown arguments: speed, zoo", "upload a.csv --speed=9 --no-zoo")[0],
      "--speed and --no-zoo are not options of upload.",
    );
  });

  test("with too many or too few words says so", () => {
    assert.equal(
      said("Unknown argument: ads.csv", "upload my ads.csv")[0],
      "upload takes one argument, and ads.csv is one more.",
    );
    assert.equal(
      said("Not enough non-option arguments: got 0, need at least 1", "check")[0],
      "check needs an argument.",
    );
  });
});

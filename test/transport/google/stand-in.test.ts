import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { suite, test } from "node:test";
import { requireWith } from "../../../src/transport/google/stand-in.ts";
import { temporaryFolder } from "../../support/cli.ts";

const folder = temporaryFolder();

/** A package whose main file tells what it got, by itself and through a file beside it. */
function packageWith(name: string, files: Readonly<Record<string, string>> = {}): string {
  const all = {
    "inside/main.js": `exports.got = [require("../other.js"), require("./beside.js")];`,
    "inside/beside.js": `module.exports = require("../other.js");`,
    "other.js": `module.exports = "real";`,
    ...files,
  };
  mkdirSync(join(folder, name, "inside"), { recursive: true });
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, name, path), text);
  return join(folder, name, "inside/main.js");
}

suite("a module with stand-ins", () => {
  test("finds them in the place of its dependencies, as the modules beside it do", () => {
    const main = packageWith("plain");
    assert.deepEqual(requireWith(main, { "../other.js": "stand-in" }), {
      got: ["stand-in", "stand-in"],
    });
  });

  test("is for the caller alone: others get the real one, before and after", () => {
    const main = packageWith("shared");
    const require = createRequire(main);
    const before: unknown = require(main);
    requireWith(main, { "../other.js": "stand-in" });
    assert.equal(require(main), before);
    assert.equal(require("../other.js"), "real");
  });

  test("leaves nothing behind for those who come later", () => {
    const main = packageWith("later");
    requireWith(main, { "../other.js": "stand-in" });
    assert.deepEqual(createRequire(main)(main), { got: ["real", "real"] });
  });

  test("leaves nothing behind if it cannot be loaded", () => {
    const main = packageWith("broken", { "inside/main.js": `require("./beside.js"); missing();` });
    assert.throws(() => requireWith(main, { "../other.js": "stand-in" }), /missing is not defined/);
    assert.equal(createRequire(main)("./beside.js"), "real");
  });

  test("must be able to ask for them", () => {
    const main = packageWith("without");
    assert.throws(() => requireWith(main, { "../gone.js": {} }), /Cannot find module/);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { optionsOfFirstLine } from "../../bench/rowmend-command.ts";

suite("the options of Node.js in the first line of a program", () => {
  test("are those after its name", () => {
    const line = "#!/usr/bin/env -S node --max-semi-space-size=2 --no-warnings\nimport 'a';\n";
    assert.deepEqual(optionsOfFirstLine(line), ["--max-semi-space-size=2", "--no-warnings"]);
  });

  test("are none where there are none", () => {
    assert.deepEqual(optionsOfFirstLine("#!/usr/bin/env node\n"), []);
    assert.deepEqual(optionsOfFirstLine("import node --a\n"), []);
  });
});

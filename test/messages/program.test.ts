import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { programOf, type Start } from "../../src/messages/program.ts";

const shop = "/home/ana/shop";

function words(start: Partial<Start>): string {
  return programOf({
    env: { PATH: "/usr/local/bin:/usr/bin" },
    argv0: "node",
    script: "/usr/local/bin/rowmend",
    cwd: shop,
    platform: "linux",
    ...start,
  }).words;
}

function npm(event: string, more: Start["env"] = {}): Start["env"] {
  return {
    PATH: `${shop}/node_modules/.bin:/usr/bin`,
    npm_command: event === "npx" ? "exec" : "run-script",
    npm_lifecycle_event: event,
    npm_config_user_agent: "npm/11.0.0 node/v24.0.0 linux x64",
    npm_config_local_prefix: shop,
    INIT_CWD: shop,
    ...more,
  };
}

suite("rowmend is started again", () => {
  test("by its name where it is on the path", () => {
    assert.equal(words({}), "rowmend");
  });

  test("by npx where it is a dependency", () => {
    const script = `${shop}/node_modules/.bin/rowmend`;
    assert.equal(words({ script }), "npx rowmend");
    assert.equal(words({ script, env: npm("npx") }), "npx rowmend");
    assert.equal(words({ script, env: npm("nightly") }), "npx rowmend");
    const cache = "/home/ana/.npm/_npx/1f2e/node_modules/.bin/rowmend";
    assert.equal(words({ script: cache, env: npm("npx") }), "npx rowmend");
  });

  test("by the script of its own package", () => {
    const script = `${shop}/src/cli.ts`;
    assert.equal(words({ script, env: npm("rowmend") }), "npm run -s rowmend --");
    const inside = npm("rowmend", { INIT_CWD: `${shop}/sheets` });
    assert.equal(words({ script, env: inside }), "npm run -s rowmend --");
    const outside = npm("rowmend", { INIT_CWD: "/home/ana" });
    assert.equal(words({ script, env: outside }), "npm --prefix ./shop run -s rowmend --");
  });

  test("by other package managers", () => {
    const script = `${shop}/node_modules/.bin/rowmend`;
    for (const agent of ["pnpm", "yarn", "bun"]) {
      const env = npm("rowmend", { npm_config_user_agent: `${agent}/9.1.0 npm/? node/v24.0.0` });
      assert.equal(words({ script, env }), `${agent} rowmend`);
    }
  });

  test("by node and its file, as they were typed", () => {
    assert.equal(words({ script: `${shop}/src/cli.ts` }), "node src/cli.ts");
    assert.equal(
      words({ script: "/opt/row mend/dist/cli.js", argv0: "/opt/node/bin/node" }),
      '/opt/node/bin/node "/opt/row mend/dist/cli.js"',
    );
    assert.equal(words({ script: `${shop}/cli.ts` }), "node cli.ts");
  });

  test("by its path where it is a file of the user's", () => {
    assert.equal(words({ script: `${shop}/tools/rowmend` }), "tools/rowmend");
    assert.equal(words({ script: `${shop}/rowmend` }), "./rowmend");
  });

  test("on Windows, where its command names the file of the package", () => {
    const windows = { platform: "win32", env: { Path: "C:\\Windows" } };
    const modules = "node_modules\\rowmend\\dist\\cli.js";
    const global = `C:\\Users\\Ana\\AppData\\Roaming\\npm\\${modules}`;
    assert.equal(words({ ...windows, script: global }), "rowmend");
    assert.equal(words({ ...windows, script: `C:\\shop\\${modules}` }), "npx rowmend");
  });
});

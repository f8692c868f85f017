#!/usr/bin/env node

import * as nodeModule from "node:module";

// Older versions of Node.js read this file too, to say that they are too old: it names nothing that they lack.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  const error = {
    message: `Node.js ${process.versions.node} is too old.`,
    way_out: "Install Node.js 22.18 or newer.",
  };
  process.stderr.write(`rowmend: ${error.message}\n  ${error.way_out}\n`);
  if (process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ error, exit_code: 2 }, null, 2)}\n`);
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache();
  if (process.argv.length === 3 && process.argv[2] === "--version") {
    // Before anything else is loaded: scripts ask for it often.
    const { version } = await import("./messages/version.ts");
    process.stdout.write(`${version}\n`);
  } else {
    const { main } = await import("./commands/main.ts");
    process.exitCode = await main(process.argv.slice(2));
  }
}

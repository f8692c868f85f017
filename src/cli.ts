#!/usr/bin/env node

import { enableCompileCache } from "node:module";
import { version } from "./messages/version.ts";

enableCompileCache();

if (process.argv.length === 3 && process.argv[2] === "--version") {
  // Before anything else is loaded: scripts ask for it often.
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import("./commands/main.ts");
  process.exitCode = await main(process.argv.slice(2));
}

import type { Start } from "../messages/program.ts";

/** How this process was started. */
export function start(): Start {
  return {
    env: process.env,
    argv0: process.argv0,
    script: process.argv[1] ?? "",
    cwd: process.cwd(),
    platform: process.platform,
  };
}

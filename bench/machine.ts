import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { version } from "../src/messages/version.ts";
import type { Plan } from "./bench-options.ts";
import type { Machine } from "./results.ts";

/** What the figures depend on besides the program. */
export function machineOf({ source, nodeOptions }: Plan): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    load: loadavg()[0] ?? 0,
    node: process.version,
    rowmend: version,
    form: source ? "source" : "built",
    nodeOptions,
  };
}

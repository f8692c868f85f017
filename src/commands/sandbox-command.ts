import type { Argv } from "yargs";
import { RunError } from "../messages/run-error.ts";
import { parseFault, sandboxIds, startSandbox } from "../sandbox/server.ts";
import { now } from "./environment.ts";
import type { OptionsOf } from "./options.ts";

export function withSandboxOptions(yargs: Argv) {
  return yargs
    .option("port", {
      type: "number",
      default: 50_051,
      describe: "Port on 127.0.0.1; 0 picks a free port",
    })
    .option("state", {
      type: "string",
      describe: "File that stores the created resources; kept in memory if omitted",
    })
    .option("fault", {
      type: "string",
      array: true,
      default: [],
      describe: "Simulate a fault at a given call: lost@3, slow@2:5000, quota, random:SEED:RATE",
    })
    .epilogue(sandboxIds);
}

export type SandboxCommandOptions = OptionsOf<typeof withSandboxOptions>;

export async function sandboxCommand(options: SandboxCommandOptions): Promise<number> {
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65_535) {
    throw new RunError("--port must be a whole number from 0 to 65535.", {
      wayOut: "Leave it out to use 50051.",
    });
  }
  const sandbox = await startSandbox({
    port: options.port,
    statePath: options.state ?? null,
    faults: options.fault.map(parseFault),
    now,
  });
  process.stdout.write(
    `The sandbox listens on 127.0.0.1:${sandbox.port}. Send to it with --endpoint 127.0.0.1:${sandbox.port} --plaintext. Press Ctrl-C to stop it.\n`,
  );
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  await sandbox.close();
  return 0;
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Argv } from "yargs";
import { withCommands } from "../messages/command.ts";
import type { Check } from "../preflight/doctor/check-result.ts";
import { examine, type Surroundings } from "../preflight/doctor/doctor.ts";
import { noCredentials } from "../transport/connect.ts";
import type { Target } from "../transport/target.ts";
import { credentialSources, now } from "./environment.ts";
import { type OptionsOf, targetOf, targetOptions } from "./options.ts";

export function withDoctorOptions(yargs: Argv) {
  return yargs
    .option("customer-id", { type: "string", describe: "Account to check" })
    .option("login-customer-id", {
      type: "string",
      describe: "Manager account used for access",
    })
    .option("config", { type: "string", describe: "Path of google-ads.yaml" })
    .option("wait-for-account", {
      type: "boolean",
      default: false,
      describe: "Wait up to an hour for an account that was just created",
    })
    .option("json", {
      type: "boolean",
      default: false,
      describe: "Print only a JSON object with the checks",
    })
    .option("sandbox", targetOptions.sandbox)
    .option("endpoint", targetOptions.endpoint)
    .option("plaintext", targetOptions.plaintext);
}

export type DoctorOptions = OptionsOf<typeof withDoctorOptions>;

/** 2 if a check found a problem that would stop an upload, else 0. */
export async function doctorCommand(options: DoctorOptions): Promise<number> {
  const target = targetOf(options);
  const { server, close } = await serverOf(target);
  const checks: Check[] = [];
  const questions = {
    customerId: options.customerId ?? null,
    loginCustomerId: options.loginCustomerId ?? null,
    waitForAccount: options.waitForAccount,
  };
  try {
    for await (const check of examine(questions, await surroundings(server, options))) {
      checks.push(check);
      if (!options.json) process.stdout.write(lineOf(check));
    }
  } finally {
    await close();
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
  return checks.some(({ status }) => status === "problem") ? 2 : 0;
}

/** One line per check, so that the output can be searched. */
function lineOf({ status, check, message, way_out }: Check): string {
  const word = status.replace("_", " ").padEnd("not checked".length);
  return `${word}  ${check}: ${message}${way_out === "" ? "" : ` ${withCommands(way_out)}`}\n`;
}

/** A server on this machine; null is Google. */
type Server = { readonly host: string; readonly port: number } | null;

async function serverOf(target: Target): Promise<{ server: Server; close: () => Promise<void> }> {
  switch (target.kind) {
    case "live":
      return { server: null, close: async () => undefined };
    case "endpoint":
      return { server: target, close: async () => undefined };
    case "sandbox": {
      const { startSandbox } = await import("../sandbox/server.ts");
      const sandbox = await startSandbox({ statePath: null, now });
      return { server: { host: "127.0.0.1", port: sandbox.port }, close: () => sandbox.close() };
    }
  }
}

async function surroundings(server: Server, options: DoctorOptions): Promise<Surroundings> {
  const { signInOf } = await import("../transport/auth.ts");
  return {
    sources: server === null ? credentialSources(options.config ?? null) : null,
    signIn: signInOf,
    async connect(credentials, loginCustomerId, signIn) {
      const { connectCustomers } = await import("../transport/google/customer-service.ts");
      return await connectCustomers({
        credentials: { ...(credentials ?? noCredentials), loginCustomerId },
        plaintext: server,
        ...(signIn === null ? {} : { signIn }),
      });
    },
    now,
    sleep: async (ms) => {
      await sleep(ms);
    },
    onWait(next) {
      if (!options.json)
        process.stderr.write(
          `The account does not exist yet. Next attempt at ${next.toLocaleTimeString("en-GB")}.\n`,
        );
    },
  };
}

import type { Argv } from "yargs";
import { defaultConcurrency } from "../delivery/defaults.ts";
import { check } from "../preflight/check/check.ts";
import { now } from "./environment.ts";
import type { OptionsOf } from "./options.ts";
import { tell } from "./sending.ts";
import { runOf, sourceOf, withUploadOptions } from "./upload-command.ts";

export function withCheckOptions(yargs: Argv) {
  // Takes every option of upload, so that a command line can be reused; options only for sending are hidden.
  return ONLY_FOR_SENDING.reduce((shown, option) => shown.hide(option), withUploadOptions(yargs));
}

const ONLY_FOR_SENDING = [
  "again",
  "concurrency",
  "config",
  "endpoint",
  "fault",
  "job-wait",
  "login-customer-id",
  "max-errors",
  "max-operations",
  "max-tries",
  "max-wait",
  "plaintext",
  "sandbox",
  "validate-only",
  "wait",
  "yes",
];

export type CheckOptions = OptionsOf<typeof withCheckOptions>;

/** Needs no credentials and no network. */
export async function checkCommand(options: CheckOptions): Promise<number> {
  const run = await runOf(options, {
    concurrency: defaultConcurrency,
    validateOnly: false,
    target: { kind: "none" },
  });
  return tell(await check(sourceOf(options), options.out, run, now), options);
}

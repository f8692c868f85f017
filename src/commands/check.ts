import type { Argv } from "yargs";
import { check } from "../check/check.ts";
import { defaultConcurrency } from "../options.ts";
import type { OptionsOf } from "./options.ts";
import { tell } from "./sending.ts";
import { runOf, sourceOf, withUploadOptions } from "./upload.ts";
import { now } from "./world.ts";

export function withCheckOptions(yargs: Argv) {
  // All that upload takes, so that one word changes a command line; what only sending needs is not used.
  return withUploadOptions(yargs);
}

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

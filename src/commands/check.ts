import type { Argv } from "yargs";
import { check } from "../check/check.ts";
import { defaultConcurrency } from "../options.ts";
import { type OptionsOf, withOutputOptions } from "./options.ts";
import { tell } from "./sending.ts";
import { runOf, sourceOf, withSheetOptions } from "./upload.ts";
import { now } from "./world.ts";

export function withCheckOptions(yargs: Argv) {
  return withOutputOptions(withSheetOptions(yargs));
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

import type { Argv } from "yargs";
import { defaultConcurrency } from "../delivery/defaults.ts";
import { check } from "../preflight/check/check.ts";
import { now } from "./environment.ts";
import type { OptionsOf } from "./options.ts";
import { tell } from "./sending.ts";
import { runOf, sourceOf, withUploadOptions } from "./upload-command.ts";
import { keepYoungSpaceSmall } from "./young-space.ts";

export function withCheckOptions(yargs: Argv) {
  // Takes every option of upload, so that a command line can be reused; options only for sending are hidden.
  return ONLY_FOR_SENDING.reduce((shown, option) => shown.hide(option), withUploadOptions(yargs));
}

const ONLY_FOR_SENDING = [
  "again",
  "check",
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

/** Options that a later upload or check of the file has no use for. */
const ONLY_ONCE = /^--(?:json|quiet|run)(?==|$)/;

/** The words after the verb that check or upload the same file in the same way. */
function wordsAgain(argv: readonly string[]): readonly string[] {
  const words: string[] = [];
  const verb = argv.indexOf("check");
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (at === verb) continue;
    if (!ONLY_ONCE.test(word)) words.push(word);
    // The name of a run is taken once it was used.
    else if (word === "--run") at += 1;
  }
  return words;
}

/**
 * Needs no credentials and no network.
 * @param argv the command line, which the next step repeats.
 */
export async function checkCommand(
  options: CheckOptions,
  argv: readonly string[],
): Promise<number> {
  keepYoungSpaceSmall();
  const read = runOf(options, {
    concurrency: defaultConcurrency,
    validateOnly: false,
    target: { kind: "none" },
  });
  const run = { ...read, typed: wordsAgain(argv) };
  return tell(await check(sourceOf(options), options.out, run, now), options);
}

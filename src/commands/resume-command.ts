import type { Argv } from "yargs";
import { noLock } from "../ledger/lock.ts";
import { openRun } from "../ledger/run-folder.ts";
import { resume } from "../upload.ts";
import { continued, holdContinued, withContinuingOptions } from "./continuing.ts";
import type { OptionsOf } from "./options.ts";
import { credentialsFor, send, tell } from "./sending.ts";

export function withResumeOptions(yargs: Argv) {
  return withContinuingOptions(
    yargs.positional("run", { type: "string", demandOption: true, describe: "Name of the run" }),
  );
}

export type ResumeOptions = OptionsOf<typeof withResumeOptions>;

export async function resumeCommand(options: ResumeOptions): Promise<number> {
  const opened = openRun(options.out, options.run);
  let letGo = noLock;
  try {
    const run = continued(opened, options);
    letGo = holdContinued(opened);
    const credentials = credentialsFor(run.target, options);
    return tell(
      await send(run, opened.folder, credentials, options, (context) => resume(opened, context)),
      options,
    );
  } finally {
    letGo();
    opened.close();
  }
}

import { basename, dirname } from "node:path";
import { realJobWait } from "../delivery/context.ts";
import type { RoundContext } from "../delivery/session.ts";
import { operationsElsewhere } from "../ledger/other-runs.ts";
import type { Run } from "../ledger/run.ts";
import { storageProblem } from "../ledger/storage-error.ts";
import { command, withCommands } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { exitCodes } from "../outcome/exit-code.ts";
import type { RoundResult } from "../report/folder.ts";
import { questionText } from "../report/question.ts";
import { terminalText } from "../report/terminal.ts";
import type { Fault } from "../sandbox/injected-fault.ts";
import { connect } from "../transport/connect.ts";
import type { Credentials } from "../transport/credentials.ts";
import {
  canAsk,
  confirmSending,
  credentialsFrom,
  interruption,
  now,
  progressLine,
  sleep,
} from "./environment.ts";
import {
  jobWaitOption,
  limitsOption,
  type OutputOptions,
  retriesOption,
  type SendOptions,
} from "./options.ts";
import { keepYoungSpaceSmall } from "./young-space.ts";

/** The parts of a run that are needed to send it. */
type Sender = Pick<Run, "name" | "target" | "settings"> & {
  readonly file: { readonly name: string };
};

/** The credentials if the run needs them. Looked up before anything is read or written. */
export function credentialsFor(target: Run["target"], options: SendOptions): Credentials | null {
  return target.kind === "live" ? credentialsFrom(options.config ?? null) : null;
}

/** Does something with a run. A problem that ends it names the run in the commands that it advises. */
export async function withRun<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof RunError ? error : storageProblem(error);
    if (known === null) throw error;
    throw known.reworded((text) => withCommands(text, { folder }));
  }
}

/** Runs a round with the terminal, the clock and the network around it. */
export async function send<T extends RoundResult>(
  run: Sender,
  folder: string,
  credentials: Credentials | null,
  options: SendOptions,
  work: (context: RoundContext) => Promise<T>,
): Promise<T> {
  const { target } = run;
  if (target.kind === "none") throw onlyChecked(run);
  keepYoungSpaceSmall();
  const faults = await faultsOf(run, options.fault);
  const limits = limitsOption(options, run.settings.maxOperations ?? null);
  const asked = retriesOption(options);
  // The sandbox shows every change at once.
  const policy = run.target.kind === "sandbox" ? { ...asked, lookUpPauseMs: 0 } : asked;
  const { signal, end } = interruption(() => tellForced(folder, options.json));
  const progress = progressLine(options.quiet || options.json);
  try {
    const context: RoundContext = {
      now,
      signal,
      retries: { policy, sleep, random: Math.random },
      jobs: {
        ...realJobWait,
        wait: options.wait,
        longestWaitMs: jobWaitOption(options.jobWait),
        onProgress: progress.showJob,
      },
      limits,
      operationsElsewhere: (since) =>
        operationsElsewhere(dirname(folder), basename(folder), run.target.kind, since),
      onProgress: progress.show,
      connect: async (askedFor) => {
        const isLive = target.kind === "live" && !run.settings.validateOnly;
        if (isLive && !options.yes && canAsk()) {
          const rows = askedFor();
          // A look-up of rows in doubt sends nothing.
          if (rows.length > 0) await confirmSending(questionText(rows));
        }
        return connect(target, credentials, {
          folder,
          loginCustomerId: run.settings.loginCustomerId,
          now,
          faults,
        });
      },
    };
    return await withRun(folder, () => work(context));
  } finally {
    progress.clear();
    end();
  }
}

/** The last words of a process that the user ends at once. */
function tellForced(folder: string, asJson: boolean): void {
  const wayOut = `Continue: ${command("resume", folder)}`;
  process.stderr.write(`Interrupted. ${wayOut}\n`);
  if (!asJson) return;
  const error = { message: "Interrupted.", way_out: wayOut };
  process.stdout.write(`${JSON.stringify({ error, exit_code: exitCodes.interrupted }, null, 2)}\n`);
}

/** Prints the state of a run and returns the exit code. */
export function tell({ summary, folder, keptEdited }: RoundResult, options: OutputOptions): number {
  if (options.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (!options.quiet) {
    process.stdout.write(terminalText(summary, folder));
    if (keptEdited)
      process.stdout.write(
        `You edited ${folder}/corrections.csv, so rowmend did not overwrite it.\n`,
      );
  }
  return summary.exit_code;
}

/** Why nothing can be done with a run that only checked its file. */
export function onlyChecked({ name, file }: Sender): RunError {
  return new RunError(
    `${name} is a check of ${file.name}. Nothing was sent, so the run cannot be continued.`,
    {
      wayOut: `Correct the rows in ${file.name}, then upload it with rowmend upload and the options of the check.`,
    },
  );
}

async function faultsOf(run: Sender, written: readonly string[]): Promise<readonly Fault[]> {
  if (written.length === 0) return [];
  if (run.target.kind !== "sandbox") {
    throw new RunError("--fault works only with --sandbox.", {
      wayOut: "Add --sandbox, or omit --fault.",
    });
  }
  const { parseFault } = await import("../sandbox/injected-fault.ts");
  return written.map(parseFault);
}

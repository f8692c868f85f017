import { RunError } from "./errors.ts";
import { readRun, runNames } from "./run-folder.ts";
import type { Run } from "./run.ts";

/**
 * Refuses a file that an earlier run has sent to the same target: sending it again would make
 * everything in it twice. Runs that only validated, or sent nothing, do not count.
 *
 * @throws RunError that names the run and the ways on.
 */
export function refuseRepeated(out: string, sha256: string, target: Run["target"]["kind"]): void {
  for (const name of runNames(out)) {
    const found = earlierRun(out, name, sha256, target);
    if (found === null) continue;
    throw new RunError(`This file was sent before, as the run ${name}.`, {
      wayOut: `Send what you corrected with rowmend resubmit ${found}/corrections.csv, go on with rowmend resume ${found}, or send all of it once more with --again.`,
    });
  }
}

function earlierRun(
  out: string,
  name: string,
  sha256: string,
  target: Run["target"]["kind"],
): string | null {
  let run: ReturnType<typeof readRun>;
  try {
    run = readRun(out, name);
  } catch {
    // A ledger that cannot be read proves nothing, and must not keep anyone from working.
    return null;
  }
  const { ledger, folder } = run;
  const isSame =
    ledger.run.file.sha256 === sha256 &&
    ledger.run.target.kind === target &&
    !ledger.run.settings.validateOnly;
  const wasSent = isSame && !ledger.requests()[Symbol.iterator]().next().done;
  ledger.close();
  return wasSent ? folder : null;
}

/** Operations that runs other than `except` have sent to that kind of target since then. */
export function operationsElsewhere(
  out: string,
  except: string,
  target: Run["target"]["kind"],
  since: string,
): number {
  let sum = 0;
  for (const name of runNames(out)) {
    if (name === except) continue;
    try {
      const { ledger } = readRun(out, name);
      if (ledger.run.target.kind === target) sum += ledger.operationsSince(since);
      ledger.close();
    } catch {
      // As above: what cannot be read does not keep anyone from working.
    }
  }
  return sum;
}

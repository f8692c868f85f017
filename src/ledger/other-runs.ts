import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { readRun, runNames } from "./run-folder.ts";
import type { Run } from "./run.ts";

/**
 * Refuses a file that an earlier run has sent to the same target: sending it again would make
 * everything in it twice. Runs that only validated, or sent nothing, do not count.
 *
 * @throws RunError that names the run and the ways on.
 */
export function refuseRepeated(
  out: string,
  file: Run["file"],
  target: Run["target"]["kind"],
): void {
  for (const name of runNames(out)) {
    const found = otherRun(out, name, file, target);
    if (found === null) continue;
    if (found.kind === "unreadable") {
      throw new RunError(
        `The ledger of the run ${name}, which sent a file called ${file.name}, cannot be read.`,
        {
          wayOut: `Its results.csv shows which rows were accepted. If this file contains none of them, send it with --again.`,
        },
      );
    }
    const { folder } = found;
    throw new RunError(`This file was already sent, as the run ${name}.`, {
      wayOut: [
        `Send your corrections: ${command("resubmit", `${folder}/corrections.csv`)}`,
        `Or continue it: ${command("resume", folder)}`,
        "Or send the whole file again: add --again",
      ].join("\n  "),
    });
  }
}

type Earlier =
  | { readonly kind: "sent"; readonly folder: string }
  /** A run whose ledger cannot be read, and whose summary names such a file. */
  | { readonly kind: "unreadable" };

function otherRun(
  out: string,
  name: string,
  file: Run["file"],
  target: Run["target"]["kind"],
): Earlier | null {
  let run: ReturnType<typeof readRun>;
  try {
    run = readRun(out, name);
  } catch {
    return isSummaryOf(join(out, name, "summary.json"), file.name) ? { kind: "unreadable" } : null;
  }
  const { ledger, folder } = run;
  const isSame =
    ledger.run.file.sha256 === file.sha256 &&
    ledger.run.target.kind === target &&
    !ledger.run.settings.validateOnly;
  const wasSent = isSame && !ledger.journal.requests()[Symbol.iterator]().next().done;
  ledger.close();
  return wasSent ? { kind: "sent", folder } : null;
}

function isSummaryOf(path: string, file: string): boolean {
  try {
    const summary: unknown = JSON.parse(readFileSync(path, "utf8"));
    return (
      typeof summary === "object" && summary !== null && "file" in summary && summary.file === file
    );
  } catch {
    return false;
  }
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
      if (ledger.run.target.kind === target) sum += ledger.journal.operationsSince(since);
      ledger.close();
    } catch {
      // What cannot be read does not keep anyone from working.
    }
  }
  return sum;
}

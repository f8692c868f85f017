import { readFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "../messages/command.ts";
import { RunError } from "../messages/run-error.ts";
import { readRun, runNames } from "./run-folder.ts";
import type { Run } from "./run.ts";

/** What of a run decides whether two runs send the same. */
type Sending = Pick<Run, "name" | "file" | "target" | "settings">;

/**
 * Refuses a file that an earlier run has sent to the same target, or has read and will send: together they
 * would make everything in it twice. Runs that only validated, or in which no row was sent and none waits, do
 * not count.
 *
 * @throws RunError that names the run and the ways on.
 */
export function refuseRepeated(out: string, run: Sending): void {
  for (const name of runNames(out)) {
    if (name === run.name) continue;
    const found = otherRun(out, name, run);
    if (found === null) continue;
    if (found.kind === "unreadable") throw unreadable(name, run.file.name);
    const { folder, waiting, faulty } = found;
    if (found.kind === "waiting") {
      throw new RunError(
        `The run ${name} has already read this file, and ${waiting} of its rows ${waiting === 1 ? "waits" : "wait"} to be sent.`,
        {
          wayOut: [
            `Send them: ${command("resume", folder)}`,
            "Or send the whole file again: add --again",
          ].join("\n  "),
        },
      );
    }
    throw new RunError(`This file was already sent, as the run ${name}.`, {
      wayOut: [
        ...(waiting > 0 ? [`Continue it: ${command("resume", folder)}`] : []),
        ...(faulty > 0
          ? [`Send your corrections: ${command("resubmit", `${folder}/corrections.csv`)}`]
          : []),
        "To send the whole file again: add --again",
      ].join("\n  "),
    });
  }
}

/**
 * Refuses to go on with a run whose file another run has sent as well: its rows may be in the account.
 * @throws RunError that names the other run.
 */
export function refuseOvertaken(out: string, run: Sending): void {
  for (const name of runNames(out)) {
    if (name === run.name) continue;
    const found = otherRun(out, name, run);
    if (found === null || found.kind === "waiting") continue;
    if (found.kind === "unreadable") throw unreadable(name, run.file.name);
    throw new RunError(`The same file was also sent by the run ${name}.`, {
      wayOut: [
        "Sending the remaining rows of this run may create them twice.",
        `Compare it with the other run: ${command("status", found.folder)}`,
        "If its rows are missing in the account, add --again",
      ].join("\n  "),
    });
  }
}

function unreadable(name: string, file: string): RunError {
  return new RunError(
    `The ledger of the run ${name}, which sent a file called ${file}, cannot be read.`,
    {
      wayOut: `Its results.csv shows which rows were accepted. If this file contains none of them, send it with --again.`,
    },
  );
}

type OtherRun =
  /** Rows were sent, or rows wait to be; the number of those, and of rows to correct. */
  | {
      readonly kind: "sent" | "waiting";
      readonly folder: string;
      readonly waiting: number;
      readonly faulty: number;
    }
  /** A run whose ledger cannot be read, and whose summary names such a file. */
  | { readonly kind: "unreadable" };

/** What another run has to do with the file; null for nothing. */
function otherRun(out: string, name: string, { file, target, settings }: Sending): OtherRun | null {
  if (settings.validateOnly) return null;
  let run: ReturnType<typeof readRun>;
  try {
    run = readRun(out, name);
  } catch {
    return isSummaryOf(join(out, name, "summary.json"), file.name) ? { kind: "unreadable" } : null;
  }
  const { ledger, folder } = run;
  try {
    const isSame =
      ledger.run.file.sha256 === file.sha256 &&
      ledger.run.target.kind === target.kind &&
      !ledger.run.settings.validateOnly;
    if (!isSame) return null;
    const { unsent, deferred, blocked, in_doubt, rejected, invalid } = ledger.rows.counts();
    const waiting = unsent + deferred + blocked + in_doubt;
    const found = { folder, waiting, faulty: rejected + invalid };
    if (ledger.journal.operationsSince("") > 0) return { kind: "sent", ...found };
    return waiting === 0 ? null : { kind: "waiting", ...found };
  } finally {
    ledger.close();
  }
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

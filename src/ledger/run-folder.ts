import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { RunError } from "../messages/run-error.ts";
import type { Ledger } from "./ledger.ts";
import { type Lock, lock, machineLock, realFolder } from "./lock.ts";
import type { Run } from "./run.ts";
import { createLedger, isCutShort, openLedger } from "./sqlite/sqlite-ledger.ts";

const LEDGER = "ledger.sqlite";

const LOCK = "run.lock";

/** A run that this process works on; nobody else may meanwhile. */
export interface OpenRun {
  /** The run's folder, as the user would type it. */
  readonly folder: string;
  readonly ledger: Ledger;
  close(): void;
}

/**
 * Makes the folder and the ledger of a new run. What a process left behind that died while it read its
 * file is cleared away: nothing was sent for it.
 * @throws RunError if there is a run of that name, or the folder cannot be made.
 */
export function createRun(out: string, run: Run): OpenRun {
  const folder = join(out, run.name);
  const refuseTaken = (): void => {
    if (isVacant(folder)) return;
    throw new RunError(`${out} already has a run called ${run.name}.`, {
      wayOut: "Choose another name with --run.",
    });
  };
  refuseTaken();
  try {
    makeFolder(folder);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  const held = lockRun(folder, run.name);
  try {
    // Once more behind the lock: another process may have been reading its file into this folder.
    refuseTaken();
    for (const file of readdirSync(folder)) {
      if (file.startsWith(LEDGER)) rmSync(join(folder, file));
    }
    return opened(folder, createLedger(join(folder, LEDGER), run, held), held);
  } catch (error) {
    held.release();
    throw error;
  }
}

/**
 * Opens an earlier run, by its name or by the path of its folder.
 * @throws RunError if the run does not exist, or another process works on it.
 */
export function openRun(out: string, nameOrFolder: string): OpenRun {
  const folder = folderOf(out, nameOrFolder);
  const held = lockRun(folder, nameOrFolder);
  try {
    return opened(folder, openLedger(join(folder, LEDGER), { lock: held }), held);
  } catch (error) {
    held.release();
    throw error;
  }
}

/** Reads a run without working on it. */
export function readRun(
  out: string,
  nameOrFolder: string,
): { readonly folder: string; readonly ledger: Ledger } {
  const folder = folderOf(out, nameOrFolder);
  return { folder, ledger: openLedger(join(folder, LEDGER), { readOnly: true }) };
}

/** The names of the runs in a folder of reports, oldest first. */
export function runNames(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  if (!statSync(out).isDirectory()) {
    throw new RunError(`${out} is not a folder.`, { wayOut: "Give a folder with --out." });
  }
  return readdirSync(out)
    .filter((name) => existsSync(join(out, name, LEDGER)))
    .toSorted((a, b) => statSync(join(out, a)).birthtimeMs - statSync(join(out, b)).birthtimeMs);
}

/**
 * Keeps other processes of this machine from sending the same file to the same place: until the first of
 * them has begun to send, nothing else shows that it was there. What a sandbox keeps stands in the folder
 * of reports, so other folders do not matter to it.
 * @throws RunError if another process does so now.
 */
export function holdFile(
  out: string,
  { file, target, defaults }: Pick<Run, "file" | "target" | "defaults">,
): () => void {
  const place = target.kind === "sandbox" ? realFolder(out) : JSON.stringify(target);
  const key = ["file", file.sha256, place, defaults.customerId ?? ""];
  const held = machineLock(key, "sending the same file");
  return () => held.release();
}

/** Clears away a run for which nothing was sent. */
export function discardRun(run: OpenRun): void {
  run.close();
  rmSync(run.folder, { recursive: true, force: true });
}

function opened(folder: string, ledger: Ledger, held: Lock): OpenRun {
  return {
    folder,
    ledger,
    close() {
      ledger.close();
      held.release();
    },
  };
}

function folderOf(out: string, nameOrFolder: string): string {
  const folder = [join(out, nameOrFolder), nameOrFolder].find((path) =>
    existsSync(join(path, LEDGER)),
  );
  // Without what a shell completes, since messages add the names of files.
  if (folder !== undefined) return folder.replace(/(?<=[^/\\])[/\\]+$/, "");
  const names = runNames(out);
  throw new RunError(`No run called ${nameOrFolder} in ${out}.`, {
    wayOut:
      names.length === 0
        ? "Start one with rowmend upload, or name its folder with --out."
        : `Runs there: ${names.slice(-8).join(", ")}.`,
  });
}

/** True if there is nothing in a folder but what a process left that died while it read its file. */
function isVacant(folder: string): boolean {
  if (!existsSync(folder)) return true;
  if (!statSync(folder).isDirectory()) return false;
  const names = readdirSync(folder);
  if (!names.every((name) => name.startsWith(LEDGER) || name.startsWith(LOCK))) return false;
  return !names.includes(LEDGER) || isCutShort(join(folder, LEDGER));
}

/**
 * Keeps others off from a run: by a lock in its folder, and by one for this machine, which holds even if
 * somebody deletes the first.
 */
function lockRun(folder: string, name: string): Lock {
  const work = `working on the run ${name}`;
  const { dev, ino } = statSync(folder);
  const onMachine = machineLock(["run", dev, ino], work);
  try {
    const inFolder = lock(join(folder, LOCK), work);
    return {
      isInPlace: inFolder.isInPlace,
      release() {
        inFolder.release();
        onMachine.release();
      },
    };
  } catch (cause) {
    onMachine.release();
    throw cause instanceof RunError ? cause : unwritable(folder, cause);
  }
}

/** One level at a time: where nothing can be made, as in /proc, `recursive` never comes back. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

function unwritable(folder: string, cause: unknown): RunError {
  return new RunError(
    `${folder} cannot be written to: ${cause instanceof Error ? cause.message : String(cause)}.`,
    {
      cause,
      wayOut: "Choose another folder with --out.",
    },
  );
}

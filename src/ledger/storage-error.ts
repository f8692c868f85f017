import { RunError } from "../messages/run-error.ts";

/** SQLite's primary result codes (https://sqlite.org/rescode.html), as far as a user can do something about them. */
const PERMISSION = 3;

const BUSY = 5;

const LOCKED = 6;

const READ_ONLY = 8;

const INPUT_OUTPUT = 10;

const CORRUPT = 11;

const FULL = 13;

const CANNOT_OPEN = 14;

const NOT_A_DATABASE = 26;

/** What a failing disk or ledger comes to, in words; null if the error is about something else. */
export function storageProblem(error: unknown): RunError | null {
  if (error instanceof RunError || !(error instanceof Error)) return null;
  if ("errcode" in error && typeof error.errcode === "number") {
    // The low byte is the primary code; the others say in which step it happened.
    return ledgerProblem(error.errcode & 0xff, error);
  }
  return "code" in error && typeof error.code === "string" ? fileProblem(error.code, error) : null;
}

const KEPT = "Everything sent so far is on record. Continue from there with rowmend resume <run>.";

/** What to do about a ledger that does not say the truth any more. */
export const DAMAGED =
  "Its results.csv shows how the rows stood at the end of the last round. Upload the other rows as a new file, and look first in the account what was sent since. The same holds for an older copy of the ledger: it does not know what was sent after it was made.";

function ledgerProblem(code: number, cause: Error): RunError | null {
  switch (code) {
    case FULL:
      return full(cause);
    case READ_ONLY:
    case PERMISSION:
      return readOnly("the ledger of the run", cause);
    case INPUT_OUTPUT:
      return new RunError(`Disk error while writing the ledger: ${cause.message}.`, {
        wayOut: `Check the disk and its free space. ${KEPT}`,
        cause,
      });
    case CORRUPT:
    case NOT_A_DATABASE:
      return new RunError("The ledger of the run is damaged and cannot be trusted.", {
        wayOut: DAMAGED,
        cause,
      });
    case BUSY:
    case LOCKED:
      return lockedLedger(cause);
    case CANNOT_OPEN:
      return new RunError("The ledger of the run cannot be opened.", {
        wayOut:
          "Check that its folder exists and is writable, and that not too many files are open (ulimit -n).",
        cause,
      });
    default:
      return null;
  }
}

/** Another program keeps the ledger from being written. */
export function lockedLedger(cause?: Error): RunError {
  return new RunError("Another program has locked the ledger of the run.", {
    wayOut: `Close the program that reads or copies ledger.sqlite, and try again. ${KEPT}`,
    cause,
  });
}

function fileProblem(code: string, cause: Error): RunError | null {
  const path = "path" in cause && typeof cause.path === "string" ? cause.path : "a file of the run";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return full(cause);
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return readOnly(path, cause);
    case "EMFILE":
    case "ENFILE":
      return new RunError("No more files can be opened.", {
        wayOut: `Close other programs, or raise the limit with ulimit -n. ${KEPT}`,
        cause,
      });
    case "ENOTDIR":
    case "EISDIR":
      return new RunError(`${path} is ${code === "EISDIR" ? "a folder" : "not in a folder"}.`, {
        wayOut: "Check the paths of the file and of the folder given with --out.",
        cause,
      });
    case "EIO":
      return new RunError(`Disk error while writing ${path}: ${cause.message}.`, {
        wayOut: `Check the disk. ${KEPT}`,
        cause,
      });
    default:
      return null;
  }
}

function full(cause: Error): RunError {
  return new RunError("The disk is full.", { wayOut: `Free some space. ${KEPT}`, cause });
}

function readOnly(what: string, cause: Error): RunError {
  return new RunError(`${what[0]?.toUpperCase()}${what.slice(1)} is not writable.`, {
    wayOut: "Change the folder's permissions, or choose another folder with --out.",
    cause,
  });
}

import { readdirSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { command } from "../../messages/command.ts";
import { RunError } from "../../messages/run-error.ts";
import type { Ledger } from "../ledger.ts";
import type { Lock } from "../lock.ts";
import type { RoundKind, Run } from "../run.ts";
import { DAMAGED, storageProblem } from "../storage-error.ts";
import { Answers } from "./answers.ts";
import { PlainRows } from "./plain-rows.ts";
import { RowRecords } from "./row-record.ts";
import { sqliteJobs } from "./sqlite-jobs.ts";
import { sqliteJournal } from "./sqlite-journal.ts";
import { sqliteRows } from "./sqlite-rows.ts";
import { ledgerFormat, ledgerTables } from "./sqlite-schema.ts";
import { NEEDS_LOG, storeOver, text } from "./sqlite-store.ts";

/**
 * Makes the ledger of a new run. It begins with an open transaction, which ends with
 * `endIntake`: a process that dies while it reads its file leaves no run behind that looks complete.
 * @throws RunError if the file cannot be made.
 */
export function createLedger(path: string, run: Run, lock: Lock | null = null): Ledger {
  const db = open(path, false);
  db.exec("BEGIN IMMEDIATE");
  db.exec(ledgerTables);
  db.exec(`PRAGMA user_version = ${ledgerFormat}`);
  db.prepare("INSERT INTO runs (id, document) VALUES (1, ?)").run(JSON.stringify(run));
  return ledgerOver(db, run, path, lock, true);
}

/**
 * Opens the ledger of an earlier run.
 * @throws RunError if it cannot be opened, is damaged, or was written by another format.
 */
export function openLedger(
  path: string,
  options: { readonly readOnly?: boolean; readonly lock?: Lock } = {},
): Ledger {
  const hadLog = logSize(path) > 0;
  const db = open(path, options.readOnly ?? false);
  // Whoever only reads sees one state of the run, whatever another process records meanwhile.
  if (options.readOnly === true) db.exec("BEGIN");
  return ledgerOver(db, readRun(db, path, hadLog), path, options.lock ?? null, false);
}

/**
 * True for a ledger whose intake was cut short, before anything was sent. False for what cannot be read
 * or was written by another format: nobody knows what that holds.
 */
export function isCutShort(path: string): boolean {
  let db: DatabaseSync | undefined;
  try {
    db = open(path, true);
    return db.prepare("PRAGMA user_version").get()?.["user_version"] === 0;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

function open(path: string, readOnly: boolean): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly });
    // A reader beside a running upload waits instead of failing.
    db.exec("PRAGMA busy_timeout = 5000");
    // The log is written into the main file by the store alone.
    if (!readOnly)
      db.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;",
      );
    return db;
  } catch (cause) {
    db?.close();
    throw unusable(path, cause);
  }
}

/** @param hadLog whether there was a write-ahead log before the ledger was opened, which makes one. */
function readRun(db: DatabaseSync, path: string, hadLog: boolean): Run {
  let format: SQLOutputValue | undefined;
  try {
    format = db.prepare("PRAGMA user_version").get()?.["user_version"];
    if (format === ledgerFormat) {
      const mark = db.prepare("PRAGMA application_id").get()?.["application_id"];
      if (mark === NEEDS_LOG && !hadLog && logSize(path) === 0) throw logLost(path);
      const document = db.prepare("SELECT document FROM runs").get()?.["document"];
      if (typeof document === "string") return JSON.parse(document) as Run;
    }
  } catch (cause) {
    db.close();
    throw cause instanceof RunError ? cause : unusable(path, cause);
  }
  db.close();
  if (format !== 0 && format !== ledgerFormat) {
    throw new RunError(
      `${path} was written by another version of rowmend (format ${String(format)}, this one knows ${ledgerFormat}).`,
      {
        wayOut:
          "Use the version that wrote it. If you do not have it any more: results.csv beside the ledger shows which rows were accepted; upload only the others, as a new file.",
      },
    );
  }
  throw isAlone(path)
    ? new RunError(
        `${path} does not hold a complete run: reading the file was interrupted, and nothing was sent.`,
        { wayOut: "Upload the file again." },
      )
    : new RunError(`The ledger ${path} has lost its contents and cannot be trusted.`, {
        wayOut: DAMAGED,
      });
}

/** Bytes in the write-ahead log. */
function logSize(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

function logLost(path: string): RunError {
  return new RunError(
    `${path} is incomplete: the file ${basename(path)}-wal, which held the latest records, is missing.`,
    {
      wayOut: `Rows may have been sent that this ledger does not know of. Put both files back as they were. If that is not possible: ${DAMAGED[0]?.toLowerCase()}${DAMAGED.slice(1)}`,
    },
  );
}

/** Whether nothing was reported of a run yet: reports stand beside the ledger from the first round on. */
function isAlone(path: string): boolean {
  return readdirSync(dirname(path)).every((name) => /^(ledger\.sqlite|run\.lock)/.test(name));
}

function unusable(path: string, cause: unknown): RunError {
  return (
    storageProblem(cause) ??
    new RunError(
      `The ledger ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
        wayOut:
          "Check that the disk has space, that the folder is writable, and that no other program has locked the file.",
      },
    )
  );
}

/** @param isNew its file is still to be read. */
function ledgerOver(
  db: DatabaseSync,
  stored: Run,
  path: string,
  lock: Lock | null,
  isNew: boolean,
): Ledger {
  let run = stored;
  const inode = inodeOf(path);
  const store = storeOver(
    db,
    () => {
      if (inodeOf(path) !== inode) throw vanished(path);
      if (lock?.isInPlace() === false) throw unlocked(dirname(path));
    },
    () => logSize(path),
    () => {
      plainRows.forget();
      const document = sql("SELECT document FROM runs").get()?.["document"];
      if (typeof document === "string") run = JSON.parse(document) as Run;
      answers.forget();
    },
  );
  const { sql, transaction } = store;
  const plainRows = new PlainRows(store);
  const answers = new Answers(store);
  const records = new RowRecords(store, plainRows, answers);
  const rows = { store, plainRows, answers, records };
  const saveRun = (changed: Run): void => {
    sql("UPDATE runs SET document = ?").run(JSON.stringify(changed));
    run = changed;
  };
  return {
    get run() {
      return run;
    },
    saveRun,
    rows: sqliteRows(rows, () => run, saveRun, isNew),
    journal: sqliteJournal(rows),
    jobs: sqliteJobs(rows),
    transaction,
    rounds: () =>
      sql("SELECT * FROM rounds ORDER BY number")
        .all()
        .map((row) => ({
          number: Number(row["number"]),
          kind: row["kind"] as RoundKind,
          startedAt: String(row["started_at"]),
          endedAt: text(row["ended_at"]),
        })),
    startRound(kind, startedAt) {
      const { lastInsertRowid } = sql("INSERT INTO rounds (kind, started_at) VALUES (?, ?)").run(
        kind,
        startedAt,
      );
      return Number(lastInsertRowid);
    },
    endRound(number, endedAt) {
      sql("UPDATE rounds SET ended_at = ? WHERE number = ?").run(endedAt, number);
    },
    close: () => db.close(),
  };
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** SQLite goes on writing into a file that was deleted, and nobody would ever find it. */
function vanished(path: string): RunError {
  return new RunError(`The ledger ${path} was deleted or replaced while rowmend worked with it.`, {
    wayOut:
      "Nothing more was sent. results.csv beside it shows how each row stands: put the ledger back, or upload the rows that are left as a new file.",
  });
}

/** Whoever finds no lock takes the run for free. */
function unlocked(folder: string): RunError {
  return new RunError(
    `run.lock in ${folder} was deleted or replaced while rowmend sent its rows.`,
    {
      wayOut: `Nothing more was sent, because another rowmend may be working on the run now. If there is none, continue: ${command("resume", folder)}`,
    },
  );
}

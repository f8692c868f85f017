import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RunError } from "../messages/run-error.ts";

/** What this process keeps others off from. */
export interface Lock {
  /** False once its file was deleted or replaced: another process may hold the new one. */
  readonly isInPlace: () => boolean;
  readonly release: () => void;
}

/** Takes the place of `release` if nothing was locked. */
export function noLock(): void {
  // There is nothing to release.
}

/** The locks that this process holds, by their files. One that nothing refers to would be collected. */
const held = new Map<string, DatabaseSync>();

/**
 * Keeps other processes off for as long as this one lives. A lock of SQLite's, which the operating system
 * takes back however the process ends.
 *
 * @param work what the other one is doing, after "Another rowmend is".
 * @throws RunError if another process has it, with a `cause` that `isLocked` knows; SQLite's error if the
 *   file cannot be locked.
 */
export function lock(path: string, work: string): Lock {
  const db = new DatabaseSync(path);
  const inode = inodeOf(path);
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY;");
    db.exec("PRAGMA synchronous = OFF; BEGIN EXCLUSIVE;");
  } catch (cause) {
    const problem = isLocked(cause) ? taken(path, work, cause) : cause;
    db.close();
    throw problem;
  }
  // Its last holder may have deleted the file in between.
  if (inode === null || inodeOf(path) !== inode) {
    db.close();
    return lock(path, work);
  }
  noteHolder(db);
  held.set(inode, db);
  return {
    isInPlace: () => inodeOf(path) === inode,
    release() {
      held.delete(inode);
      db.close();
    },
  };
}

/** Whether that is the error of a lock that another process has. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes("locked");
}

/**
 * A lock on something that two processes of this machine may reach by different paths. Its file is in the
 * system's folder for temporary files, is named after `key`, and is deleted on release.
 *
 * If the file cannot be locked, work goes on without a lock.
 * @throws RunError if another process has it.
 */
export function machineLock(key: readonly (string | number)[], work: string): Lock {
  const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24);
  const folder = machineFolder();
  const path = join(folder, `rowmend-${name}.lock`);
  let inner: Lock;
  try {
    inner = lock(path, work);
  } catch (error) {
    if (error instanceof RunError) throw error;
    return { isInPlace: () => true, release: noLock };
  }
  sweep(folder);
  return {
    // Cleaners of temporary files may delete it at any time.
    isInPlace: () => true,
    release() {
      // While it is held, so that nobody takes a file that is about to vanish.
      deleteFile(path);
      inner.release();
    },
  };
}

/** The same path for a folder by whatever way it is reached, even if it does not exist yet. */
export function realFolder(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const parent = dirname(whole);
    return parent === whole ? whole : join(realFolder(parent), basename(whole));
  }
}

/** Not the one that TMPDIR names: processes may differ in it. */
function machineFolder(): string {
  return process.platform !== "win32" && existsSync("/tmp") ? "/tmp" : tmpdir();
}

/** A lock younger than this may be about to be taken. */
const SWEEP_AFTER_MS = 60_000;

/** Deletes lock files of processes that were killed. */
function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!/^rowmend-[0-9a-f]{24}\.lock$/.test(name)) continue;
      const path = join(folder, name);
      const inode = inodeOf(path);
      if (inode === null || held.has(inode)) continue;
      if (Date.now() - statSync(path).mtimeMs > SWEEP_AFTER_MS) sweepFile(path);
    }
  } catch {
    // It is somebody else's, or was deleted meanwhile.
  }
}

function sweepFile(path: string): void {
  let stale: Lock | undefined;
  try {
    stale = lock(path, "working");
    deleteFile(path);
  } catch {
    // Its process lives.
  } finally {
    stale?.release();
  }
}

function deleteFile(path: string): void {
  try {
    rmSync(path);
  } catch {
    // Windows keeps open files. An unlocked one harms nobody.
  }
}

/** Where SQLite keeps `user_version`, which holds the process id here (https://sqlite.org/fileformat.html). */
const HOLDER_OFFSET = 60;

/** Says who holds a lock, for others to read past SQLite. The lock is kept while the transaction changes. */
function noteHolder(db: DatabaseSync): void {
  try {
    db.exec(`PRAGMA user_version = ${process.pid}; COMMIT;`);
  } catch {
    // On a full disk the lock holds without it.
  }
  if (!db.isTransaction) db.exec("BEGIN EXCLUSIVE");
}

function taken(path: string, work: string, cause: unknown): RunError {
  return new RunError(`Another rowmend is ${work}${holderOf(path)}.`, {
    wayOut:
      "Wait until it is done. Its lock is released automatically when that process ends, however it ends; deleting lock files does not help.",
    cause,
  });
}

/** Who holds a lock and since when, in brackets; empty if that is not known. */
function holderOf(path: string): string {
  try {
    const inode = inodeOf(path);
    // Closing a file of one's own lock would end the lock.
    const isOwn = inode !== null && held.has(inode);
    const pid = isOwn ? process.pid : readFileSync(path).readUInt32BE(HOLDER_OFFSET);
    const since = statSync(path).mtime.toISOString();
    return pid === 0
      ? ""
      : ` (process ${pid}, since ${since.slice(0, 10)} ${since.slice(11, 16)} UTC)`;
  } catch {
    return "";
  }
}

/** Names a file however it is reached; null if there is none. */
function inodeOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

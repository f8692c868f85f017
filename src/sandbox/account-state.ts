import { DatabaseSync } from "node:sqlite";
import { RunError } from "../messages/run-error.ts";
import { type JobStore, jobStore } from "./jobs/store.ts";

export interface StoredResource {
  readonly name: string;
  readonly removed: boolean;
  /** The resource, encoded as its own message. */
  readonly bytes: Uint8Array;
}

/** The contents of the accounts. Nothing is permanent until `commit`. */
export interface State {
  /** How often these accounts have been opened, this time included. */
  readonly opened: number;
  begin(): void;
  commit(): void;
  rollback(): void;
  /** A part of the transaction that can be rolled back separately. */
  savepoint(): { release(): void; rollback(): void };
  readonly jobs: JobStore;
  /** The id that the account's next new resource gets. */
  nextId(customerId: string): number;
  setNextId(customerId: string, id: number): void;
  find(name: string): StoredResource | undefined;
  put(resource: StoredResource): void;
  /** Whether a resource holds a key that no other may share. */
  hasKey(key: string): boolean;
  /** Takes a key; false if it is taken already. */
  claimKey(key: string): boolean;
  releaseKey(key: string): void;
  /** The resources with names from `from` (inclusive) to `to` (exclusive), in order of their names. */
  scan(from: string, to: string): Iterable<StoredResource>;
  close(): void;
}

/** The first id that the sandbox hands out in every account. */
export const FIRST_ID = 7_000_000_001;

const schema = `
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -65536;
  CREATE TABLE IF NOT EXISTS account (id TEXT PRIMARY KEY, next_id INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS resource (
    name TEXT PRIMARY KEY, removed INTEGER NOT NULL, bytes BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS opening (number INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS unique_key (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/**
 * Opens the accounts of a file, which is made if it does not exist. Without a path they are kept in a
 * temporary database that vanishes when it is closed; it can grow beyond memory.
 *
 * @throws RunError if the file cannot be opened or is not such a file
 */
export function openState(path: string | null): State {
  const database = open(path);
  const selectAccount = database.prepare("SELECT next_id FROM account WHERE id = ?");
  const upsertAccount = database.prepare("INSERT OR REPLACE INTO account VALUES (?, ?)");
  const selectResource = database.prepare("SELECT removed, bytes FROM resource WHERE name = ?");
  const upsertResource = database.prepare("INSERT OR REPLACE INTO resource VALUES (?, ?, ?)");
  const selectKey = database.prepare("SELECT 1 FROM unique_key WHERE key = ?");
  const insertKey = database.prepare("INSERT OR IGNORE INTO unique_key VALUES (?)");
  const deleteKey = database.prepare("DELETE FROM unique_key WHERE key = ?");

  const opened = Number(
    database.prepare("INSERT INTO opening DEFAULT VALUES").run().lastInsertRowid,
  );

  return {
    opened,
    begin: () => database.exec("BEGIN"),
    commit: () => database.exec("COMMIT"),
    rollback: () => database.exec("ROLLBACK"),
    savepoint: () => {
      database.exec("SAVEPOINT part");
      return {
        release: () => database.exec("RELEASE part"),
        rollback: () => database.exec("ROLLBACK TO part; RELEASE part"),
      };
    },
    jobs: jobStore(database),
    nextId: (customerId) => Number(selectAccount.get(customerId)?.["next_id"] ?? FIRST_ID),
    setNextId: (customerId, id) => {
      upsertAccount.run(customerId, id);
    },
    find: (name) => {
      const row = selectResource.get(name);
      return row === undefined ? undefined : stored(name, row);
    },
    put: ({ name, removed, bytes }) => {
      upsertResource.run(name, removed ? 1 : 0, bytes);
    },
    hasKey: (key) => selectKey.get(key) !== undefined,
    claimKey: (key) => insertKey.run(key).changes === 1,
    releaseKey: (key) => {
      deleteKey.run(key);
    },
    *scan(from, to) {
      const rows = database
        .prepare("SELECT name, removed, bytes FROM resource WHERE name >= ? AND name < ?")
        .iterate(from, to);
      for (const row of rows) yield stored(String(row["name"]), row);
    },
    close: () => database.close(),
  };
}

function open(path: string | null): DatabaseSync {
  try {
    // An empty name means a temporary file to SQLite.
    const database = new DatabaseSync(path ?? "");
    // A file must outlive a killed process; a temporary one may use the faster journal.
    database.exec(`PRAGMA journal_mode = ${path === null ? "MEMORY" : "WAL"}`);
    database.exec(schema);
    return database;
  } catch (cause) {
    throw new RunError(`The sandbox cannot store its accounts in ${path ?? "a temporary file"}.`, {
      wayOut: "Name a file in a folder that exists and can be written to.",
      cause,
    });
  }
}

function stored(name: string, row: Record<string, unknown>): StoredResource {
  const { bytes } = row;
  return {
    name,
    removed: row["removed"] === 1,
    bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(),
  };
}

import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { Action } from "../../knowledge/action.ts";
import type { RowError } from "../../outcome/outcome.ts";
import { lockedLedger } from "../storage-error.ts";

/** The database of a ledger, as all of its ports use it. */
export interface Store {
  readonly db: DatabaseSync;
  /** A statement of a query, made once. */
  readonly sql: (query: string) => StatementSync;
  readonly transaction: <T>(work: () => T) => T;
  /** How many transactions were rolled back: what was read before one of them may not hold any more. */
  readonly rollbacks: () => number;
  /** @throws RunError if the file was deleted or replaced: what is written would never be found. */
  readonly assertInPlace: () => void;
  /**
   * Before anything is sent: what is recorded so far goes into the main file, with the mark that later
   * records stand in the log beside it.
   * @throws RunError if another program keeps the main file from being written.
   */
  readonly secure: () => void;
}

/**
 * Stands in `application_id` of the main file while records may stand in the log alone. The log begins with
 * a 0 in its place: whoever reads both, or writes the log into the main file, finds no mark. So a main file
 * with it has lost its log.
 */
export const NEEDS_LOG = 1;

/** Bytes of the log from which on it is written into the main file. */
const LARGE_LOG = 4 * 1024 * 1024;

/** A record as SQLite gives it. */
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** @param onRollback called after a transaction was rolled back. */
export function storeOver(
  db: DatabaseSync,
  assertInPlace: () => void,
  logSize: () => number,
  onRollback: () => void,
): Store {
  const statements = new Map<string, StatementSync>();
  let rollbacks = 0;
  let isSecured = false;
  return {
    db,
    assertInPlace,
    rollbacks: () => rollbacks,
    secure() {
      if (isSecured && logSize() < LARGE_LOG) return;
      db.exec(`PRAGMA application_id = ${NEEDS_LOG}`);
      const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {};
      db.exec("PRAGMA application_id = 0");
      if (busy !== 0 && !isSecured) throw lockedLedger();
      isSecured = true;
    },
    sql(query) {
      let statement = statements.get(query);
      if (statement === undefined) {
        statement = db.prepare(query);
        statements.set(query, statement);
      }
      return statement;
    },
    transaction(work) {
      if (db.isTransaction) return work();
      db.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        // A full or failing disk makes SQLite end the transaction on its own.
        if (db.isTransaction) db.exec("ROLLBACK");
        rollbacks += 1;
        try {
          onRollback();
        } catch {
          // The disk may be failing: what broke the transaction comes first.
        }
        throw error;
      }
    },
  };
}

/** Stands in `errors` for no row; data rows begin at 2. */
export const NO_ROW = 0;

/** Adds errors of a row behind those that it has: `from` is how many. */
export function addErrors(
  { sql }: Store,
  row: number,
  errors: readonly RowError[],
  from = 0,
): void {
  for (const [position, error] of errors.entries()) {
    sql("INSERT INTO errors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
      row,
      from + position,
      error.code,
      error.message,
      error.advice,
      error.action,
      error.column,
      error.fieldPath,
      error.details,
    );
  }
}

export function errorsOf({ sql }: Store, row: number): readonly RowError[] {
  return sql("SELECT * FROM errors WHERE row = ? ORDER BY position").all(row).map(errorOf);
}

export function errorOf(error: SqlRow): RowError {
  return {
    code: String(error["code"]),
    message: String(error["message"]),
    advice: String(error["advice"]),
    action: error["action"] as Action,
    column: error["column"] === null ? null : Number(error["column"]),
    fieldPath: String(error["field_path"]),
    details: text(error["details"]),
  };
}

export function text(value: SQLOutputValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/**
 * The bytes in a column.
 * @throws Error if there are none: the ledger is damaged.
 */
export function bytesIn(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`the ledger has no bytes in ${column}`);
  return value;
}

/**
 * Makes resources findable by their names. Only once an answer was lost is that needed, and keeping it up
 * costs something for every row.
 */
export function indexNames({ db }: Store): void {
  db.exec(
    "CREATE INDEX IF NOT EXISTS rows_by_name ON rows (resource_name) WHERE resource_name IS NOT NULL",
  );
}

/** The count that a query gives as `n`. */
export function countOf(row: SqlRow | undefined): number {
  return Number(row?.["n"]);
}

import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { Action } from "../../knowledge/action.ts";
import type { RowError } from "../../outcome/outcome.ts";

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
}

/** A record as SQLite gives it. */
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** @param onRollback called after a transaction was rolled back. */
export function storeOver(
  db: DatabaseSync,
  assertInPlace: () => void,
  onRollback: () => void,
): Store {
  const statements = new Map<string, StatementSync>();
  let rollbacks = 0;
  return {
    db,
    assertInPlace,
    rollbacks: () => rollbacks,
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

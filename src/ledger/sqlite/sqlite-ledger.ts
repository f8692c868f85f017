import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { RunError } from "../../messages/run-error.ts";
import type { RowError } from "../../outcome/outcome.ts";
import type { Settlement } from "../../outcome/settlement.ts";
import type { Ledger, NewRequest, RequestEnd } from "../ledger.ts";
import { formatRowNumbers, parseRowNumbers } from "../row-numbers.ts";
import type { Run } from "../run.ts";
import { DAMAGED, storageProblem } from "../storage-error.ts";
import { jobLedger } from "./sqlite-jobs.ts";
import { ledgerReader, NO_ROW } from "./sqlite-reader.ts";
import { ledgerFormat, ledgerIndexes, ledgerTables } from "./sqlite-schema.ts";

/**
 * Makes the ledger of a new run. It begins with an open transaction, which ends with the `commit` of the
 * intake: a process that dies while it reads its file leaves no run behind that looks complete.
 * @throws RunError if the file cannot be made.
 */
export function createLedger(path: string, run: Run): Ledger {
  const db = open(path, false);
  db.exec("BEGIN IMMEDIATE");
  db.exec(ledgerTables);
  db.exec(`PRAGMA user_version = ${ledgerFormat}`);
  db.prepare("INSERT INTO runs (id, document) VALUES (1, ?)").run(JSON.stringify(run));
  return ledgerOver(db, run, path);
}

/**
 * Opens the ledger of an earlier run.
 * @throws RunError if it cannot be opened, is damaged, or was written by another format.
 */
export function openLedger(path: string, options: { readonly readOnly?: boolean } = {}): Ledger {
  const db = open(path, options.readOnly ?? false);
  return ledgerOver(db, readRun(db, path), path);
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
    if (!readOnly) db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    return db;
  } catch (cause) {
    db?.close();
    throw unusable(path, cause);
  }
}

function readRun(db: DatabaseSync, path: string): Run {
  let format: SQLOutputValue | undefined;
  try {
    format = db.prepare("PRAGMA user_version").get()?.["user_version"];
    if (format === ledgerFormat) {
      const document = db.prepare("SELECT document FROM runs").get()?.["document"];
      if (typeof document === "string") return JSON.parse(document) as Run;
    }
  } catch (cause) {
    db.close();
    throw unusable(path, cause);
  }
  db.close();
  if (format !== 0 && format !== ledgerFormat) {
    throw new RunError(
      `${path} was written by another version of rowmend (format ${String(format)}, this one knows ${ledgerFormat}).`,
      { wayOut: "Use the version that wrote it, or upload the file again." },
    );
  }
  throw isAlone(path)
    ? new RunError(
        `${path} holds no complete run: reading its file was cut short, and nothing was sent.`,
        { wayOut: "Upload the file again." },
      )
    : new RunError(`The ledger ${path} has lost what it held, so that it cannot be relied on.`, {
        wayOut: DAMAGED,
      });
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
          "Check that the disk has room, that the folder may be written to, and that no other program holds the file.",
      },
    )
  );
}

function ledgerOver(db: DatabaseSync, stored: Run, path: string): Ledger {
  let run = stored;
  const inode = inodeOf(path);
  const statements = new Map<string, StatementSync>();
  const sql = (query: string): StatementSync => {
    let statement = statements.get(query);
    if (statement === undefined) {
      statement = db.prepare(query);
      statements.set(query, statement);
    }
    return statement;
  };
  const rollback = (): void => {
    // A full or failing disk makes SQLite end the transaction by itself.
    if (db.isTransaction) db.exec("ROLLBACK");
  };
  const transaction = (work: () => void): void => {
    if (db.isTransaction) return work();
    db.exec("BEGIN IMMEDIATE");
    try {
      work();
      db.exec("COMMIT");
    } catch (error) {
      rollback();
      throw error;
    }
  };
  const addErrors = (row: number, errors: readonly RowError[], from = 0): void => {
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
  };
  const clearErrors = (row: number): void => {
    sql("DELETE FROM errors WHERE row = ?").run(row);
  };
  const settleRow = (settlement: Settlement, hadErrors: boolean): void => {
    sql("UPDATE rows SET outcome = ?, resource_name = ?, blocked_by = ? WHERE number = ?").run(
      settlement.outcome,
      settlement.resourceName,
      settlement.blockedBy,
      settlement.row,
    );
    if (hadErrors) clearErrors(settlement.row);
    addErrors(settlement.row, settlement.errors);
  };

  const beginRequest = (request: NewRequest): number => {
    const result = sql(
      `INSERT INTO requests (round, customer_id, method, rows, row_count, attempt, state, started_at, job)
       VALUES (?, ?, ?, ?, ?, ?, 'sending', ?, ?)`,
    ).run(
      request.round,
      request.customerId,
      request.method,
      formatRowNumbers(request.rows),
      request.rows.length,
      request.attempt,
      request.startedAt,
      request.job ?? null,
    );
    return Number(result.lastInsertRowid);
  };
  const endRequest = (id: number, end: RequestEnd): void => {
    sql(
      "UPDATE requests SET state = 'settled', ended_at = ?, status = ?, request_id = ?, failure = ? WHERE id = ?",
    ).run(end.endedAt, end.status, end.requestId, end.failure, id);
  };
  const release = (row: number): void => {
    sql("UPDATE rows SET outcome = 'unsent', blocked_by = NULL WHERE number = ?").run(row);
    clearErrors(row);
  };

  return {
    ...ledgerReader(db, sql),
    get run() {
      return run;
    },
    jobs: jobLedger(db, sql, transaction),
    saveRun(changed) {
      sql("UPDATE runs SET document = ?").run(JSON.stringify(changed));
      run = changed;
    },
    begin: () => db.exec("BEGIN IMMEDIATE"),
    commit: () => db.exec("COMMIT"),
    rollback,
    addRow(row) {
      sql(
        `INSERT INTO rows (number, line, raw, customer_id, operation, defines, uses, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        row.number,
        row.line,
        row.raw,
        row.customerId,
        row.operation,
        row.defines,
        row.uses.length === 0 ? null : row.uses.join(" "),
        row.operation === null ? "invalid" : "unsent",
      );
      addErrors(row.number, row.errors);
    },
    indexRows: () => db.exec(ledgerIndexes),
    replaceRow(row) {
      sql(
        `UPDATE rows SET raw = ?, customer_id = ?, operation = ?, defines = ?, uses = ?, exemptions = ?,
         outcome = ?, blocked_by = NULL, doubted = 0 WHERE number = ?`,
      ).run(
        row.raw,
        row.customerId,
        row.operation,
        row.defines,
        row.uses.length === 0 ? null : row.uses.join(" "),
        row.exemptions === null ? null : JSON.stringify(row.exemptions),
        row.operation === null ? "invalid" : "unsent",
        row.number,
      );
      clearErrors(row.number);
      addErrors(row.number, row.errors);
    },
    releaseAll(rows) {
      transaction(() => {
        for (const row of rows) release(row);
      });
    },
    release,
    accept(row, resourceName) {
      sql("UPDATE rows SET outcome = 'accepted', resource_name = ? WHERE number = ?").run(
        resourceName,
        row,
      );
      clearErrors(row);
    },
    startRound(kind, startedAt) {
      const result = sql("INSERT INTO rounds (kind, started_at) VALUES (?, ?)").run(
        kind,
        startedAt,
      );
      return Number(result.lastInsertRowid);
    },
    endRound(number, endedAt) {
      sql("UPDATE rounds SET ended_at = ? WHERE number = ?").run(endedAt, number);
    },
    openRequest(request) {
      if (inodeOf(path) !== inode) throw vanished(path);
      return beginRequest(request);
    },
    closeRequest(id, end, settlements, loose) {
      transaction(() => {
        endRequest(id, end);
        const settle = sql(
          `UPDATE rows SET outcome = ?, resource_name = ?, blocked_by = ?, attempts = attempts + 1, request = ?,
           job = NULL WHERE number = ?`,
        );
        for (const { outcome, resourceName, blockedBy, row, errors } of settlements) {
          settle.run(outcome, resourceName, blockedBy, id, row);
          if (outcome === "in_doubt") sql("UPDATE rows SET doubted = 1 WHERE number = ?").run(row);
          addErrors(row, errors);
        }
        const next = sql("SELECT count(*) AS n FROM errors WHERE row = ?").get(NO_ROW)?.["n"];
        if (loose.length > 0) addErrors(NO_ROW, loose, Number(next));
      });
    },
    noteRequest(request, end) {
      transaction(() => endRequest(beginRequest(request), end));
    },
    operationsOn(resourceName) {
      // Only made once an answer was lost: keeping it up costs something for every row.
      db.exec(
        "CREATE INDEX IF NOT EXISTS rows_by_name ON rows (resource_name) WHERE resource_name IS NOT NULL",
      );
      return sql("SELECT operation FROM rows WHERE resource_name = ?")
        .all(resourceName)
        .flatMap(({ operation }) => (operation instanceof Uint8Array ? [operation] : []));
    },
    resolveRow(row, operation, uses) {
      sql("UPDATE rows SET operation = ?, uses = ? WHERE number = ?").run(
        operation,
        uses.length === 0 ? null : uses.join(" "),
        row,
      );
    },
    noteName(customerId, sought, resourceName) {
      sql("INSERT OR REPLACE INTO names VALUES (?, ?, ?)").run(customerId, sought, resourceName);
    },
    abandonRequests(endedAt, error) {
      let abandoned = 0;
      transaction(() => {
        for (const request of sql(
          "SELECT id, job, rows FROM requests WHERE state = 'sending'",
        ).all()) {
          const id = Number(request["id"]);
          sql("UPDATE requests SET state = 'lost', ended_at = ? WHERE id = ?").run(endedAt, id);
          if (request["job"] !== null) continue;
          for (const row of parseRowNumbers(String(request["rows"]))) {
            sql(
              "UPDATE rows SET outcome = 'in_doubt', doubted = 1, attempts = attempts + 1, request = ? WHERE number = ?",
            ).run(id, row);
            addErrors(row, [error]);
            abandoned += 1;
          }
        }
      });
      return abandoned;
    },
    settle(settlement) {
      transaction(() => {
        settleRow(settlement, true);
      });
    },
    close() {
      db.close();
    },
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

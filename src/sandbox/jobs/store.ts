import type { DatabaseSync } from "node:sqlite";

/** As in enums/batch_job_status.proto. */
export const jobStatus = { pending: 2, running: 3, done: 4 } as const;

export interface StoredJob {
  readonly name: string;
  readonly customerId: string;
  readonly status: number;
  /** Of the next operations; empty before the first. */
  readonly token: string;
  readonly size: number;
  readonly executed: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly startedAt: number | null;
}

/** The batch jobs of all accounts. They are kept like everything else in the state. */
export interface JobStore {
  create(name: string, customerId: string, createdAt: number): void;
  find(name: string): StoredJob | undefined;
  jobs(customerId: string): readonly StoredJob[];
  running(): readonly StoredJob[];
  /** Removes jobs that were created before that time and never run. */
  forgetPending(before: number): void;
  remove(name: string): void;
  add(job: StoredJob, operations: readonly Uint8Array[], token: string): void;
  start(name: string, startedAt: number): void;
  operations(name: string, from: number, count: number): readonly Uint8Array[];
  /** The result of the operation at the next position. */
  note(name: string, position: number, result: Uint8Array): void;
  noteTemporary(name: string, id: string, made: string | null): void;
  temporaries(name: string): ReadonlyMap<string, string | null>;
  advance(name: string, executed: number, status: number): void;
  results(
    name: string,
    from: number,
    count: number,
  ): readonly {
    readonly position: number;
    readonly bytes: Uint8Array;
  }[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS job (
    name TEXT PRIMARY KEY, customer_id TEXT NOT NULL, status INTEGER NOT NULL, token TEXT NOT NULL,
    size INTEGER NOT NULL, executed INTEGER NOT NULL, created_at INTEGER NOT NULL, started_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS job_operation (
    job TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (job, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS job_result (
    job TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (job, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS job_temporary (
    job TEXT NOT NULL, id TEXT NOT NULL, made TEXT, PRIMARY KEY (job, id)
  ) STRICT, WITHOUT ROWID;
`;

export function jobStore(database: DatabaseSync): JobStore {
  database.exec(schema);
  const sql = (query: string) => database.prepare(query);
  const find = sql("SELECT * FROM job WHERE name = ?");
  const insertOperation = sql("INSERT INTO job_operation VALUES (?, ?, ?)");
  const insertResult = sql("INSERT INTO job_result VALUES (?, ?, ?)");
  const transaction = (work: () => void): void => {
    database.exec("BEGIN");
    work();
    database.exec("COMMIT");
  };
  return {
    create(name, customerId, createdAt) {
      sql("INSERT INTO job VALUES (?, ?, ?, '', 0, 0, ?, NULL)").run(
        name,
        customerId,
        jobStatus.pending,
        createdAt,
      );
    },
    find(name) {
      const row = find.get(name);
      return row && jobOf(row);
    },
    jobs: (customerId) =>
      sql("SELECT * FROM job WHERE customer_id = ? ORDER BY name").all(customerId).map(jobOf),
    running: () => sql("SELECT * FROM job WHERE status = ?").all(jobStatus.running).map(jobOf),
    forgetPending(before) {
      const old = sql("SELECT name FROM job WHERE status = ? AND created_at < ?").all(
        jobStatus.pending,
        before,
      );
      for (const row of old) this.remove(String(row["name"]));
    },
    remove(name) {
      sql("DELETE FROM job_operation WHERE job = ?").run(name);
      sql("DELETE FROM job WHERE name = ?").run(name);
    },
    add(job, operations, token) {
      transaction(() => {
        for (const [index, bytes] of operations.entries())
          insertOperation.run(job.name, job.size + index, bytes);
        sql("UPDATE job SET size = ?, token = ? WHERE name = ?").run(
          job.size + operations.length,
          token,
          job.name,
        );
      });
    },
    start(name, startedAt) {
      sql("UPDATE job SET status = ?, started_at = ? WHERE name = ?").run(
        jobStatus.running,
        startedAt,
        name,
      );
    },
    operations: (name, from, count) =>
      sql(
        "SELECT bytes FROM job_operation WHERE job = ? AND position >= ? ORDER BY position LIMIT ?",
      )
        .all(name, from, count)
        .map((row) => bytesOf(row["bytes"])),
    note(name, position, result) {
      insertResult.run(name, position, result);
    },
    noteTemporary(name, id, made) {
      sql("INSERT OR REPLACE INTO job_temporary VALUES (?, ?, ?)").run(name, id, made);
    },
    temporaries: (name) =>
      new Map(
        sql("SELECT id, made FROM job_temporary WHERE job = ?")
          .all(name)
          .map((row) => [String(row["id"]), row["made"] === null ? null : String(row["made"])]),
      ),
    advance(name, executed, status) {
      sql("UPDATE job SET executed = ?, status = ? WHERE name = ?").run(executed, status, name);
    },
    results: (name, from, count) =>
      sql(
        "SELECT position, bytes FROM job_result WHERE job = ? AND position >= ? ORDER BY position LIMIT ?",
      )
        .all(name, from, count)
        .map((row) => ({ position: Number(row["position"]), bytes: bytesOf(row["bytes"]) })),
  };
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function jobOf(row: Readonly<Record<string, unknown>>): StoredJob {
  return {
    name: String(row["name"]),
    customerId: String(row["customer_id"]),
    status: Number(row["status"]),
    token: String(row["token"]),
    size: Number(row["size"]),
    executed: Number(row["executed"]),
    createdAt: Number(row["created_at"]),
    startedAt: row["started_at"] === null ? null : Number(row["started_at"]),
  };
}

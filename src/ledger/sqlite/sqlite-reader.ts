import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { Action } from "../../knowledge/action.ts";
import type { Exemptions } from "../../operations/build.ts";
import { type Outcome, outcomes, type RowError } from "../../outcome/outcome.ts";
import type { LedgerReader, LedgerRequest, LedgerRow, UnsentRow } from "../rows.ts";
import type { RoundKind } from "../run.ts";

/** A statement of a query, made once. */
export type Sql = (query: string) => StatementSync;

export function ledgerReader(db: DatabaseSync, sql: Sql): LedgerReader {
  const errorsOf = (row: number): readonly RowError[] =>
    sql("SELECT * FROM errors WHERE row = ? ORDER BY position").all(row).map(errorOf);

  let tallied:
    | { readonly changes: SQLOutputValue | undefined; readonly tally: readonly Tally[] }
    | undefined;
  /** Reads all rows, and so only if something has changed since it did last. */
  const tally = (): readonly Tally[] => {
    const changes = sql("SELECT total_changes() AS n").get()?.["n"];
    if (tallied === undefined || tallied.changes !== changes) {
      const rows = sql(
        `SELECT customer_id, outcome, count(*) AS n, min(number) AS first FROM rows
         GROUP BY customer_id, outcome ORDER BY first`,
      ).all();
      const counted = rows.map((row) => ({
        customerId: text(row["customer_id"]),
        outcome: row["outcome"] as Outcome,
        count: Number(row["n"]),
      }));
      tallied = { changes, tally: counted };
    }
    return tallied.tally;
  };
  const customersWith = (wanted: Outcome): readonly string[] =>
    tally().flatMap(({ customerId, outcome }) =>
      outcome === wanted && customerId !== null ? [customerId] : [],
    );

  return {
    rounds: () =>
      sql("SELECT * FROM rounds ORDER BY number")
        .all()
        .map((row) => ({
          number: Number(row["number"]),
          kind: row["kind"] as RoundKind,
          startedAt: String(row["started_at"]),
          endedAt: text(row["ended_at"]),
        })),
    customersToSend: () => customersWith("unsent"),
    unsent: (customerId, after, limit) =>
      sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL ORDER BY number LIMIT ?`,
      ).iterate(customerId, after, limit) as unknown as Iterable<UnsentRow>,
    asSent: (row) =>
      sql(`SELECT ${UNSENT_COLUMNS} FROM rows WHERE number = ? AND operation IS NOT NULL`).get(
        row,
      ) as unknown as UnsentRow | undefined,
    unresolved: (customerId, after, limit) =>
      sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL
         AND instr(uses, 'find:') > 0 ORDER BY number LIMIT ?`,
      ).all(customerId, after, limit) as unknown as readonly UnsentRow[],
    unresolvedCount: () =>
      Number(
        sql(
          "SELECT count(*) AS n FROM rows WHERE outcome = 'unsent' AND instr(uses, 'find:') > 0",
        ).get()?.["n"],
      ),
    nameOf: (customerId, sought) =>
      text(
        sql("SELECT resource_name FROM names WHERE customer_id = ? AND sought = ?").get(
          customerId,
          sought,
        )?.["resource_name"],
      ) ?? undefined,
    inDoubt: (customerId) =>
      sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND outcome = 'in_doubt' ORDER BY number`,
      ).all(customerId) as unknown as readonly UnsentRow[],
    customersInDoubt: () => customersWith("in_doubt"),
    isUsed: (customerId, temporaryName) =>
      sql(
        "SELECT 1 FROM rows WHERE customer_id = ? AND instr(' ' || uses || ' ', ' ' || ? || ' ') > 0 LIMIT 1",
      ).get(customerId, temporaryName) !== undefined,
    definedBy(customerId, temporaryName) {
      const found = sql(
        `${SELECT_ROWS} WHERE rows.defines = ? AND rows.customer_id = ? ORDER BY rows.number LIMIT 1`,
      ).get(temporaryName, customerId);
      return found === undefined ? undefined : rowOf(found);
    },
    countsByCustomer() {
      const found = new Map<string | null, Record<Outcome, number>>();
      for (const { customerId, outcome, count } of tally()) {
        const counts = found.get(customerId) ?? noCounts();
        counts[outcome] = count;
        found.set(customerId, counts);
      }
      return [...found].map(([customerId, counts]) => ({ customerId, counts }));
    },
    counts() {
      const counts = noCounts();
      for (const { outcome, count } of tally()) counts[outcome] += count;
      return counts;
    },
    operationsSince: (time) =>
      Number(
        sql(
          `SELECT coalesce(sum(row_count), 0) AS n FROM requests WHERE started_at >= ?
           AND method IN ('GoogleAdsService.Mutate', 'BatchJobService.AddBatchJobOperations')`,
        ).get(time)?.["n"],
      ),
    audit: () => ({
      openRequests: Number(
        sql("SELECT count(*) AS n FROM requests WHERE state = 'sending'").get()?.["n"],
      ),
      unexplained: Number(
        sql(
          `SELECT count(*) AS n FROM rows WHERE outcome NOT IN ('accepted', 'unsent')
           AND NOT EXISTS (SELECT 1 FROM errors WHERE errors.row = rows.number)`,
        ).get()?.["n"],
      ),
      stranded: Number(
        sql(
          `SELECT count(*) AS n FROM rows WHERE job IS NOT NULL AND (outcome <> 'unsent' OR NOT EXISTS
           (SELECT 1 FROM jobs WHERE jobs.id = rows.job AND jobs.state <> 'closed'))`,
        ).get()?.["n"],
      ),
    }),
    row(number) {
      const found = sql(`${SELECT_ROWS} WHERE rows.number = ?`).get(number);
      return found === undefined ? undefined : rowOf(found);
    },
    *rows(...only) {
      const where = only.length === 0 ? "" : `WHERE outcome IN (${only.map(() => "?").join(", ")})`;
      // A statement of its own: the caller may ask for something else while it reads.
      const statement = db.prepare(`${SELECT_ROWS} ${where} ORDER BY rows.number`);
      for (const row of statement.iterate(...only)) yield rowOf(row);
    },
    *errors() {
      for (const error of db.prepare("SELECT * FROM errors ORDER BY row, position").iterate()) {
        const row = Number(error["row"]);
        yield { row: row === NO_ROW ? null : row, error: errorOf(error) };
      }
    },
    errorsOf,
    looseErrors: () => errorsOf(NO_ROW),
    *standings() {
      // Thousands of rows share a request: its id is looked up here, not joined to each of them.
      const requestIds = new Map<SQLOutputValue | undefined, string | null>();
      for (const request of sql("SELECT id, request_id FROM requests").iterate()) {
        requestIds.set(request["id"], text(request["request_id"]));
      }
      const statement = db.prepare(
        "SELECT number, outcome, customer_id, resource_name, attempts, request FROM rows ORDER BY number",
      );
      for (const row of statement.iterate()) {
        yield {
          number: Number(row["number"]),
          outcome: row["outcome"] as Outcome,
          customerId: text(row["customer_id"]),
          resourceName: text(row["resource_name"]),
          attempts: Number(row["attempts"]),
          requestId: requestIds.get(row["request"]) ?? null,
        };
      }
    },
    *requests() {
      for (const row of db.prepare("SELECT * FROM requests ORDER BY id").iterate()) {
        yield {
          id: Number(row["id"]),
          round: Number(row["round"]),
          customerId: String(row["customer_id"]),
          method: String(row["method"]),
          rows: String(row["rows"]),
          rowCount: Number(row["row_count"]),
          attempt: Number(row["attempt"]),
          state: row["state"] as LedgerRequest["state"],
          startedAt: String(row["started_at"]),
          endedAt: text(row["ended_at"]),
          status: row["status"] === null ? null : Number(row["status"]),
          requestId: text(row["request_id"]),
          failure: text(row["failure"]),
        };
      }
    },
  };
}

function noCounts(): Record<Outcome, number> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
}

/** How many rows of an account stand so, in the order of their first rows. */
interface Tally {
  readonly customerId: string | null;
  readonly outcome: Outcome;
  readonly count: number;
}

/** The members of `UnsentRow`, by their names: that is what the rows of these queries are cast to. */
const UNSENT_COLUMNS = "number, raw, operation, defines, uses, exemptions, attempts, doubted";

/** Stands in `errors` for no row; data rows begin at 2. */
export const NO_ROW = 0;

const ROW_COLUMNS = `number, line, raw, rows.customer_id, outcome, resource_name, blocked_by, attempts,
  exemptions, rows.job`;

const SELECT_ROWS = `
  SELECT ${ROW_COLUMNS}, request_id
  FROM rows LEFT JOIN requests ON requests.id = rows.request`;

function rowOf(row: Readonly<Record<string, SQLOutputValue>>): LedgerRow {
  return {
    number: Number(row["number"]),
    line: Number(row["line"]),
    raw: String(row["raw"]),
    customerId: text(row["customer_id"]),
    outcome: row["outcome"] as Outcome,
    resourceName: text(row["resource_name"]),
    blockedBy: row["blocked_by"] === null ? null : Number(row["blocked_by"]),
    attempts: Number(row["attempts"]),
    exemptions:
      typeof row["exemptions"] === "string" ? (JSON.parse(row["exemptions"]) as Exemptions) : null,
    requestId: text(row["request_id"]),
    isUnderway: row["job"] !== null,
  };
}

function errorOf(error: Readonly<Record<string, SQLOutputValue>>): RowError {
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

function text(value: SQLOutputValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

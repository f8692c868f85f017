import type { SQLOutputValue } from "node:sqlite";
import type { Exemptions } from "../../operations/build.ts";
import { asFound, FOUND, SOUGHT } from "../../operations/sought-name.ts";
import { type Outcome, outcomes } from "../../outcome/outcome.ts";
import type { LedgerRow, NewRow, RowLedger, UnsentRow } from "../rows.ts";
import type { Run } from "../run.ts";
import { ledgerIndexes, textTable } from "./sqlite-schema.ts";
import {
  addErrors,
  countOf,
  errorOf,
  errorsOf,
  NO_ROW,
  type SqlRow,
  type Store,
  text,
} from "./sqlite-store.ts";

/** @param saveRun saves the run with the number of its rows. */
export function sqliteRows(store: Store, saveRun: (run: Run) => void): RowLedger {
  const { db, sql, transaction } = store;
  let tallied: { readonly changes: string; readonly tally: readonly Tally[] } | undefined;
  /** Reads all rows, and so only if something has changed since it did last. */
  const tally = (): readonly Tally[] => {
    // SQLite does not count back when a transaction is rolled back.
    const changes = `${countOf(sql("SELECT total_changes() AS n").get())} ${store.rollbacks()}`;
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

  const add = (row: NewRow): void => {
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
      usesText(row.uses),
      row.outcome,
    );
    addErrors(store, row.number, row.errors);
  };
  const nameNoted = (customerId: string, sought: string): string | undefined =>
    text(
      sql("SELECT resource_name FROM names WHERE customer_id = ? AND sought = ?").get(
        customerId,
        sought,
      )?.["resource_name"],
    ) ?? undefined;
  const find = (number: number): LedgerRow | undefined => {
    const found = sql(`${SELECT_ROWS} WHERE rows.number = ?`).get(number);
    return found === undefined ? undefined : rowOf(found);
  };
  const keepTexts = (): void => db.exec(textTable);
  const clearErrors = (row: number): void => {
    sql("DELETE FROM errors WHERE row = ?").run(row);
  };

  return {
    add,
    endIntake(run) {
      // The transaction is the one that a new ledger begins with.
      db.exec(ledgerIndexes);
      saveRun(run);
      db.exec("COMMIT");
      store.secure();
    },
    last: () => Number(sql("SELECT coalesce(max(number), 0) AS n FROM rows").get()?.["n"]),
    find,
    *all(...only) {
      const where = only.length === 0 ? "" : `WHERE outcome IN (${only.map(() => "?").join(", ")})`;
      // A statement of its own: the caller may ask for something else while it reads.
      const statement = db.prepare(`${SELECT_ROWS} ${where} ORDER BY rows.number`);
      for (const row of statement.iterate(...only)) yield rowOf(row);
    },
    *standings() {
      // Thousands of rows share a request: its id is looked up here, not joined to each of them.
      const requestIds = new Map<SQLOutputValue | undefined, string | null>();
      for (const request of sql("SELECT id, request_id FROM requests").iterate()) {
        requestIds.set(request["id"], text(request["request_id"]));
      }
      const statement = db.prepare(
        `SELECT number, outcome, customer_id, resource_name, attempts, request,
         CASE outcome WHEN 'accepted' THEN operation END AS operation FROM rows ORDER BY number`,
      );
      for (const row of statement.iterate()) {
        const { operation } = row;
        yield {
          number: Number(row["number"]),
          outcome: row["outcome"] as Outcome,
          customerId: text(row["customer_id"]),
          resourceName: text(row["resource_name"]),
          attempts: Number(row["attempts"]),
          requestId: requestIds.get(row["request"]) ?? null,
          operation: operation instanceof Uint8Array ? operation : null,
        };
      }
    },
    counts() {
      const counts = noCounts();
      for (const { outcome, count } of tally()) counts[outcome] += count;
      return counts;
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
    customersWith,
    *unsent(customerId, after, limit) {
      const found = sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL ORDER BY number LIMIT ?`,
      ).iterate(customerId, after, limit);
      for (const row of found) yield unsentRowOf(row);
    },
    asSent(number) {
      const found = sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows WHERE number = ? AND operation IS NOT NULL`,
      ).get(number);
      return found === undefined ? undefined : unsentRowOf(found);
    },
    unresolved: (customerId, after, limit) =>
      sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL
         AND instr(uses, ?) > 0 ORDER BY number LIMIT ?`,
      )
        .all(customerId, after, SOUGHT, limit)
        .map(unsentRowOf),
    unresolvedCount: () =>
      Number(
        sql("SELECT count(*) AS n FROM rows WHERE outcome = 'unsent' AND instr(uses, ?) > 0").get(
          SOUGHT,
        )?.["n"],
      ),
    nameOf: (customerId, sought) =>
      nameNoted(customerId, sought) ?? nameNoted(customerId, asFound(sought)),
    currentNameOf: nameNoted,
    inDoubt: (customerId) =>
      sql(
        `SELECT ${UNSENT_COLUMNS} FROM rows
         WHERE customer_id = ? AND outcome = 'in_doubt' ORDER BY number`,
      )
        .all(customerId)
        .map(unsentRowOf),
    isUsed: (customerId, temporaryName) =>
      sql(
        "SELECT 1 FROM rows WHERE customer_id = ? AND instr(' ' || uses || ' ', ' ' || ? || ' ') > 0 LIMIT 1",
      ).get(customerId, temporaryName) !== undefined,
    definedBy(customerId, temporaryName) {
      const found = sql(
        `${SELECT_ROWS} WHERE rows.defines = ? AND rows.customer_id = ?
         ORDER BY rows.outcome = 'dropped', rows.number LIMIT 1`,
      ).get(temporaryName, customerId);
      return found === undefined ? undefined : rowOf(found);
    },
    operationsOn: (resourceName) =>
      sql("SELECT operation FROM rows WHERE resource_name = ?")
        .all(resourceName)
        .flatMap(({ operation }) => (operation instanceof Uint8Array ? [operation] : [])),
    noteName(customerId, sought, resourceName) {
      sql("INSERT OR REPLACE INTO names VALUES (?, ?, ?)").run(customerId, sought, resourceName);
    },
    forgetNames() {
      transaction(() => {
        sql(
          `UPDATE OR REPLACE names SET sought = ? || substr(sought, ?) WHERE sought GLOB ? || '*'`,
        ).run(FOUND, SOUGHT.length + 1, SOUGHT);
        sql(
          `UPDATE rows SET uses = replace(uses, ?, ?)
           WHERE outcome = 'unsent' AND job IS NULL AND instr(uses, ?) > 0`,
        ).run(FOUND, SOUGHT, FOUND);
      });
    },
    resolve(number, operation, uses) {
      sql("UPDATE rows SET operation = ?, uses = ? WHERE number = ?").run(
        operation,
        usesText(uses),
        number,
      );
    },
    noteText(digest, row) {
      keepTexts();
      sql("INSERT OR IGNORE INTO texts VALUES (?, ?)").run(digest, row);
    },
    rowSaying(digest) {
      keepTexts();
      const noted = sql("SELECT row FROM texts WHERE digest = ?").get(digest);
      return noted === undefined ? undefined : find(Number(noted["row"]));
    },
    replace(row) {
      transaction(() => {
        sql(
          `UPDATE rows SET raw = ?, customer_id = ?, operation = ?, defines = ?, uses = ?, exemptions = ?,
           outcome = ?, blocked_by = NULL, doubted = 0 WHERE number = ?`,
        ).run(
          row.raw,
          row.customerId,
          row.operation,
          row.defines,
          usesText(row.uses),
          row.exemptions === null ? null : JSON.stringify(row.exemptions),
          row.outcome,
          row.number,
        );
        clearErrors(row.number);
        addErrors(store, row.number, row.errors);
      });
    },
    release(numbers) {
      transaction(() => {
        const update = sql(
          "UPDATE rows SET outcome = 'unsent', blocked_by = NULL WHERE number = ?",
        );
        for (const number of numbers) {
          update.run(number);
          clearErrors(number);
        }
      });
    },
    record({ row, outcome, resourceName, blockedBy, errors }) {
      transaction(() => {
        sql("UPDATE rows SET outcome = ?, resource_name = ?, blocked_by = ? WHERE number = ?").run(
          outcome,
          resourceName,
          blockedBy,
          row,
        );
        clearErrors(row);
        addErrors(store, row, errors);
      });
    },
    errorsOf: (number) => errorsOf(store, number),
    *errors() {
      for (const error of db.prepare("SELECT * FROM errors ORDER BY row, position").iterate()) {
        const row = Number(error["row"]);
        yield { row: row === NO_ROW ? null : row, error: errorOf(error) };
      }
    },
    audit: () => ({
      unexplained: countOf(
        sql(
          `SELECT count(*) AS n FROM rows WHERE outcome NOT IN ('accepted', 'unsent', 'dropped')
           AND NOT EXISTS (SELECT 1 FROM errors WHERE errors.row = rows.number)`,
        ).get(),
      ),
      stranded: countOf(
        sql(
          `SELECT count(*) AS n FROM rows WHERE job IS NOT NULL AND (outcome <> 'unsent' OR NOT EXISTS
           (SELECT 1 FROM jobs WHERE jobs.id = rows.job AND jobs.state <> 'closed'))`,
        ).get(),
      ),
    }),
  };
}

/** Separated by blanks, which no name has. */
function usesText(uses: readonly string[]): string | null {
  return uses.length === 0 ? null : uses.join(" ");
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

export const UNSENT_COLUMNS =
  "number, raw, operation, defines, uses, exemptions, attempts, doubted";

const ROW_COLUMNS = `number, line, raw, rows.customer_id, outcome, resource_name, blocked_by, attempts,
  exemptions, rows.job`;

const SELECT_ROWS = `
  SELECT ${ROW_COLUMNS}, request_id
  FROM rows LEFT JOIN requests ON requests.id = rows.request`;

function rowOf(row: SqlRow): LedgerRow {
  return {
    number: Number(row["number"]),
    line: Number(row["line"]),
    raw: String(row["raw"]),
    customerId: text(row["customer_id"]),
    outcome: row["outcome"] as Outcome,
    resourceName: text(row["resource_name"]),
    blockedBy: row["blocked_by"] === null ? null : Number(row["blocked_by"]),
    attempts: Number(row["attempts"]),
    exemptions: exemptionsOf(row["exemptions"]),
    requestId: text(row["request_id"]),
    isUnderway: row["job"] !== null,
  };
}

const NO_NAMES: readonly string[] = [];

export function unsentRowOf(row: SqlRow): UnsentRow {
  const { operation } = row;
  if (!(operation instanceof Uint8Array)) throw new Error("a row to send has no operation");
  return { ...asWritten(row), operation };
}

/** What a row says, but for its operation, which it may have lost. */
export function asWritten(row: SqlRow): Omit<UnsentRow, "operation"> {
  return {
    number: Number(row["number"]),
    raw: String(row["raw"]),
    defines: text(row["defines"]),
    uses: text(row["uses"])?.split(" ") ?? NO_NAMES,
    exemptions: exemptionsOf(row["exemptions"]),
    attempts: Number(row["attempts"]),
    isDoubted: row["doubted"] === 1,
  };
}

function exemptionsOf(value: SQLOutputValue | undefined): Exemptions | null {
  return typeof value === "string" ? (JSON.parse(value) as Exemptions) : null;
}

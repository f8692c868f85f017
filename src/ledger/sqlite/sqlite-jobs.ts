import type { Outcome } from "../../outcome/outcome.ts";
import type { Job, JobLedger, JobRow, JobState, PlannedRow } from "../jobs.ts";
import { formatRowNumbers, parseRowNumbers } from "../row-numbers.ts";
import { atMost, inOrder, map } from "./in-order.ts";
import { plain, type PlainStanding } from "./plain-standings.ts";
import type { RowStore } from "./sqlite-rows.ts";
import { countOf, indexNames, type SqlRow } from "./sqlite-store.ts";

export function sqliteJobs({ store, plainRows, records }: RowStore): JobLedger {
  const { db, sql, transaction } = store;
  // Once, since it is asked for every row.
  db.exec(CHANGED);
  const leave = (rows: Iterable<number>, job: Job): void => {
    const statement = sql("UPDATE rows SET job = NULL WHERE number = ? AND job = ?");
    for (const row of rows) {
      if (plainRows.standingOf(row) === plain.underway) plainRows.note(row, plain.waiting);
      else statement.run(row, job.id);
    }
  };
  const rowsOf = (job: Job, state?: string): readonly number[] =>
    sql("SELECT rows, state FROM job_adds WHERE job = ? ORDER BY first")
      .all(job.id)
      .filter((add) => state === undefined || add["state"] === state)
      .flatMap((add) => parseRowNumbers(String(add["rows"])));
  const rowNumbered = (number: number): JobRow | undefined => {
    const plainRow = records.plainJobRow(number);
    if (plainRow !== undefined) return plainRow;
    const record = records.get(number);
    return record === undefined ? undefined : records.jobRow(record);
  };
  /** Whether a row stands otherwise, as far as that can be told without reading it. */
  const isOtherwise = (number: number, outcome: Outcome): boolean => {
    const standing = plainRows.standingOf(number);
    if (standing === plain.none || standing === plain.recorded) return false;
    return (standing === plain.accepted ? "accepted" : "unsent") !== outcome;
  };
  const waitingCount = (customerId: string): number =>
    countOf(
      sql(
        "SELECT count(*) AS n FROM rows WHERE customer_id = ? AND outcome = 'unsent' AND job IS NULL",
      ).get(customerId),
    ) + (plainRows.countsOf(customerId)?.waiting ?? 0);
  const hasRecordWith = (condition: string, value: string | number): boolean =>
    sql(`SELECT 1 FROM rows WHERE ${condition} LIMIT 1`).get(value) !== undefined;
  // Results come in the order of the operations: nearly always the add that was asked for last.
  let last: {
    readonly job: number;
    readonly first: number;
    readonly rows: readonly number[];
  } | null = null;
  const numberAt = (job: Job, position: number): number | undefined => {
    const isIn = last?.job === job.id && position >= last.first;
    if (isIn && last !== null && position < last.first + last.rows.length)
      return last.rows[position - last.first];
    const add = sql(
      "SELECT first, rows FROM job_adds WHERE job = ? AND first <= ? AND first + count > ?",
    ).get(job.id, position, position);
    if (add === undefined) return undefined;
    last = {
      job: job.id,
      first: Number(add["first"]),
      rows: parseRowNumbers(String(add["rows"])),
    };
    return last.rows[position - last.first];
  };

  return {
    open(customerId) {
      const found = sql("SELECT * FROM jobs WHERE customer_id = ? AND state <> 'closed'").get(
        customerId,
      );
      if (found === undefined) return null;
      const count = (state: string): number =>
        Number(
          sql("SELECT sum(count) AS n FROM job_adds WHERE job = ? AND state = ?").get(
            Number(found["id"]),
            state,
          )?.["n"] ?? 0,
        );
      return jobOf(found, count("added"), count("adding"));
    },
    create(customerId, resourceName, createdAt) {
      const { lastInsertRowid } = sql(
        "INSERT INTO jobs (customer_id, resource_name, state, created_at) VALUES (?, ?, 'filling', ?)",
      ).run(customerId, resourceName, createdAt);
      return {
        id: Number(lastInsertRowid),
        customerId,
        resourceName,
        state: "filling",
        token: "",
        pageToken: "",
        size: 0,
        onTheWay: 0,
        createdAt,
      };
    },
    beginAdd(job, rows) {
      transaction(() => {
        sql("INSERT INTO job_adds VALUES (?, ?, ?, ?, 'adding')").run(
          job.id,
          job.size,
          rows.length,
          formatRowNumbers(rows),
        );
        const statement = sql("UPDATE rows SET job = ? WHERE number = ?");
        for (const row of rows) {
          if (plainRows.standingOf(row) === plain.waiting) plainRows.noteUnderway(row, job.id);
          else statement.run(job.id, row);
        }
      });
    },
    landAdd(job, nextToken) {
      transaction(() => {
        sql("UPDATE job_adds SET state = 'added' WHERE job = ? AND state = 'adding'").run(job.id);
        sql("UPDATE jobs SET token = ? WHERE id = ?").run(nextToken, job.id);
      });
    },
    withdrawAdd(job) {
      transaction(() => {
        leave(rowsOf(job, "adding"), job);
        sql("DELETE FROM job_adds WHERE job = ? AND state = 'adding'").run(job.id);
        last = null;
      });
    },
    setState(job, state) {
      sql("UPDATE jobs SET state = ? WHERE id = ?").run(state, job.id);
    },
    setPageToken(job, pageToken) {
      sql("UPDATE jobs SET page_token = ? WHERE id = ?").run(pageToken, job.id);
    },
    abandon(job) {
      transaction(() => {
        leave(rowsOf(job), job);
        sql("UPDATE jobs SET state = 'closed' WHERE id = ?").run(job.id);
      });
    },
    rowAt(job, position) {
      const number = numberAt(job, position);
      return number === undefined ? undefined : rowNumbered(number);
    },
    freshRowAt(job, position) {
      const number = numberAt(job, position);
      if (number === undefined || plainRows.standingOf(number) !== plain.underway) return undefined;
      return plainRows.jobOf(number) === job.id ? number : undefined;
    },
    *withoutResult(job) {
      const { underway = 0 } = plainRows.countsOf(job.customerId) ?? {};
      if (underway === 0 && !hasRecordWith("job = ?", job.id)) return;
      for (const number of rowsOf(job)) {
        const row = isOtherwise(number, "unsent") ? undefined : rowNumbered(number);
        if (row?.job === job.id) yield row;
      }
    },
    *standing(job, outcome) {
      const isOfPages = outcome === "accepted" || outcome === "unsent";
      if (!isOfPages && !hasRecordWith("outcome = ?", outcome)) return;
      for (const number of rowsOf(job)) {
        const row = isOtherwise(number, outcome) ? undefined : rowNumbered(number);
        if (row?.outcome === outcome) yield row;
      }
    },
    planned: (customerId, after, limit) => [
      ...atMost(
        limit,
        inOrder(
          map(
            records.where(
              "customer_id = ? AND number > ? AND outcome = 'unsent'",
              customerId,
              after,
            ),
            (record) => plannedRowOf(records.jobRow(record)),
          ),
          plainRows.ofCustomer(customerId, after, limit, isUnsent).map(({ page, position }) => {
            const number = page.index.numberAt(position);
            const isUnderway = plainRows.standingOf(number) === plain.underway;
            return { number, operation: page.operationAt(position), isUnderway };
          }),
          ({ number }) => number,
        ),
      ),
    ],
    // What such an operation asks for is in no page.
    sentAlone: (customerId, is) =>
      Array.from(
        records.where(
          "customer_id = ? AND outcome = 'unsent' AND job IS NULL AND uses IS NULL",
          customerId,
        ),
        (record) => records.unsentRow(record),
      ).filter(({ operation }) => is(operation)),
    waiting: waitingCount,
    waitingRow(number) {
      const row = rowNumbered(number);
      return row === undefined ||
        row.outcome !== "unsent" ||
        row.job !== null ||
        row.operation === null
        ? undefined
        : { ...row, operation: row.operation };
    },
    underway() {
      const recorded = countOf(sql("SELECT count(*) AS n FROM rows WHERE job IS NOT NULL").get());
      return [...plainRows.counts()].reduce((sum, { underway }) => sum + underway, recorded);
    },
    setGroup(customerId, row, key) {
      if (key === null) sql("DELETE FROM row_groups WHERE row = ?").run(row);
      else {
        records.ensure(row);
        sql("INSERT OR REPLACE INTO row_groups VALUES (?, ?, ?)").run(row, customerId, key);
      }
    },
    hasGroups: (customerId) =>
      sql("SELECT 1 FROM row_groups WHERE customer_id = ? LIMIT 1").get(customerId) !== undefined,
    groupOf(row) {
      const key = sql("SELECT key FROM row_groups WHERE row = ?").get(row)?.["key"];
      return typeof key === "string" ? key : null;
    },
    group: (customerId, key) =>
      sql(
        `SELECT number, outcome, job FROM row_groups JOIN rows ON number = row
         WHERE row_groups.customer_id = ? AND key = ? ORDER BY number`,
      )
        .all(customerId, key)
        .map((row) => ({
          number: Number(row["number"]),
          outcome: row["outcome"] as Outcome,
          isUnderway: row["job"] !== null,
        })),
    splitGroups: (job) =>
      sql(
        `SELECT key FROM row_groups JOIN rows ON number = row
         WHERE row_groups.customer_id = ? AND outcome = 'unsent'
         GROUP BY key HAVING max(job IS NOT NULL) = 1 AND max(job IS NULL) = 1 ORDER BY min(number)`,
      )
        .all(job.customerId)
        .map((row) => String(row["key"])),
    brokenGroups: (customerId) =>
      sql(
        `SELECT own.row AS row, min(other.row) AS blocker FROM row_groups AS own
         JOIN rows AS r ON r.number = own.row AND r.outcome = 'unsent' AND r.job IS NULL
         JOIN row_groups AS other ON other.customer_id = own.customer_id AND other.key = own.key
         JOIN rows AS o ON o.number = other.row AND o.outcome IN ('rejected', 'invalid', 'in_doubt')
         WHERE own.customer_id = ? AND NOT EXISTS (
           SELECT 1 FROM row_groups AS g JOIN rows AS a ON a.number = g.row
           WHERE g.customer_id = own.customer_id AND g.key = own.key AND a.outcome = 'accepted')
         GROUP BY own.row`,
      )
        .all(customerId)
        .map((row) => ({ row: Number(row["row"]), blocker: Number(row["blocker"]) })),
    firstToChange(resourceName, row) {
      const { changes } = sql("INSERT OR IGNORE INTO temp.changed VALUES (?, ?)").run(
        resourceName,
        row,
      );
      if (Number(changes) === 1) return null;
      return Number(sql("SELECT row FROM temp.changed WHERE name = ?").get(resourceName)?.["row"]);
    },
    forgetChanges() {
      sql("DELETE FROM temp.changed").run();
    },
    noteLost(row) {
      indexNames(store);
      records.ensure(row);
      sql(
        `UPDATE rows SET doubted = 1, attempts = attempts + (job IS NOT NULL), job = NULL
         WHERE number = ?`,
      ).run(row);
    },
    blame(row, blocker) {
      records.ensure(row);
      sql("UPDATE rows SET blocked_by = ? WHERE number = ?").run(blocker, row);
    },
  };
}

/** Not worth keeping: it is made again from the rows. */
const CHANGED =
  "CREATE TEMP TABLE IF NOT EXISTS changed (name TEXT PRIMARY KEY, row INTEGER NOT NULL) STRICT, WITHOUT ROWID";

function isUnsent(standing: PlainStanding): boolean {
  return standing === plain.waiting || standing === plain.underway;
}

function plannedRowOf({ number, operation, job }: JobRow): PlannedRow {
  if (operation === null) throw new Error("a row to send has no operation");
  return { number, operation, isUnderway: job !== null };
}

function jobOf(row: SqlRow, size: number, onTheWay: number): Job {
  return {
    id: Number(row["id"]),
    customerId: String(row["customer_id"]),
    resourceName: String(row["resource_name"]),
    state: row["state"] as JobState,
    token: String(row["token"]),
    pageToken: String(row["page_token"]),
    size,
    onTheWay,
    createdAt: String(row["created_at"]),
  };
}

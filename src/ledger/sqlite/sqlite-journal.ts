import type { SQLOutputValue } from "node:sqlite";
import type { RowResult } from "../../outcome/row-result.ts";
import type { Journal, LedgerRequest, NewRequest, RequestEnd } from "../journal.ts";
import { formatRowNumbers, parseRowNumbers } from "../row-numbers.ts";
import { plain } from "./plain-standings.ts";
import type { RowStore } from "./sqlite-rows.ts";
import {
  addErrors,
  countOf,
  errorsOf,
  indexNames,
  NO_ROW,
  type SqlRow,
  text,
} from "./sqlite-store.ts";

export function sqliteJournal({ store, plainRows, answers, records }: RowStore): Journal {
  const { db, sql, transaction } = store;
  /** Whether all that there is to say of a row is that this answer accepted it. */
  const isPlainlyAccepted = ({ row, outcome, blockedBy, errors }: RowResult): boolean => {
    if (outcome !== "accepted" || blockedBy !== null || errors.length > 0) return false;
    const standing = plainRows.standingOf(row);
    return standing === plain.waiting || standing === plain.underway;
  };
  const begin = (request: NewRequest): number => {
    const { lastInsertRowid } = sql(
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
    return Number(lastInsertRowid);
  };
  const end = (id: number, how: RequestEnd): void => {
    sql(
      "UPDATE requests SET state = 'settled', ended_at = ?, status = ?, request_id = ?, failure = ? WHERE id = ?",
    ).run(how.endedAt, how.status, how.requestId, how.failure, id);
  };
  return {
    open(request) {
      store.assertInPlace();
      store.secure();
      return begin(request);
    },
    note(request, how) {
      transaction(() => end(begin(request), how));
    },
    close(id, how, results, unplaced) {
      transaction(() => {
        end(id, how);
        const [accepted, others] = parted(results, isPlainlyAccepted);
        for (const result of others) {
          records.settle(result, id);
          addErrors(store, result.row, result.errors);
        }
        if (accepted.length > 0) {
          answers.add(
            id,
            accepted.map(({ row }) => row),
            accepted.map(({ resourceName }) => resourceName),
          );
          for (const { row } of accepted) plainRows.noteAccepted(row, id);
        }
        if (results.some(({ outcome }) => outcome === "in_doubt")) indexNames(store);
        if (unplaced.length === 0) return;
        const before = countOf(sql("SELECT count(*) AS n FROM errors WHERE row = ?").get(NO_ROW));
        addErrors(store, NO_ROW, unplaced, before);
      });
    },
    abandon: (endedAt, error) =>
      transaction(() => {
        let abandoned = 0;
        for (const request of sql(
          "SELECT id, job, rows FROM requests WHERE state = 'sending'",
        ).all()) {
          const id = Number(request["id"]);
          sql("UPDATE requests SET state = 'lost', ended_at = ? WHERE id = ?").run(endedAt, id);
          if (request["job"] !== null) continue;
          for (const row of parseRowNumbers(String(request["rows"]))) {
            records.ensure(row);
            sql(
              "UPDATE rows SET outcome = 'in_doubt', doubted = 1, attempts = attempts + 1, request = ? WHERE number = ?",
            ).run(id, row);
            addErrors(store, row, [error]);
            abandoned += 1;
          }
        }
        if (abandoned > 0) indexNames(store);
        return abandoned;
      }),
    *requests() {
      // A statement of its own: the caller may ask for something else while it reads.
      for (const row of db.prepare("SELECT * FROM requests ORDER BY id").iterate())
        yield requestOf(row);
    },
    openCount: () =>
      countOf(sql("SELECT count(*) AS n FROM requests WHERE state = 'sending'").get()),
    operationsSince: (time) =>
      countOf(
        sql(
          `SELECT coalesce(sum(row_count), 0) AS n FROM requests WHERE started_at >= ?
           AND method IN ('GoogleAdsService.Mutate', 'BatchJobService.AddBatchJobOperations')`,
        ).get(time),
      ),
    unplacedErrors: () => errorsOf(store, NO_ROW),
  };
}

/** The items of which it is true, and the others. */
function parted<T>(
  items: readonly T[],
  is: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  const those: T[] = [];
  const others: T[] = [];
  for (const item of items) (is(item) ? those : others).push(item);
  return [those, others];
}

function requestOf(row: SqlRow): LedgerRequest {
  const status: SQLOutputValue | undefined = row["status"];
  return {
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
    status: status === null ? null : Number(status),
    requestId: text(row["request_id"]),
    failure: text(row["failure"]),
  };
}

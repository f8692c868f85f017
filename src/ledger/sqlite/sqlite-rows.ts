import { asFound, FOUND, SOUGHT } from "../../operations/sought-name.ts";
import type { Outcome, RowError } from "../../outcome/outcome.ts";
import type { LedgerRow, RowLedger, Standing, UnsentRow } from "../rows.ts";
import type { Run } from "../run.ts";
import { parseRecord } from "../../sheet/csv/records.ts";
import type { Answers } from "./answers.ts";
import { atMost, Following, inOrder, map } from "./in-order.ts";
import { PageIntake } from "./page-intake.ts";
import type { PlainRows } from "./plain-rows.ts";
import { plain, type PlainStanding } from "./plain-standings.ts";
import { type RowRecords, unsentPlainRow, usesText } from "./row-record.ts";
import { ledgerIndexes, textTable } from "./sqlite-schema.ts";
import { addErrors, countOf, errorOf, errorsOf, NO_ROW, type Store, text } from "./sqlite-store.ts";
import { Tally } from "./tally.ts";

/** What the ports of a ledger share. */
export interface RowStore {
  readonly store: Store;
  readonly plainRows: PlainRows;
  readonly answers: Answers;
  readonly records: RowRecords;
}

/**
 * @param runOf the run as it stands.
 * @param saveRun saves the run with the number of its rows.
 * @param isNew the rows of a file are still to be taken in.
 */
export function sqliteRows(
  { store, plainRows, answers, records }: RowStore,
  runOf: () => Run,
  saveRun: (run: Run) => void,
  isNew: boolean,
): RowLedger {
  const { db, sql, transaction } = store;
  const tally = new Tally(store, plainRows);
  /** Collects rows in pages until the intake has ended. */
  let intake = isNew ? new PageIntake(store) : null;
  const customersWith = (wanted: Outcome): readonly string[] =>
    tally
      .byCustomer()
      .flatMap(({ customerId, counts }) =>
        customerId !== null && counts[wanted] > 0 ? [customerId] : [],
      );
  const nameNoted = (customerId: string, sought: string): string | undefined =>
    text(
      sql("SELECT resource_name FROM names WHERE customer_id = ? AND sought = ?").get(
        customerId,
        sought,
      )?.["resource_name"],
    ) ?? undefined;
  const find = (number: number): LedgerRow | undefined => {
    const record = records.get(number);
    return record === undefined ? records.plainRow(number) : records.ledgerRow(record);
  };
  const unsentRecords = function* (
    condition: string,
    ...values: readonly (string | number)[]
  ): Generator<UnsentRow> {
    for (const record of records.where(condition, ...values)) yield records.unsentRow(record);
  };
  const strandedInPages = (): number => {
    const working = new Set(
      sql("SELECT customer_id FROM jobs WHERE state <> 'closed'")
        .all()
        .map((job) => job["customer_id"]),
    );
    return [...plainRows.counts()].reduce(
      (sum, { customerId, underway }) => sum + (working.has(customerId) ? 0 : underway),
      0,
    );
  };
  const allRows = function* (...only: readonly Outcome[]): Generator<LedgerRow> {
    const wants = (outcome: Outcome): boolean => only.length === 0 || only.includes(outcome);
    const places = only.map(() => "?").join(", ");
    const recorded = records.where(only.length === 0 ? "TRUE" : `outcome IN (${places})`, ...only);
    const isWanted = wantedStandings(wants("unsent"), wants("accepted"));
    yield* inOrder(
      map(recorded, (record) => records.ledgerRow(record)),
      isWanted === null ? [] : map(plainRows.numbers(isWanted), (number) => present(find(number))),
      ({ number }) => number,
    );
  };
  const errorsInOrder = function* (): Generator<{
    readonly number: number;
    readonly error: RowError;
  }> {
    for (const error of db.prepare("SELECT * FROM errors ORDER BY row, position").iterate())
      yield { number: Number(error["row"]), error: errorOf(error) };
  };
  const codesInOrder = function* (): Generator<{ readonly number: number; readonly code: string }> {
    for (const { row, code } of db
      .prepare("SELECT row, code FROM errors ORDER BY row, position")
      .iterate())
      yield { number: Number(row), code: String(code) };
  };
  const keepTexts = (): void => db.exec(textTable);
  const clearErrors = (row: number): void => {
    sql("DELETE FROM errors WHERE row = ?").run(row);
  };

  return {
    add(row) {
      if (intake?.add(row) === true) return;
      records.insert(row);
      addErrors(store, row.number, row.errors);
    },
    endIntake(run) {
      intake?.end();
      intake = null;
      // The transaction is the one that a new ledger begins with.
      db.exec(ledgerIndexes);
      saveRun(run);
      db.exec("COMMIT");
      plainRows.forget();
      store.secure();
    },
    last: () =>
      Math.max(
        plainRows.last,
        Number(sql("SELECT coalesce(max(number), 0) AS n FROM rows").get()?.["n"]),
      ),
    find,
    cellsOf: (number) => parseRecord(present(records.rawOf(number)), runOf().dialect),
    all: allRows,
    *explained(...only) {
      const errors = new Following(errorsInOrder());
      try {
        for (const row of allRows(...only))
          yield { row, errors: errors.upTo(row.number).map(({ error }) => error) };
      } finally {
        errors.close();
      }
    },
    *standings() {
      const codes = new Following(codesInOrder());
      try {
        yield* inOrder(
          map(records.where("TRUE"), (record): Standing => {
            const own = codes.upTo(Number(record["number"])).map(({ code }) => code);
            return { ...records.standing(record), codes: own };
          }),
          plainStandings(plainRows, answers),
          ({ number }) => number,
        );
      } finally {
        codes.close();
      }
    },
    counts: () => tally.total(),
    countsByCustomer: () => tally.byCustomer(),
    customersWith,
    unsent(customerId, after, limit) {
      const isWaiting = "customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL";
      const paged = plainRows
        .ofCustomer(customerId, after, limit, (standing) => standing === plain.waiting)
        .map((place) => unsentPlainRow(place));
      const isPagedOnly =
        sql(`SELECT 1 FROM rows WHERE ${isWaiting} LIMIT 1`).get(customerId, after) === undefined;
      if (isPagedOnly) return paged;
      const recorded = unsentRecords(isWaiting, customerId, after);
      return atMost(
        limit,
        inOrder(recorded, paged, ({ number }) => number),
      );
    },
    asSent(number) {
      const record = records.get(number);
      if (record !== undefined)
        return records.operationOf(record) === null ? undefined : records.unsentRow(record);
      return records.plainUnsentRow(number);
    },
    unresolved: (customerId, after, limit) => [
      ...atMost(
        limit,
        unsentRecords(
          "customer_id = ? AND number > ? AND outcome = 'unsent' AND job IS NULL AND instr(uses, ?) > 0",
          customerId,
          after,
          SOUGHT,
        ),
      ),
    ],
    unresolvedCount: () =>
      countOf(
        sql("SELECT count(*) AS n FROM rows WHERE outcome = 'unsent' AND instr(uses, ?) > 0").get(
          SOUGHT,
        ),
      ),
    nameOf: (customerId, sought) =>
      nameNoted(customerId, sought) ?? nameNoted(customerId, asFound(sought)),
    currentNameOf: nameNoted,
    inDoubt: (customerId) => [
      ...unsentRecords("customer_id = ? AND outcome = 'in_doubt'", customerId),
    ],
    isUsed: (customerId, temporaryName) =>
      sql(
        "SELECT 1 FROM rows WHERE customer_id = ? AND instr(' ' || uses || ' ', ' ' || ? || ' ') > 0 LIMIT 1",
      ).get(customerId, temporaryName) !== undefined,
    definedBy(customerId, temporaryName) {
      const found = sql(
        `SELECT number FROM rows WHERE defines = ? AND customer_id = ?
         ORDER BY outcome = 'dropped', number LIMIT 1`,
      ).get(temporaryName, customerId);
      return found === undefined ? undefined : find(Number(found["number"]));
    },
    operationsOn: (resourceName) => [
      ...sql("SELECT number FROM rows WHERE resource_name = ?")
        .all(resourceName)
        .flatMap(({ number }) => {
          const record = records.get(Number(number));
          return (record === undefined ? null : records.operationOf(record)) ?? [];
        }),
      ...answers
        .rowsNamed(resourceName)
        .filter((number) => plainRows.standingOf(number) === plain.accepted)
        .map((number) => {
          const { page, position } = plainRows.placeOf(number);
          return page.operationAt(position);
        }),
    ],
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
      records.ensure(number);
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
        records.ensure(row.number);
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
          if (plainRows.standingOf(number) === plain.waiting) continue;
          records.ensure(number);
          update.run(number);
          clearErrors(number);
        }
      });
    },
    record({ row, outcome, resourceName, blockedBy, errors }) {
      transaction(() => {
        records.ensure(row);
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
      for (const { number, error } of errorsInOrder())
        yield { row: number === NO_ROW ? null : number, error };
    },
    audit: () => ({
      unexplained: countOf(
        sql(
          `SELECT count(*) AS n FROM rows WHERE outcome NOT IN ('accepted', 'unsent', 'dropped')
           AND NOT EXISTS (SELECT 1 FROM errors WHERE errors.row = rows.number)`,
        ).get(),
      ),
      stranded:
        countOf(
          sql(
            `SELECT count(*) AS n FROM rows WHERE job IS NOT NULL AND (outcome <> 'unsent' OR NOT EXISTS
             (SELECT 1 FROM jobs WHERE jobs.id = rows.job AND jobs.state <> 'closed'))`,
          ).get(),
        ) + strandedInPages(),
    }),
  };
}

/** Which rows without a record are wanted; null if none are. */
function wantedStandings(
  unsent: boolean,
  accepted: boolean,
): ((standing: PlainStanding) => boolean) | null {
  if (!unsent && !accepted) return null;
  return (standing) =>
    standing === plain.accepted
      ? accepted
      : unsent && (standing === plain.waiting || standing === plain.underway);
}

const NO_CODES: readonly string[] = [];

function* plainStandings(plainRows: PlainRows, answers: Answers): Generator<Standing> {
  for (const { number, standing, kind } of plainRows.standings()) {
    const request = standing === plain.accepted ? plainRows.requestOf(number) : null;
    yield {
      number,
      outcome: request === null ? "unsent" : "accepted",
      customerId: plainRows.customerOf(number),
      resourceName: request === null ? null : answers.nameOf(number, request),
      attempts: request === null ? 0 : 1,
      requestId: request === null ? null : answers.requestIdOf(request),
      kind,
      codes: NO_CODES,
    };
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the ledger has no such row");
  return value;
}

import type { SQLOutputValue } from "node:sqlite";
import type { Exemptions } from "../../operations/build.ts";
import { operationKindOf, UNKNOWN_KIND } from "../../operations/schema/operation-kind.ts";
import type { Outcome } from "../../outcome/outcome.ts";
import type { RowResult } from "../../outcome/row-result.ts";
import type { JobRow } from "../jobs.ts";
import type { LedgerRow, NewRow, Standing, UnsentRow } from "../rows.ts";
import type { Answers } from "./answers.ts";
import type { Place, PlainRows } from "./plain-rows.ts";
import { plain } from "./plain-standings.ts";
import { type SqlRow, type Store, text } from "./sqlite-store.ts";

/** What every query asks of a record. */
const COLUMNS = `number, line, raw, customer_id, operation, defines, uses, exemptions, outcome, resource_name,
  blocked_by, attempts, doubted, request, job`;

const NO_NAMES: readonly string[] = [];

/** Rows as the ledger gives them out, whether they have a record of their own or stand in a page alone. */
export class RowRecords {
  readonly #store: Store;
  readonly #plainRows: PlainRows;
  readonly #answers: Answers;

  constructor(store: Store, plainRows: PlainRows, answers: Answers) {
    this.#store = store;
    this.#plainRows = plainRows;
    this.#answers = answers;
  }

  /** The record of a row; undefined if it has none. */
  get(number: number): SqlRow | undefined {
    return this.#store.sql(`SELECT ${COLUMNS} FROM rows WHERE number = ?`).get(number);
  }

  /** The records that meet a condition, in order. Another query may be asked while they are read. */
  *where(condition: string, ...values: readonly (string | number)[]): Generator<SqlRow> {
    const statement = this.#store.db.prepare(
      `SELECT ${COLUMNS} FROM rows WHERE ${condition} ORDER BY number`,
    );
    yield* statement.iterate(...values);
  }

  /** A new row that needs a record. */
  insert(row: NewRow): void {
    this.#store
      .sql(
        `INSERT INTO rows (number, line, raw, customer_id, operation, defines, uses, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        row.number,
        row.line,
        row.raw,
        row.customerId,
        row.operation,
        row.defines,
        usesText(row.uses),
        row.outcome,
      );
  }

  /** Gives a row of a page a record of its own, as it stands. */
  ensure(number: number): void {
    const standing = this.#plainRows.standingOf(number);
    if (standing === plain.none || standing === plain.recorded) return;
    const customerId = this.#plainRows.customerOf(number);
    const { page, position } = this.#plainRows.placeOf(number);
    const request = standing === plain.accepted ? this.#plainRows.requestOf(number) : null;
    this.#store
      .sql(
        `INSERT INTO rows (number, line, customer_id, outcome, resource_name, attempts, request, job, page)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        number,
        page.index.lineAt(position),
        customerId,
        request === null ? "unsent" : "accepted",
        request === null ? null : this.#answers.nameOf(number, request),
        request === null ? 0 : 1,
        request,
        standing === plain.underway ? this.#plainRows.jobOf(number) : null,
        this.#plainRows.pageOf(number),
      );
    this.#plainRows.note(number, plain.recorded);
  }

  /** Records what the answer to a request says of a row, which may have no record yet. */
  settle({ row, outcome, resourceName, blockedBy }: RowResult, request: number): void {
    const isDoubted = outcome === "in_doubt" ? 1 : 0;
    const standing = this.#plainRows.standingOf(row);
    if (standing !== plain.waiting && standing !== plain.underway) {
      this.ensure(row);
      this.#store
        .sql(
          `UPDATE rows SET outcome = ?, resource_name = ?, blocked_by = ?, attempts = attempts + 1, request = ?,
           job = NULL, doubted = max(doubted, ?) WHERE number = ?`,
        )
        .run(outcome, resourceName, blockedBy, request, isDoubted, row);
      return;
    }
    const { page, position } = this.#plainRows.placeOf(row);
    this.#store
      .sql(
        `INSERT INTO rows (number, line, customer_id, outcome, resource_name, blocked_by, attempts, request,
         page, doubted) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
      )
      .run(
        row,
        page.index.lineAt(position),
        this.#plainRows.customerOf(row),
        outcome,
        resourceName,
        blockedBy,
        request,
        this.#plainRows.pageOf(row),
        isDoubted,
      );
    this.#plainRows.note(row, plain.recorded);
  }

  ledgerRow(record: SqlRow): LedgerRow {
    return {
      number: Number(record["number"]),
      line: Number(record["line"]),
      raw: this.#rawOf(record),
      customerId: text(record["customer_id"]),
      outcome: record["outcome"] as Outcome,
      resourceName: text(record["resource_name"]),
      blockedBy: numberOrNull(record["blocked_by"]),
      attempts: Number(record["attempts"]),
      exemptions: exemptionsOf(record["exemptions"]),
      requestId: record["request"] === null ? null : this.requestIdOf(Number(record["request"])),
      isUnderway: record["job"] !== null,
    };
  }

  /** Where a row stands, but for its reasons. */
  standing(record: SqlRow): Omit<Standing, "codes"> {
    const operation = this.operationOf(record);
    return {
      number: Number(record["number"]),
      outcome: record["outcome"] as Outcome,
      customerId: text(record["customer_id"]),
      resourceName: text(record["resource_name"]),
      attempts: Number(record["attempts"]),
      requestId: record["request"] === null ? null : this.requestIdOf(Number(record["request"])),
      kind: operation === null ? UNKNOWN_KIND : operationKindOf(operation),
    };
  }

  /** Google's id of a request. */
  requestIdOf(request: number): string | null {
    return this.#answers.requestIdOf(request);
  }

  /** A row that has no record; undefined if there is none. */
  plainRow(number: number): LedgerRow | undefined {
    const standing = this.#plainRows.standingOf(number);
    if (standing === plain.none || standing === plain.recorded) return undefined;
    const { page, position } = this.#plainRows.placeOf(number);
    const request = standing === plain.accepted ? this.#plainRows.requestOf(number) : null;
    return {
      number,
      line: page.index.lineAt(position),
      raw: page.rawAt(position),
      customerId: this.#plainRows.customerOf(number),
      outcome: request === null ? "unsent" : "accepted",
      resourceName: request === null ? null : this.#answers.nameOf(number, request),
      blockedBy: null,
      attempts: request === null ? 0 : 1,
      exemptions: null,
      requestId: request === null ? null : this.requestIdOf(request),
      isUnderway: standing === plain.underway,
    };
  }

  /** @throws Error if the row has no operation. */
  unsentRow(record: SqlRow): UnsentRow {
    const operation = this.operationOf(record);
    if (operation === null) throw new Error("a row to send has no operation");
    return { ...this.#asWritten(record), operation };
  }

  jobRow(record: SqlRow): JobRow {
    return {
      ...this.#asWritten(record),
      operation: this.operationOf(record),
      outcome: record["outcome"] as Outcome,
      resourceName: text(record["resource_name"]),
      blockedBy: numberOrNull(record["blocked_by"]),
      job: numberOrNull(record["job"]),
    };
  }

  /** A row that has no record, as it was or is to be sent; undefined if there is none. */
  plainUnsentRow(number: number): UnsentRow | undefined {
    const standing = this.#plainRows.standingOf(number);
    if (standing === plain.none || standing === plain.recorded) return undefined;
    const attempts = standing === plain.accepted ? 1 : 0;
    return { ...unsentPlainRow(this.#plainRows.placeOf(number)), attempts };
  }

  plainJobRow(number: number): JobRow | undefined {
    const row = this.plainUnsentRow(number);
    if (row === undefined) return undefined;
    const standing = this.#plainRows.standingOf(number);
    const isAccepted = standing === plain.accepted;
    return {
      ...row,
      outcome: isAccepted ? "accepted" : "unsent",
      resourceName: isAccepted
        ? this.#answers.nameOf(number, this.#plainRows.requestOf(number))
        : null,
      blockedBy: null,
      job: standing === plain.underway ? this.#plainRows.jobOf(number) : null,
    };
  }

  /** The encoded operation of a record; null if the row was refused as it stands. */
  operationOf(record: SqlRow): Uint8Array | null {
    const { operation, raw, number } = record;
    if (operation instanceof Uint8Array) return operation;
    // An edited row has a text of its own, and says itself that it asks for nothing that can be sent.
    if (raw !== null) return null;
    const { page, position } = this.#plainRows.placeOf(Number(number));
    return page.operationAt(position);
  }

  /** What a row says, but for its operation, which it may have lost. */
  #asWritten(record: SqlRow): Omit<UnsentRow, "operation"> {
    return {
      number: Number(record["number"]),
      defines: text(record["defines"]),
      uses: text(record["uses"])?.split(" ") ?? NO_NAMES,
      exemptions: exemptionsOf(record["exemptions"]),
      attempts: Number(record["attempts"]),
      isDoubted: record["doubted"] === 1,
    };
  }

  /** The exact text of a row; undefined if the ledger has no such row. */
  rawOf(number: number): string | undefined {
    const record = this.#store.sql("SELECT number, raw FROM rows WHERE number = ?").get(number);
    if (record !== undefined) return this.#rawOf(record);
    if (this.#plainRows.standingOf(number) === plain.none) return undefined;
    const { page, position } = this.#plainRows.placeOf(number);
    return page.rawAt(position);
  }

  #rawOf({ raw, number }: SqlRow): string {
    if (typeof raw === "string") return raw;
    const { page, position } = this.#plainRows.placeOf(Number(number));
    return page.rawAt(position);
  }
}

/** A row of a page that waits, as it is sent. */
export function unsentPlainRow({ page, position }: Place): UnsentRow {
  return {
    number: page.index.numberAt(position),
    operation: page.operationAt(position),
    attempts: 0,
    isDoubted: false,
    defines: null,
    uses: NO_NAMES,
    exemptions: null,
  };
}

/** Separated by blanks, which no name has. */
export function usesText(uses: readonly string[]): string | null {
  return uses.length === 0 ? null : uses.join(" ");
}

function numberOrNull(value: SQLOutputValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function exemptionsOf(value: SQLOutputValue | undefined): Exemptions | null {
  return typeof value === "string" ? (JSON.parse(value) as Exemptions) : null;
}

import { formatRowNumbers, parseRowNumbers } from "../row-numbers.ts";
import { NameReader, packNames } from "./answer-names.ts";
import { bytesIn, type Store, text } from "./sqlite-store.ts";

/** Answers kept in memory: reports read those of several accounts in turn. */
const KEPT = 64;

/** What answers have given to rows of pages: their names, kept with the request. */
export class Answers {
  readonly #store: Store;
  readonly #kept = new Map<number, Answer>();
  readonly #requestIds = new Map<number, string | null>();

  constructor(store: Store) {
    this.#store = store;
  }

  forget(): void {
    this.#kept.clear();
    this.#requestIds.clear();
    this.#store.db.exec("DROP TABLE IF EXISTS temp.given");
  }

  /** Keeps what the answer to a request gives to rows that it accepts; null for a row without a name. */
  add(request: number, rows: readonly number[], names: readonly (string | null)[]): void {
    this.#store
      .sql("INSERT INTO answers (request, rows, names) VALUES (?, ?, ?)")
      .run(request, formatRowNumbers(rows), packNames(names));
  }

  /** The name that the answer to a request gave to a row that it accepted. */
  nameOf(row: number, request: number): string | null {
    return this.#answer(request).nameOf(row);
  }

  /** Google's id of a request. */
  requestIdOf(request: number): string | null {
    let id = this.#requestIds.get(request);
    if (id === undefined) {
      id = text(
        this.#store.sql("SELECT request_id FROM requests WHERE id = ?").get(request)?.[
          "request_id"
        ],
      );
      this.#requestIds.set(request, id);
    }
    return id;
  }

  /**
   * The rows to which an answer gave this name. It is looked up only once an answer was lost, and so the names
   * are made findable only then, for as long as the ledger is open.
   */
  rowsNamed(name: string): readonly number[] {
    const { db, sql } = this.#store;
    db.exec(GIVEN);
    const insert = sql("INSERT INTO temp.given VALUES (?, ?, ?)");
    const unread = sql(
      "SELECT request, rows, names FROM answers WHERE request NOT IN (SELECT request FROM temp.given)",
    ).all();
    for (const answer of unread) {
      const names = new NameReader(bytesIn(answer, "names"));
      for (const row of parseRowNumbers(String(answer["rows"])))
        insert.run(Number(answer["request"]), names.next(), row);
    }
    return sql("SELECT row FROM temp.given WHERE name = ?")
      .all(name)
      .map(({ row }) => Number(row));
  }

  #answer(request: number): Answer {
    let answer = this.#kept.get(request);
    if (answer === undefined) {
      const row = this.#store.sql("SELECT rows, names FROM answers WHERE request = ?").get(request);
      if (row === undefined) throw new Error(`the ledger has no answer to request ${request}`);
      answer = new Answer(parseRowNumbers(String(row["rows"])), bytesIn(row, "names"));
      const [oldest] = this.#kept.keys();
      if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
      this.#kept.set(request, answer);
    }
    return answer;
  }
}

const GIVEN = `
  CREATE TEMP TABLE IF NOT EXISTS given (request INTEGER NOT NULL, name TEXT, row INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS temp.given_by_name ON given (name);
  CREATE INDEX IF NOT EXISTS temp.given_by_request ON given (request);
`;

/** Most rows are asked for in their order: the names are read one by one, and each is kept once it was read. */
class Answer {
  readonly #rows: readonly number[];
  readonly #reader: NameReader;
  readonly #names: (string | null)[] = [];
  #positions: ReadonlyMap<number, number> | null = null;

  constructor(rows: readonly number[], packed: Uint8Array) {
    this.#rows = rows;
    this.#reader = new NameReader(packed);
  }

  nameOf(row: number): string | null {
    const position = this.#positionOf(row);
    while (this.#names.length <= position) this.#names.push(this.#reader.next());
    return this.#names[position] ?? null;
  }

  #positionOf(row: number): number {
    const next = this.#names.length;
    if (this.#rows[next] === row) return next;
    this.#positions ??= new Map(this.#rows.map((one, position) => [one, position]));
    const position = this.#positions.get(row);
    if (position === undefined) throw new Error(`the answer does not speak of row ${row}`);
    return position;
  }
}

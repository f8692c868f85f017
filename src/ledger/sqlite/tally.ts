import { type Outcome, outcomes } from "../../outcome/outcome.ts";
import type { PlainRows } from "./plain-rows.ts";
import { countOf, type Store, text } from "./sqlite-store.ts";

/** How many rows of an account stand so. */
export interface CustomerCounts {
  readonly customerId: string | null;
  readonly counts: Record<Outcome, number>;
}

/** Counts the rows by account and outcome. */
export class Tally {
  readonly #store: Store;
  readonly #plainRows: PlainRows;
  #recorded: { readonly changes: string; readonly rows: readonly Recorded[] } | null = null;

  constructor(store: Store, plainRows: PlainRows) {
    this.#store = store;
    this.#plainRows = plainRows;
  }

  /** In the order of the accounts' first rows; null stands for rows that name none. */
  byCustomer(): readonly CustomerCounts[] {
    const found = new Map<string | null, CustomerCounts & { first: number }>();
    const entryOf = (customerId: string | null, first: number): Record<Outcome, number> => {
      const entry = found.get(customerId) ?? { customerId, counts: noCounts(), first };
      entry.first = Math.min(entry.first, first);
      found.set(customerId, entry);
      return entry.counts;
    };
    for (const { customerId, first, waiting, underway, accepted } of this.#plainRows.counts()) {
      const counts = entryOf(customerId, first);
      counts.unsent += waiting + underway;
      counts.accepted += accepted;
    }
    for (const { customerId, outcome, count, first } of this.#records())
      entryOf(customerId, first)[outcome] += count;
    return [...found.values()]
      .toSorted((a, b) => a.first - b.first)
      .map(({ customerId, counts }) => ({ customerId, counts }));
  }

  total(): Record<Outcome, number> {
    const total = noCounts();
    for (const { counts } of this.byCustomer())
      for (const outcome of outcomes) total[outcome] += counts[outcome];
    return total;
  }

  /** Reads all records, and so only if something has changed since it did last. */
  #records(): readonly Recorded[] {
    const { sql, rollbacks } = this.#store;
    // SQLite does not count back when a transaction is rolled back.
    const changes = `${countOf(sql("SELECT total_changes() AS n").get())} ${rollbacks()}`;
    if (this.#recorded?.changes !== changes) {
      const rows = sql(
        `SELECT customer_id, outcome, count(*) AS n, min(number) AS first FROM rows
         GROUP BY customer_id, outcome`,
      ).all();
      this.#recorded = {
        changes,
        rows: rows.map((row) => ({
          customerId: text(row["customer_id"]),
          outcome: row["outcome"] as Outcome,
          count: Number(row["n"]),
          first: Number(row["first"]),
        })),
      };
    }
    return this.#recorded.rows;
  }
}

interface Recorded {
  readonly customerId: string | null;
  readonly outcome: Outcome;
  readonly count: number;
  readonly first: number;
}

function noCounts(): Record<Outcome, number> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
}

import type { OperationKind } from "../../operations/schema/operation-kind.ts";
import {
  type HeldStanding,
  type PageEntry,
  plain,
  type PlainCounts,
  type PlainStanding,
  type PlainStandings,
  plainStandingsIn,
} from "./plain-standings.ts";
import { type PageIndex, RowPage } from "./row-page.ts";
import { bytesIn, type Store } from "./sqlite-store.ts";

/** Where a row is: in which page, and at which position of it. */
export interface Place {
  readonly page: RowPage;
  readonly position: number;
}

/** Pages kept in memory: each account that is sent reads one at a time, and reports read them in turn. */
const KEPT_PAGES = 16;

/**
 * How the rows stand that are held in pages: some bytes in memory for each, worked out from the pages, the
 * answers and the jobs when they are first asked for, and again after a transaction was rolled back.
 */
export class PlainRows {
  readonly #store: Store;
  #loaded: PlainStandings | null = null;
  readonly #pages = new Map<number, RowPage>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is known may not hold any more. */
  forget(): void {
    this.#loaded = null;
    this.#pages.clear();
  }

  standingOf(number: number): PlainStanding {
    return this.#known.standingOf(number);
  }

  /** The number of the last row in a page; 0 if there is none. */
  get last(): number {
    return this.#known.last;
  }

  /** The account of a row that is in a page. */
  customerOf(number: number): string {
    return this.#known.entryOf(number).counts.customerId;
  }

  pageOf(number: number): number {
    return this.#known.entryOf(number).id;
  }

  /** The request whose answer has accepted a row. */
  requestOf(number: number): number {
    return this.#known.holderOf(number);
  }

  /** The batch job that has yet to give the result of a row that is underway. */
  jobOf(number: number): number {
    return this.#known.holderOf(number);
  }

  note(number: number, standing: Exclude<PlainStanding, HeldStanding>): void {
    this.#known.note(number, standing);
  }

  noteUnderway(number: number, job: number): void {
    this.#known.hold(number, plain.underway, job);
  }

  noteAccepted(number: number, request: number): void {
    this.#known.hold(number, plain.accepted, request);
  }

  counts(): Iterable<PlainCounts> {
    return this.#known.counts.values();
  }

  countsOf(customerId: string): PlainCounts | undefined {
    return this.#known.counts.get(customerId);
  }

  placeOf(number: number): Place {
    const page = this.#page(this.pageOf(number));
    return { page, position: page.index.positionFrom(number) };
  }

  /** The rows of an account behind `after` that stand so, in order, `limit` at most. */
  ofCustomer(
    customerId: string,
    after: number,
    limit: number,
    wanted: (standing: PlainStanding) => boolean,
  ): readonly Place[] {
    const found: Place[] = [];
    const known = this.#known;
    const entries = known.entries.get(customerId) ?? [];
    for (let at = firstBehind(entries, after); found.length < limit; at += 1) {
      const entry = entries[at];
      if (entry === undefined) break;
      const page = this.#page(entry.id);
      const { index } = page;
      let position = index.positionFrom(after + 1);
      for (; position < index.count && found.length < limit; position += 1) {
        if (wanted(known.standingOf(index.numberAt(position)))) found.push({ page, position });
      }
    }
    return found;
  }

  /** The numbers of all rows that stand so, in order. */
  *numbers(wanted: (standing: PlainStanding) => boolean): Generator<number> {
    const known = this.#known;
    for (let number = 1; number <= known.last; number += 1) {
      if (wanted(known.standingOf(number))) yield number;
    }
  }

  /** All rows that have no record, in order, with what they ask for. */
  *standings(): Generator<{
    readonly number: number;
    readonly standing: PlainStanding;
    readonly kind: OperationKind;
  }> {
    const known = this.#known;
    let id = 0;
    let index: PageIndex | null = null;
    let position = 0;
    for (let number = 1; number <= known.last; number += 1) {
      const standing = known.standingOf(number);
      if (standing === plain.none || standing === plain.recorded) continue;
      const entry = known.entryOf(number);
      if (index === null || entry.id !== id) {
        id = entry.id;
        index = this.#page(id).index;
        position = -1;
      }
      position += 1;
      if (position >= index.count || index.numberAt(position) !== number)
        position = index.positionFrom(number);
      yield { number, standing, kind: index.kindAt(position) };
    }
  }

  #page(id: number): RowPage {
    const kept = this.#pages.get(id);
    if (kept !== undefined) return kept;
    const { sql } = this.#store;
    const read = (query: string, column: string) => (): Uint8Array => {
      const row = sql(query).get(id);
      if (row === undefined) throw new Error(`the ledger has no page ${id}`);
      return bytesIn(row, column);
    };
    const page = new RowPage({
      index: read("SELECT row_index FROM pages WHERE id = ?", "row_index"),
      operations: read("SELECT operations FROM pages WHERE id = ?", "operations"),
      texts: read("SELECT texts FROM page_texts WHERE page = ?", "texts"),
    });
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= KEPT_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(id, page);
    return page;
  }

  get #known(): PlainStandings {
    return (this.#loaded ??= plainStandingsIn(this.#store));
  }
}

/** The first of the pages, which are in order, that may hold a row behind this number. */
function firstBehind(entries: readonly PageEntry[], after: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.last ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { parseRowNumbers } from "../row-numbers.ts";
import { PageIndex } from "./row-page.ts";
import { bytesIn, type Store } from "./sqlite-store.ts";

/** How a row of a page stands, as far as it has no record of its own. */
export const plain = {
  /** It is in no page. */
  none: 0,
  /** It waits to be sent. */
  waiting: 1,
  /** It is in a batch job that has not given its result yet. */
  underway: 2,
  /** An answer has accepted it. */
  accepted: 3,
  /** It has a record of its own, which tells. */
  recorded: 4,
} as const;

export type PlainStanding = (typeof plain)[keyof typeof plain];

/** A batch job holds the row, or a request does. */
export type HeldStanding = typeof plain.underway | typeof plain.accepted;

/** How many plain rows of an account stand so. */
export interface PlainCounts {
  readonly customerId: string;
  /** The number of its first row. */
  readonly first: number;
  waiting: number;
  underway: number;
  accepted: number;
}

/** A page, by the rows that it holds. */
export interface PageEntry {
  readonly id: number;
  readonly counts: PlainCounts;
  readonly first: number;
  readonly last: number;
}

/** How all rows of pages stand, and in which pages they are: nine bytes in memory for each. */
export class PlainStandings {
  readonly last: number;
  readonly counts = new Map<string, PlainCounts>();
  /** The pages of each account, in order. */
  readonly entries = new Map<string, PageEntry[]>();
  readonly #byId = new Map<number, PageEntry>();
  /** Of each row by its number, as all that follows. */
  readonly #standings: Uint8Array;
  readonly #pages: Uint32Array;
  /** The job of a row that is underway, or the request that has accepted it. */
  readonly #holders: Uint32Array;

  constructor(last: number) {
    this.last = last;
    this.#standings = new Uint8Array(last + 1);
    this.#pages = new Uint32Array(last + 1);
    this.#holders = new Uint32Array(last + 1);
  }

  addPage(id: number, customerId: string, index: PageIndex): void {
    const first = index.numberAt(0);
    let counts = this.counts.get(customerId);
    if (counts === undefined) {
      counts = { customerId, first, waiting: 0, underway: 0, accepted: 0 };
      this.counts.set(customerId, counts);
    }
    counts.waiting += index.count;
    const entry = { id, counts, first, last: index.numberAt(index.count - 1) };
    this.#byId.set(id, entry);
    const entries = this.entries.get(customerId);
    if (entries === undefined) this.entries.set(customerId, [entry]);
    else entries.push(entry);
    if (entry.last - entry.first + 1 === index.count) {
      this.#standings.fill(plain.waiting, entry.first, entry.last + 1);
      this.#pages.fill(id, entry.first, entry.last + 1);
      return;
    }
    for (let position = 0; position < index.count; position += 1) {
      const number = index.numberAt(position);
      this.#standings[number] = plain.waiting;
      this.#pages[number] = id;
    }
  }

  standingOf(number: number): PlainStanding {
    return (this.#standings[number] ?? plain.none) as PlainStanding;
  }

  entryOf(number: number): PageEntry {
    const entry = this.#byId.get(this.#pages[number] ?? 0);
    if (entry === undefined) throw new Error(`row ${number} is in no page`);
    return entry;
  }

  holderOf(number: number): number {
    return this.#holders[number] ?? 0;
  }

  note(number: number, standing: PlainStanding): void {
    const before = this.standingOf(number);
    if (before === plain.none || before === standing) return;
    const { counts } = this.entryOf(number);
    count(counts, before, -1);
    count(counts, standing, 1);
    this.#standings[number] = standing;
  }

  hold(number: number, standing: HeldStanding, holder: number): void {
    this.note(number, standing);
    this.#holders[number] = holder;
  }
}

function count(counts: PlainCounts, standing: PlainStanding, by: number): void {
  if (standing === plain.waiting) counts.waiting += by;
  else if (standing === plain.underway) counts.underway += by;
  else if (standing === plain.accepted) counts.accepted += by;
}

/** Works out from the pages, the answers and the jobs of a ledger how the rows of its pages stand. */
export function plainStandingsIn({ sql }: Store): PlainStandings {
  const last = Number(sql("SELECT coalesce(max(last), 0) AS n FROM pages").get()?.["n"]);
  const loaded = new PlainStandings(last);
  for (const page of sql("SELECT id, customer_id, row_index FROM pages ORDER BY first").iterate()) {
    const index = new PageIndex(bytesIn(page, "row_index"));
    loaded.addPage(Number(page["id"]), String(page["customer_id"]), index);
  }
  for (const answer of sql("SELECT request, rows FROM answers").iterate()) {
    for (const number of parseRowNumbers(String(answer["rows"])))
      loaded.hold(number, plain.accepted, Number(answer["request"]));
  }
  for (const add of sql(
    "SELECT job, rows FROM job_adds JOIN jobs ON jobs.id = job WHERE jobs.state <> 'closed'",
  ).iterate()) {
    for (const number of parseRowNumbers(String(add["rows"])))
      if (loaded.standingOf(number) === plain.waiting)
        loaded.hold(number, plain.underway, Number(add["job"]));
  }
  for (const row of sql("SELECT number FROM rows WHERE page IS NOT NULL").iterate())
    loaded.note(Number(row["number"]), plain.recorded);
  return loaded;
}

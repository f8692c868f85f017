import type { Ledger } from "../ledger/ledger.ts";
import { builderOf } from "../operations/build.ts";
import { parseRecord } from "../sheet/csv/records.ts";

/** Rows that the sheet itself, or --only, leaves out. */
export interface LeftOutRows {
  /** What they are about: `keyword`, `a location`. */
  readonly what: string;
  /** `only`: not of the kinds that --only names; `removed`: the sheet says that it is removed. */
  readonly why: "only" | "removed";
  readonly count: number;
  /** The first of them. */
  readonly rows: readonly number[];
}

/** First rows named for each kind. */
const ROWS_NAMED = 10;

/** The rows that are left out, by what they are about. */
export function leftOutRows({ run, rows }: Ledger): readonly LeftOutRows[] {
  if (rows.counts().dropped === 0) return [];
  const builder = builderOf(run.headers, run.defaults, run.map ?? null);
  const groups = new Map<string, LeftOutRows & { count: number; readonly rows: number[] }>();
  for (const { number, raw } of rows.all("dropped")) {
    const built = builder.build(parseRecord(raw, run.dialect));
    // The others were given up by their owner's word.
    if (built.kind !== "left-out") continue;
    const { what, why } = built;
    const key = `${why} ${what}`;
    const group = groups.get(key) ?? { what, why, count: 0, rows: [] };
    groups.set(key, group);
    group.count += 1;
    if (group.rows.length < ROWS_NAMED) group.rows.push(number);
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count);
}

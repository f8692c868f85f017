import type { Ledger } from "../ledger/ledger.ts";
import { kindOf } from "../operations/schema/atomic-group.ts";
import type { Verb } from "../operations/schema/entity.ts";

/** How many rows ask for the same kind of change in one account. */
export interface Asked {
  readonly customerId: string;
  readonly entity: string;
  readonly verb: Verb;
  readonly rows: number;
}

/** Rows read from the ledger at a time. */
const PAGE = 1_000;

/** What the rows that wait ask for, by account. */
export function askedOf({ rows }: Pick<Ledger, "rows">): readonly Asked[] {
  return rows.customersWith("unsent").flatMap((customerId) => {
    const counts = new Map<string, { entity: string; verb: Verb; rows: number }>();
    for (let after = 0; ;) {
      let read = 0;
      for (const { number, operation } of rows.unsent(customerId, after, PAGE)) {
        after = number;
        read += 1;
        const kind = kindOf(operation);
        if (kind === null) continue;
        const key = `${kind.verb} ${kind.entity}`;
        const count = counts.get(key) ?? { ...kind, rows: 0 };
        count.rows += 1;
        counts.set(key, count);
      }
      if (read < PAGE) break;
    }
    return [...counts.values()].map((count) => ({ customerId, ...count }));
  });
}

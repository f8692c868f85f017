/** The middle of several figures, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws Error if there are no values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (min === undefined || max === undefined || low === undefined || high === undefined)
    throw new Error("there is nothing to take the median of");
  return { median: (low + high) / 2, min, max };
}

/** Whether some value may belong to either. */
export function overlap(one: Spread, other: Spread): boolean {
  return one.min <= other.max && other.min <= one.max;
}

/** Both divided by a number: from a whole to a row, from ms to s. */
export function dividedBy({ median, min, max }: Spread, divisor: number): Spread {
  return { median: median / divisor, min: min / divisor, max: max / divisor };
}

import type { Spread } from "./statistics.ts";

/** Figures of one contender at several sizes. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly rows: number; readonly value: Spread }[];
}

/** A rectangle; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Tick {
  /** The place on its axis. */
  readonly at: number;
  readonly value: number;
}

export interface PlottedLine {
  readonly name: string;
  /** The medians. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** From the largest to the smallest run, at each median. */
  readonly ranges: readonly { readonly x: number; readonly top: number; readonly bottom: number }[];
  /** Where the name stands, to the right of the last point, clear of the other names. */
  readonly labelY: number;
}

export interface Layout {
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly lines: readonly PlottedLine[];
}

/** A logarithmic axis between two places of the chart. */
export interface LogAxis {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** The steps within a power of ten that axes begin, end and are marked at. */
const STEPS = [1, 2, 5];

/**
 * An axis that shows all of the values, from a step at or below the least to one at or above the greatest.
 * @param from where its beginning lies, @param to its end.
 */
export function logAxis(values: readonly number[], from: number, to: number): LogAxis {
  const low = stepAtMost(Math.min(...values));
  const high = stepAtLeast(Math.max(...values));
  const [start, end] = [Math.log10(low), Math.log10(high)];
  // A single value stands in the middle.
  const span = end === start ? 1 : end - start;
  const offset = end === start ? 0.5 : 0;
  return {
    at: (value) => from + ((Math.log10(value) - start) / span + offset) * (to - from),
    ticks: steps(low, high),
  };
}

function stepAtMost(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (STEPS.findLast((step) => step * power <= value * ROUNDING) ?? 1);
}

function stepAtLeast(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (STEPS.find((step) => step * power >= value / ROUNDING) ?? 10);
}

/** 0.2 is not exactly a fifth of 1. */
const ROUNDING = 1 + 1e-9;

function steps(low: number, high: number): readonly number[] {
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high * ROUNDING; power += 1) {
    for (const step of STEPS) {
      const value = Number((step * 10 ** power).toPrecision(3));
      if (value * ROUNDING >= low && value <= high * ROUNDING) found.push(value);
    }
  }
  return found;
}

/**
 * Where everything of a chart lies: rows from left to right, figures from bottom to top, both logarithmic.
 * @param labelHeight the least distance between two names.
 */
export function layOut(series: readonly Series[], box: Box, labelHeight: number): Layout {
  const filled = series.filter(({ points }) => points.length > 0);
  const points = filled.flatMap((one) => one.points);
  if (points.length === 0) return { xTicks: [], yTicks: [], lines: [] };
  const sizes = points.map(({ rows }) => rows);
  const x = logAxis(sizes, box.left, box.left + box.width);
  const y = logAxis(
    points.flatMap(({ value }) => [value.min, value.max]),
    box.top + box.height,
    box.top,
  );
  const ends = filled.map((one) => y.at(one.points.at(-1)?.value.median ?? 1));
  const labels = spaced(ends, labelHeight);
  return {
    // Only sizes that were measured are marked.
    xTicks: [...new Set(sizes)]
      .toSorted((a, b) => a - b)
      .map((value) => ({ value, at: x.at(value) })),
    yTicks: y.ticks.map((value) => ({ value, at: y.at(value) })),
    lines: filled.map((one, index) => ({
      name: one.name,
      points: one.points.map(({ rows, value }) => ({ x: x.at(rows), y: y.at(value.median) })),
      ranges: one.points.map(({ rows, value }) => ({
        x: x.at(rows),
        top: y.at(value.max),
        bottom: y.at(value.min),
      })),
      labelY: labels[index] ?? 0,
    })),
  };
}

/**
 * Moves places apart until each is at least that far from the next, and keeps their order. Places that
 * meet form a group around the middle of where its members wanted to be.
 */
export function spaced(places: readonly number[], distance: number): readonly number[] {
  const order = places
    .map((place, index) => ({ place, index }))
    .toSorted((a, b) => a.place - b.place);
  let groups: readonly (typeof order)[] = order.map((one) => [one]);
  const startOf = (group: typeof order): number =>
    group.reduce((sum, { place }) => sum + place, 0) / group.length -
    ((group.length - 1) * distance) / 2;
  for (let before = 0; before !== groups.length;) {
    before = groups.length;
    groups = groups.reduce<(typeof order)[]>((kept, group) => {
      const last = kept.at(-1);
      if (last === undefined || startOf(group) - startOf(last) >= last.length * distance)
        return [...kept, group];
      return [...kept.slice(0, -1), [...last, ...group]];
    }, []);
  }
  const found = [...places];
  for (const group of groups)
    for (const [position, { index }] of group.entries())
      found[index] = startOf(group) + position * distance;
  return found;
}

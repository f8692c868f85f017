import { type Gap, type GapValue, wholeValue } from "../../operations/shapes/gap.ts";
import type { RowShape } from "../../operations/shapes/row-shape.ts";
import type { ReadOperation } from "../../operations/schema/encoded-operation.ts";
import { naturalKeyOf } from "../../operations/schema/natural-key.ts";
import { visitValues } from "../../operations/values.ts";
import { addOwner } from "./duplicates.ts";
import { type HashedPrefix, hashedPrefix, KeyHash } from "./key-hash.ts";
import { isLimited, limitFinding } from "./limit-faults.ts";
import { textScreenOf } from "./text-screen.ts";
import { adListOf, valueFinding } from "./value-faults.ts";

/** Checks the rows of a shape by what they have in its gaps, since one of them has nothing wrong with it. */
export interface ShapeCheck {
  /** Whether nothing can be found in a row. */
  isSound(rests: readonly GapValue[]): boolean;
  /** The hash of the key of a row, as `keyHashOf` gives it. */
  keyHashOf(rests: readonly GapValue[]): number | null;
}

/**
 * @param sound the operation of a row of that shape in which nothing was found: it has what is required, and its
 *   lists have as many elements as they may.
 */
export function shapeCheckOf(
  { gaps }: RowShape,
  sound: ReadOperation,
  customerId: string,
): ShapeCheck {
  const tests = gaps.flatMap((gap, at) => testsOf(gap, at, sound.entity.name));
  const lists = adListsOf(gaps, sound);
  return {
    isSound(rests) {
      if (lists === null) return false;
      // Indexes and plain loops, because this runs for every row.
      for (let at = 0; at < tests.length; at += 1) if (tests[at]?.(rests) === false) return false;
      for (let at = 0; at < lists.length; at += 1)
        if (!areDifferent(lists[at] ?? [], rests)) return false;
      return true;
    },
    keyHashOf: keyHasher(gaps, sound, customerId),
  };
}

type Test = (rests: readonly GapValue[]) => boolean;

function testsOf(gap: Gap, at: number, entity: string): readonly Test[] {
  const { names, wire } = gap;
  const find = valueFinding(names);
  if (wire !== "text" || (find === null && !isLimited(names, entity))) return [];
  const isHarmless = textScreenOf(names, entity);
  return [
    (rests) => {
      const text = String(wholeValue(gap, rests[at] ?? ""));
      if (isHarmless(text)) return true;
      return limitFinding(text, names, entity) === null && (find?.(text) ?? null) === null;
    },
  ];
}

/**
 * Where the gaps of each list of an ad are, whose texts have to differ; null if one of these texts is not in a
 * gap.
 */
function adListsOf(
  gaps: readonly Gap[],
  { resource }: ReadOperation,
): readonly (readonly number[])[] | null {
  let texts = 0;
  visitValues(resource ?? {}, (value, names) => {
    if (typeof value === "string" && adListOf(names) !== null) texts += 1;
  });
  const inLists = [...gaps.entries()].filter(([, { names }]) => adListOf(names) !== null);
  if (inLists.length !== texts) return null;
  const lists = Map.groupBy(inLists, ([, { names }]) => adListOf(names));
  return [...lists.values()].map((list) => list.map(([at]) => at));
}

/** Their gaps have no prefixes. */
function areDifferent(list: readonly number[], rests: readonly GapValue[]): boolean {
  return new Set(list.map((at) => rests[at])).size === list.length;
}

/** A part of a key that differs from row to row. */
interface OpenPart {
  readonly place: number;
  readonly gap: number;
  readonly prefix: HashedPrefix;
}

function keyHasher(
  gaps: readonly Gap[],
  sound: ReadOperation,
  customerId: string,
): (rests: readonly GapValue[]) => number | null {
  const key = naturalKeyOf(sound);
  if (typeof key === "string") return () => null;
  const shared = new KeyHash();
  addOwner(shared, customerId, key.entity);
  const open: OpenPart[] = [];
  for (const [place, field] of key.fields.entries()) {
    const gap = gaps.findIndex(({ names }) => names === field);
    if (gap === -1) shared.add(place, key.values[place] ?? "");
    else open.push({ place, gap, prefix: hashedPrefix(gaps[gap]?.prefix ?? "") });
  }
  const hash = new KeyHash();
  return (rests) => {
    hash.begin(shared);
    for (const { place, gap, prefix } of open) hash.add(place, String(rests[gap]), prefix);
    return hash.value;
  };
}

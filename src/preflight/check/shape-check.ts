import type { Gap } from "../../operations/shapes/gap.ts";
import type { RowShape } from "../../operations/shapes/row-shape.ts";
import type { ReadOperation } from "../../operations/schema/encoded-operation.ts";
import { naturalKeyOf } from "../../operations/schema/natural-key.ts";
import { visitValues } from "../../operations/values.ts";
import { comparedValue, keyText } from "./duplicates.ts";
import { isLimited, limitFinding } from "./limit-faults.ts";
import { adListOf, valueFinding } from "./value-faults.ts";

/** Checks the rows of a shape by their values, since one of them has nothing wrong with it. */
export interface ShapeCheck {
  /** Whether nothing can be found in a row. */
  isSound(cells: readonly string[]): boolean;
  /** The key of a row, as `keyOf` gives it. */
  keyOf(cells: readonly string[]): string | null;
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
  const tests = gaps.flatMap((gap) => testsOf(gap, sound.entity.name));
  const lists = adListsOf(gaps, sound);
  return {
    isSound: (cells) =>
      tests.every((isSound) => isSound(cells)) &&
      (lists?.every((list) => areDifferent(list, cells)) ?? false),
    keyOf: keyReader(gaps, sound, customerId),
  };
}

type Test = (cells: readonly string[]) => boolean;

function testsOf({ names, wire, valueOf }: Gap, entity: string): readonly Test[] {
  const find = valueFinding(names);
  if (wire !== "text" || (find === null && !isLimited(names, entity))) return [];
  return [
    (cells) => {
      const text = String(valueOf(cells));
      return limitFinding(text, names, entity) === null && (find?.(text) ?? null) === null;
    },
  ];
}

/** The gaps of each list of an ad, whose texts have to differ; null if one of these texts is not in a gap. */
function adListsOf(
  gaps: readonly Gap[],
  { resource }: ReadOperation,
): readonly (readonly Gap[])[] | null {
  let texts = 0;
  visitValues(resource ?? {}, (value, names) => {
    if (typeof value === "string" && adListOf(names) !== null) texts += 1;
  });
  const inLists = gaps.filter(({ names }) => adListOf(names) !== null);
  if (inLists.length !== texts) return null;
  return [...Map.groupBy(inLists, ({ names }) => adListOf(names)).values()];
}

function areDifferent(list: readonly Gap[], cells: readonly string[]): boolean {
  return new Set(list.map(({ valueOf }) => valueOf(cells))).size === list.length;
}

function keyReader(
  gaps: readonly Gap[],
  sound: ReadOperation,
  customerId: string,
): (cells: readonly string[]) => string | null {
  const key = naturalKeyOf(sound);
  if (typeof key === "string") return () => null;
  const parts = key.fields.map((field, at): ((cells: readonly string[]) => string) => {
    const gap = gaps.find(({ names }) => names === field);
    const value = comparedValue(field, key.values[at] ?? "");
    return gap === undefined
      ? () => value
      : (cells) => comparedValue(field, String(gap.valueOf(cells)));
  });
  return (cells) =>
    keyText(
      customerId,
      key.entity,
      parts.map((part) => part(cells)),
    );
}

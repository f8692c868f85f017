import { formatPath, type PathElement } from "../../failure/failure.ts";
import { adLength, byteLength, wordCount } from "../../knowledge/length.ts";
import {
  listLimitOf,
  mostKeywordWords,
  type TextLimit,
  textLimitOf,
} from "../../knowledge/text-limits.ts";
import type { Fault } from "../../operations/cells/fault.ts";
import type { ReadOperation } from "../../operations/schema/encoded-operation.ts";
import { visitValues } from "../../operations/values.ts";

/** Values longer than Google's published limits, and lists with too few or too many elements. */
export function limitFaults(
  operation: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
): readonly Fault[] {
  return faultsIn(operation, columnOf, listFault);
}

/** Values longer than Google's published limits; its lists may be incomplete. */
export function lengthFaults(
  operation: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
): readonly Fault[] {
  return faultsIn(operation, columnOf, () => null);
}

function faultsIn(
  { entity, resource }: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
  ofList: (count: number, path: string) => Finding | null,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (resource === null) return faults;
  visitValues(resource, (value, names, path) => {
    const finding =
      typeof value === "number" ? ofList(value, names) : limitFinding(value, names, entity.name);
    if (finding !== null)
      faults.push({ ...finding, column: columnOf(path.slice()), fieldPath: formatPath(path) });
  });
  return faults;
}

/**
 * What is wrong with the length of one value.
 * @param names the names of its path, joined by dots, without indexes.
 */
export function limitFinding(text: string, names: string, entity: string): Finding | null {
  const limit = textLimitOf(names, entity);
  return limit !== undefined || text.length > SHORTEST_FAULT ? textFault(text, names, limit) : null;
}

/** A text of this length cannot have more words than a keyword may have. */
const SHORTEST_FAULT = 2 * mostKeywordWords;

type Finding = Pick<Fault, "code" | "message" | "advice">;

/** Whether the length of a value of that path can be wrong. */
export function isLimited(names: string, entity: string): boolean {
  return textLimitOf(names, entity) !== undefined || isKeyword(names);
}

/** Whether texts of that path are those of keywords. */
export function isKeyword(names: string): boolean {
  return names.endsWith("keyword.text");
}

function textFault(text: string, path: string, limit: TextLimit | undefined): Finding | null {
  if (isKeyword(path) && wordCount(text) > mostKeywordWords) {
    return {
      code: "TOO_MANY_WORDS",
      message: `The keyword has ${wordCount(text)} words; Google allows ${mostKeywordWords}.`,
      advice: `Remove ${wordCount(text) - mostKeywordWords}.`,
    };
  }
  if (limit === undefined) return null;
  const length = limit.unit === "bytes" ? byteLength(text) : adLength(text);
  if (length === null || length <= limit.most) return null;
  return {
    code: "TOO_LONG",
    message: `${limit.label} has ${length} ${limit.unit}; Google allows ${limit.most}.`,
    advice: `Shorten it by ${length - limit.most}.`,
  };
}

function listFault(count: number, path: string): Finding | null {
  const limit = listLimitOf(path);
  if (limit === undefined || (count >= limit.fewest && count <= limit.most)) return null;
  return {
    code: "WRONG_COUNT",
    message: `There ${count === 1 ? `is 1 ${limit.label.replace(/s$/, "")}` : `are ${count} ${limit.label}`}; Google allows ${limit.fewest} to ${limit.most}.`,
    advice:
      count < limit.fewest
        ? `Add ${limit.fewest - count}, each in its own column.`
        : `Remove ${count - limit.most}.`,
  };
}

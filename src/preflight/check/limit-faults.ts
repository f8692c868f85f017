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
import { valuesIn } from "../../operations/values.ts";

/**
 * Values longer than Google's published limits, and lists with too few or too many elements. Reported by
 * `check` only: the limits may change, so an upload leaves the decision to Google.
 */
export function limitFaults(
  { entity, resource }: ReadOperation,
  columnOf: (path: readonly PathElement[]) => number | null,
): readonly Fault[] {
  if (resource === null) return [];
  return [...valuesIn(resource, [])].flatMap(({ path, value }) => {
    const names = path.map(({ name }) => name).join(".");
    const fault =
      typeof value === "string"
        ? textFault(value, names, textLimitOf(names, entity.name))
        : listFault(value, names);
    if (fault === null) return [];
    return [{ ...fault, column: columnOf(path), fieldPath: formatPath(path) }];
  });
}

type Finding = Pick<Fault, "code" | "message" | "advice">;

function textFault(text: string, path: string, limit: TextLimit | undefined): Finding | null {
  if (path.endsWith("keyword.text") && wordCount(text) > mostKeywordWords) {
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
    message: `There are ${count} ${limit.label}; Google allows ${limit.fewest} to ${limit.most}.`,
    advice:
      count < limit.fewest
        ? `Add ${limit.fewest - count}, each in its own column.`
        : `Remove ${count - limit.most}.`,
  };
}

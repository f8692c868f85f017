import type { Failure, FailureError } from "./failure.ts";
import { operationIndex } from "./location.ts";

/**
 * The errors of a failure by the operation that each blames: its position in the request, from 0. Under
 * null are those that name no operation. Operations and errors keep the order in which they came.
 */
export function errorsByOperation(
  failure: Pick<Failure, "errors">,
): Map<number | null, readonly FailureError[]> {
  return Map.groupBy(failure.errors, (error) => operationIndex(error.path));
}

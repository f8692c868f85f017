import type { Failure, FailureError } from "./failure.ts";
import { operationIndex } from "./location.ts";

/**
 * The errors of a failure by the operation that each names: its position in the request, from 0. Errors
 * that do not name an operation are under null. Operations and errors keep the order in which they came.
 */
export function errorsByOperation(
  failure: Pick<Failure, "errors">,
): Map<number | null, readonly FailureError[]> {
  return Map.groupBy(failure.errors, (error) => operationIndex(error.path));
}

import type { ErrorDetails } from "./failure/failure.ts";
import type { Exemptions } from "./operations/build.ts";
import type { RowError } from "./run.ts";

/**
 * What a request has to repeat, character for character, to ask for an exemption from the policies that
 * a row broke; null if none of its errors allows one. From the details of the errors
 * (`policy_violation_details`, `policy_finding_details` in errors.proto).
 */
export function exemptionsFrom(errors: readonly RowError[]): Exemptions | null {
  const details = errors
    .filter((error) => error.action === "exempt" && error.details !== null)
    // What `settlement.ts` wrote.
    .map((error) => JSON.parse(error.details ?? "") as ErrorDetails);
  const keys = details.flatMap(({ policyViolation }) =>
    policyViolation?.isExemptible === true && policyViolation.key !== null
      ? [policyViolation.key]
      : [],
  );
  const topics = details.flatMap(
    ({ policyFinding }) => policyFinding?.topics.map(({ topic }) => topic) ?? [],
  );
  return keys.length + topics.length === 0 ? null : { keys, topics };
}

/** Those asked for before and those asked for now. */
export function joinExemptions(
  before: Exemptions | null,
  now: Exemptions | null,
): Exemptions | null {
  if (before === null || now === null) return before ?? now;
  return {
    keys: [
      ...new Map([...before.keys, ...now.keys].map((key) => [JSON.stringify(key), key])).values(),
    ],
    topics: [...new Set([...before.topics, ...now.topics])],
  };
}

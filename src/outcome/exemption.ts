import { classOf } from "../failure/classify.ts";
import type { ErrorDetails, FailureError } from "../failure/failure.ts";
import { type ExemptionWay, isExemptible } from "../knowledge/policy-advice.ts";
import { canAskFor, type Exemptions } from "../operations/exemption-fields.ts";
import type { Entity } from "../operations/schema/entity.ts";
import type { RowError } from "./outcome.ts";

/**
 * What a request has to repeat, character for character, to ask for an exemption from the policies that
 * a row broke; null unless every one of its errors ends with it. From the details of the errors
 * (`policy_violation_details`, `policy_finding_details` in errors.proto).
 */
export function exemptionsFrom(errors: readonly RowError[]): Exemptions | null {
  if (errors.length === 0 || errors.some(({ action }) => action !== "exempt")) return null;
  // What `row-result.ts` wrote.
  return joined(errors.map(({ details }) => JSON.parse(details ?? "{}") as ErrorDetails));
}

/**
 * How the row of these errors can ask for an exemption. One that the request cannot hold, or that leaves
 * another error standing, would only cost the user a round.
 *
 * @param entity what the row is about; null if it does not say.
 * @param asked what the row asks for already.
 * @param nameOf what the user calls the place of an error; null if it is the row as a whole.
 */
export function exemptionWay(
  errors: readonly FailureError[],
  grpcCode: number | null,
  entity: Entity | null,
  asked: Exemptions | null,
  nameOf: (error: FailureError) => string | null,
): ExemptionWay {
  const others = errors.filter((error) => !isPolicy(error, grpcCode));
  if (others.length === errors.length) return { kind: "none" };
  if (others.length > 0) {
    const names = others.map(nameOf);
    const known = names.every((name) => name !== null) ? [...new Set(names)] : null;
    return { kind: "later", after: known };
  }
  const now = joined(errors.flatMap(({ details }) => details ?? []));
  const all = joinExemptions(asked, now);
  const canBe = now !== null && all !== null && entity !== null && canAskFor(entity, all);
  return canBe ? { kind: "open" } : { kind: "none" };
}

function isPolicy(error: FailureError, grpcCode: number | null): boolean {
  return classOf(error, grpcCode) === "policy" && isExemptible(error);
}

/** Null if one of the errors does not say what an exemption has to repeat. */
function joined(details: readonly ErrorDetails[]): Exemptions | null {
  const keys: Exemptions["keys"][number][] = [];
  const topics: string[] = [];
  for (const { policyViolation, policyFinding } of details) {
    const found = policyFinding?.topics.map(({ topic }) => topic) ?? [];
    const key = policyViolation?.isExemptible === true ? policyViolation.key : null;
    if (key === null && (found.length === 0 || found.includes(""))) return null;
    if (key !== null) keys.push(key);
    topics.push(...found);
  }
  return { keys, topics };
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

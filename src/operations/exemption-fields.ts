import type { PolicyViolationKey } from "../failure/failure.ts";
import type { Entity } from "./schema/entity.ts";

/** Policies from which the user asks for an exemption, as Google named them. */
export interface Exemptions {
  /** Of keywords and the like: `exempt_policy_violation_keys` of the operation. */
  readonly keys: readonly PolicyViolationKey[];
  /** Of ads: `policy_validation_parameter.ignorable_policy_topics` of the operation. */
  readonly topics: readonly string[];
}

/**
 * Whether an operation on the entity can ask for all of that. Ads take policy topics or keys, never both
 * (`PolicyValidationParameterError.CANNOT_SET_BOTH_…`); other entities take keys, or nothing.
 */
export function canAskFor({ operation }: Entity, { keys, topics }: Exemptions): boolean {
  if (operation.fields["policy_validation_parameter"] !== undefined)
    return keys.length === 0 || topics.length === 0;
  return topics.length === 0 && operation.fields["exempt_policy_violation_keys"] !== undefined;
}

/** The fields of an operation that ask for the exemption. */
export function exempting(
  { operation }: Entity,
  { keys, topics }: Exemptions,
): Readonly<Record<string, unknown>> {
  const exempt_policy_violation_keys = keys.map(({ policyName, violatingText }) => ({
    policy_name: policyName,
    ...(violatingText === null ? {} : { violating_text: violatingText }),
  }));
  if (operation.fields["policy_validation_parameter"] !== undefined) {
    return {
      policy_validation_parameter:
        topics.length > 0 ? { ignorable_policy_topics: topics } : { exempt_policy_violation_keys },
    };
  }
  const takesKeys = operation.fields["exempt_policy_violation_keys"] !== undefined;
  return takesKeys ? { exempt_policy_violation_keys } : {};
}

import { errorCodes } from "../../src/sandbox/error-code.ts";
import { at, below, type Refusal } from "../../src/sandbox/refusal.ts";
import { refusedText } from "../sheet.ts";

const marker = Buffer.from("counterfeit");

/** The keyword text for which the server refuses an operation; undefined if it accepts it. */
export function refusedTextIn(operation: Buffer): string | undefined {
  if (!operation.includes(marker)) return undefined;
  return refusedText.exec(operation.toString("latin1"))?.[0];
}

/** Why a keyword is refused, as Google reports a policy. The index is what Google calls the operation. */
export function refusalOf(text: string, index: number): Refusal {
  const path = at(null, "mutate_operations", index);
  return {
    code: errorCodes.policyViolation,
    path: below(path, "ad_group_criterion_operation.create.keyword.text"),
    trigger: text,
    details: {
      policy_violation_details: {
        external_policy_description: "Your ad violates the Counterfeit goods policy.",
        key: { policy_name: "COUNTERFEIT", violating_text: text },
        external_policy_name: "Counterfeit goods",
        is_exemptible: false,
      },
    },
  };
}

import type {
  FailureError,
  PolicyFinding,
  PolicyTopic,
  PolicyViolation,
} from "../failure/failure.ts";

/** Whether Google lets the user ask for an exemption from the policy. */
export function isExemptible(error: Pick<FailureError, "details">): boolean {
  return error.details?.policyViolation?.isExemptible ?? error.details?.policyFinding !== undefined;
}

/** How the row of an error can ask for an exemption that its policy allows. */
export type ExemptionWay =
  | { readonly kind: "open" }
  /** Only once the row's other errors are fixed. `after` names their columns; null if one has no column. */
  | { readonly kind: "later"; readonly after: readonly string[] | null }
  /** Operations of this kind cannot carry an exemption request. */
  | { readonly kind: "none" }
  /** The error is from a saved response, which has no correction file to ask in. */
  | { readonly kind: "possible" };

/** Which policy, which text, and what can be done; null if the error has no policy details. */
export function policyAdvice(error: FailureError, way: ExemptionWay): string | null {
  const { policyViolation, policyFinding } = error.details ?? {};
  if (policyViolation !== undefined) return violationAdvice(policyViolation, error.trigger, way);
  return policyFinding === undefined ? null : findingAdvice(policyFinding, way);
}

function exemptionText(way: ExemptionWay): string {
  switch (way.kind) {
    case "open":
      return "to request an exemption instead, write yes into _exempt in corrections.csv.";
    case "later":
      return `you can request an exemption once ${
        way.after === null
          ? "the other errors of the row are fixed."
          : `${way.after.join(" and ")} ${way.after.length === 1 ? "is" : "are"} fixed.`
      }`;
    case "possible":
      return "or request an exemption, which this policy allows.";
    case "none":
      return "a row of this kind cannot request the exemption.";
  }
}

function violationAdvice(
  violation: PolicyViolation,
  trigger: string | null,
  way: ExemptionWay,
): string {
  const { name, key } = violation;
  const policy = name || key?.policyName || "";
  const text = key?.violatingText ?? trigger ?? "";
  const what = text === "" ? "The text" : quotedText(text);
  const where = policy === "" ? "a policy" : `the policy ${quotedText(policy)}`;
  return `${what} breaks ${where}. Reword it; ${violation.isExemptible ? exemptionText(way) : "this policy does not allow exemptions."}`;
}

function findingAdvice({ topics }: PolicyFinding, way: ExemptionWay): string {
  if (topics.length === 0)
    return `The text breaks a policy that Google does not name. Reword it; ${exemptionText(way)}`;
  const broken = topics.flatMap(brokenPages);
  const named = topics.map(topicText).join("; ");
  const remedy = broken.length > 0 ? `Fix the page ${broken.join(", ")}` : "Reword it";
  return `Google found the policy ${topics.length === 1 ? "topic" : "topics"} ${named}. ${remedy}; ${exemptionText(way)}`;
}

function topicText({ topic, type, evidences = [] }: PolicyTopic): string {
  const texts = evidences.flatMap((evidence) =>
    evidence.kind === "texts" ||
    evidence.kind === "destination_texts" ||
    evidence.kind === "websites"
      ? evidence.values.map(quotedText)
      : [],
  );
  return `${topic} (${type})${texts.length === 0 ? "" : ` in ${texts.join(", ")}`}`;
}

/** Pages that Google could not open. */
function brokenPages({ evidences = [] }: PolicyTopic): readonly string[] {
  return evidences.flatMap((evidence) => {
    if (evidence.kind !== "destination_not_working" || evidence.url === null) return [];
    return [
      evidence.httpCode === null ? evidence.url : `${evidence.url} (HTTP ${evidence.httpCode})`,
    ];
  });
}

const longestQuotation = 60;

function quotedText(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return `"${line.length > longestQuotation ? `${line.slice(0, longestQuotation - 3)}...` : line}"`;
}

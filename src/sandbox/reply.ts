import { Metadata, status } from "@grpc/grpc-js";
import { errorCodes } from "./error-code.ts";
import type { FailureWriter } from "./failure-writer.ts";
import type { CallFault } from "./injected-fault.ts";
import type { Answer } from "./mutate.ts";
import { tooManyRequests } from "./special-accounts.ts";

/** An answer that no Google Ads server gave: a status without a failure. */
export interface PlainAnswer {
  readonly kind: "plain";
  readonly code: status;
}

/** A bare status. */
export function plain(code: status): PlainAnswer {
  return { kind: "plain", code };
}

/** Google's message for a status. */
const statusTexts: Readonly<Partial<Record<status, string>>> = {
  [status.INVALID_ARGUMENT]: "Request contains an invalid argument.",
  [status.PERMISSION_DENIED]: "The caller does not have permission",
  [status.RESOURCE_EXHAUSTED]: "Resource has been exhausted (e.g. check quota).",
  [status.UNAVAILABLE]: "The service is currently unavailable.",
  [status.DEADLINE_EXCEEDED]: "Deadline expired before operation could complete.",
};

type Refused = Extract<Answer, { readonly kind: "refused" }>;

/** The answer of a fault that strikes before anything is applied. */
export function answerBefore(fault: CallFault): Refused | PlainAnswer | undefined {
  switch (fault.kind) {
    case "unavailable":
    case "late":
    case "stall":
      return plain(status.UNAVAILABLE);
    case "internal":
      return {
        kind: "refused",
        code: status.INTERNAL,
        refusals: [{ code: errorCodes.internal, path: null }],
      };
    case "quota":
      return {
        kind: "refused",
        code: status.RESOURCE_EXHAUSTED,
        refusals: [tooManyRequests(fault.ms)],
      };
    case "lost":
    case "drop":
    case "slow":
    case "deadline":
    case "throttled":
    case "transient":
    case "masked":
      return undefined;
  }
}

/** The status of a refused call, with the failure in its trailers. */
export function errorOf(
  answer: Refused | PlainAnswer,
  failures: FailureWriter,
  requestId: string,
): { code: status; details: string; metadata?: Metadata } {
  const { code } = answer;
  const message = statusTexts[code] ?? "Internal error encountered.";
  if (answer.kind === "plain") return { code, details: message };
  const metadata = failures.trailers(answer.refusals, requestId, { code, message });
  return { code, details: message, metadata };
}

/** The initial metadata of an answered call. */
export function headerOf(requestId: string): Metadata {
  const header = new Metadata();
  header.set("request-id", requestId);
  return header;
}

/** The log text for an answer. */
export function outcomeOf(answer: Answer | PlainAnswer): string {
  return answer.kind === "answered" ? "OK" : (status[answer.code] ?? String(answer.code));
}

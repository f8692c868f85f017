import { status } from "@grpc/grpc-js";
import { errorCodes } from "./error-code.ts";
import type { Refusal } from "./refusal.ts";

/** An account of the sandbox that answers in one fixed way, so that it can be tried. */
interface SpecialAccount {
  readonly id: string;
  readonly shows: string;
  /** How a request is answered: refused whole with this status, or each operation by itself. */
  readonly answer:
    | { readonly kind: "refused"; readonly code: status; readonly refusal: Refusal }
    | { readonly kind: "operations"; readonly code: status; readonly refusal: Refusal };
}

/** The daily quota is used up for the rest of the day: about eleven hours. */
const LONG_WAIT_SECONDS = 40_591;

const accounts: readonly SpecialAccount[] = [
  {
    id: "9000000001",
    shows: "the account is not enabled (AuthorizationError.CUSTOMER_NOT_ENABLED)",
    answer: {
      kind: "refused",
      code: status.PERMISSION_DENIED,
      refusal: { code: errorCodes.customerNotEnabled, path: null },
    },
  },
  {
    id: "9000000002",
    shows: "no access to the account (AuthorizationError.USER_PERMISSION_DENIED)",
    answer: {
      kind: "refused",
      code: status.PERMISSION_DENIED,
      refusal: { code: errorCodes.permissionDenied, path: null },
    },
  },
  {
    id: "9000000003",
    shows: "the daily quota is used up, wait 11 hours (QuotaError.RESOURCE_EXHAUSTED)",
    answer: {
      kind: "refused",
      code: status.RESOURCE_EXHAUSTED,
      refusal: {
        code: errorCodes.quotaExhausted,
        path: null,
        message: `Too many requests. Retry in ${LONG_WAIT_SECONDS} seconds.`,
        details: quotaDetails("Number of operations for basic access", LONG_WAIT_SECONDS),
      },
    },
  },
  {
    id: "9000000004",
    shows: "too many requests, said of every operation (QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED)",
    answer: {
      kind: "operations",
      code: status.RESOURCE_EXHAUSTED,
      refusal: { code: errorCodes.temporarilyExhausted, path: null },
    },
  },
];

const byId = new Map(accounts.map((account) => [account.id, account]));

/** The special answer of an account; undefined for an ordinary one. */
export function specialAnswer(customerId: string): SpecialAccount["answer"] | undefined {
  return byId.get(customerId)?.answer;
}

/** `errors.ErrorDetails` of a quota error: when to come back. */
export function quotaDetails(rateName: string, seconds: number): Record<string, unknown> {
  const developerScope = 3;
  const whole = Math.floor(seconds);
  return {
    quota_error_details: {
      rate_scope: developerScope,
      rate_name: rateName,
      retry_delay: { seconds: whole, nanos: Math.round((seconds - whole) * 1e9) },
    },
  };
}

/** What the sandbox knows without being told, for `rowmend sandbox --help`. */
export const sandboxIds = [
  "Any customer id of ten digits is an account. These answer in a fixed way:",
  ...accounts.map(({ id, shows }) => `  ${id}  ${shows}`),
  "",
  "Resources that the sandbox made or removed itself are checked for real. Any other resource with a",
  "positive id is taken to exist in the account, except one whose id ends in 404 or 999: use such an",
  "id to see what a missing campaign or ad group looks like. New ids start at 7000000001.",
  "",
  'Keywords with "prescription drugs" break a policy that an exemption can be asked for, those with',
  '"counterfeit" one that allows none; an ad text with two exclamation marks or more in a row is',
  "disapproved unless the topic SYMBOLS is ignored.",
].join("\n");

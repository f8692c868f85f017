import { status } from "@grpc/grpc-js";
import { errorCodes } from "./error-code.ts";
import type { Refusal } from "./refusal.ts";

/** An account of the sandbox that answers in one fixed way, so that it can be tried. */
interface SpecialAccount {
  readonly id: string;
  readonly shows: string;
  /**
   * How a request is answered: refused as a whole with this status, refused as a whole unless it only
   * reads, or each operation separately.
   */
  readonly answer: {
    readonly kind: "refused" | "read_only" | "operations";
    readonly code: status;
    readonly refusal: Refusal;
  };
  /** Where it differs from an ordinary account. */
  readonly facts?: Partial<AccountFacts>;
}

/** The name and settings of an account, unless an update changes them. */
interface AccountFacts {
  readonly descriptive_name: string;
  readonly currency_code: string;
  readonly time_zone: string;
  readonly manager: boolean;
  readonly test_account: boolean;
  /** A number of enums/customer_status.proto. */
  readonly status: number;
}

const ENABLED = 2;

const CANCELED = 3;

const ordinary: AccountFacts = {
  descriptive_name: "Sandbox account",
  currency_code: "EUR",
  time_zone: "Europe/Berlin",
  manager: false,
  test_account: true,
  status: ENABLED,
};

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
  {
    id: "9000000005",
    shows: "the account is cancelled: it can be read, not changed",
    answer: {
      kind: "read_only",
      code: status.PERMISSION_DENIED,
      refusal: { code: errorCodes.customerNotEnabled, path: null },
    },
    facts: { descriptive_name: "Sandbox account, cancelled", status: CANCELED },
  },
  {
    id: "9000000007",
    shows: "a manager account: it can be read, and holds no campaigns",
    answer: {
      kind: "read_only",
      code: status.INVALID_ARGUMENT,
      refusal: { code: errorCodes.managerAccount, path: null },
    },
    facts: { descriptive_name: "Sandbox manager", manager: true },
  },
];

/** An account that was just created, and the number of calls until it exists. */
const NEW_ACCOUNT = "9000000006";

const CALLS_UNTIL_THERE = 3;

const byId = new Map(accounts.map((account) => [account.id, account]));

/** The special answer of an account; undefined for an ordinary one. */
export function specialAnswer(customerId: string): SpecialAccount["answer"] | undefined {
  return byId.get(customerId)?.answer;
}

/** The name and settings of an account. */
export function accountFacts(customerId: string): AccountFacts {
  return { ...ordinary, ...byId.get(customerId)?.facts };
}

/** Accounts of one sandbox that do not exist from the start. */
export interface Arrivals {
  /** Counts a call that names the account; returns a refusal if the account does not exist yet. */
  refusalOf(customerId: string): Refusal | undefined;
}

export function arrivals(): Arrivals {
  let calls = 0;
  return {
    refusalOf(customerId) {
      if (customerId !== NEW_ACCOUNT) return undefined;
      calls += 1;
      return calls > CALLS_UNTIL_THERE
        ? undefined
        : { code: errorCodes.customerNotFound, path: null };
    },
  };
}

/** The accounts of which the caller is a user: `customers/…`. */
export const accessibleAccounts: readonly string[] = [
  "1234567890",
  ...accounts
    .filter(({ answer }) => answer.refusal.code !== errorCodes.permissionDenied)
    .map(({ id }) => id),
].map((id) => `customers/${id}`);

/** The refusal of requests that come too fast, with the time to wait: a second by default. */
export function tooManyRequests(ms = 1000): Refusal {
  const seconds = ms / 1000;
  return {
    code: errorCodes.temporarilyExhausted,
    path: null,
    message: `Too many requests. Retry in ${Math.ceil(seconds)} seconds.`,
    details: quotaDetails("Requests per minute", seconds),
  };
}

/** `errors.ErrorDetails` of a quota error, with the time to wait. */
function quotaDetails(rateName: string, seconds: number): Record<string, unknown> {
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

/** The built-in accounts and rules of the sandbox, for `rowmend sandbox --help`. */
export const sandboxIds = [
  "Any customer id of ten digits is an account. These answer in a fixed way:",
  ...[
    ...accounts,
    {
      id: NEW_ACCOUNT,
      shows: `a new account: not found by the first ${CALLS_UNTIL_THERE} calls (AuthenticationError.CUSTOMER_NOT_FOUND)`,
    },
  ]
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, shows }) => `  ${id}  ${shows}`),
  "",
  "Resources that the sandbox itself created or removed are really checked. Any other resource with a",
  "positive id is assumed to exist in the account, unless its id ends in 404 or 999: use such an",
  "id to see what a missing campaign or ad group looks like. New ids start at 7000000001.",
  "",
  'Keywords with "prescription drugs" break a policy that allows exemptions, keywords with',
  '"counterfeit" one that does not. An ad text with two or more exclamation marks in a row is',
  "disapproved unless the topic SYMBOLS is ignored.",
].join("\n");

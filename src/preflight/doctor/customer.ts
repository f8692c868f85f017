import { entryOf } from "../../knowledge/entries.ts";
import type { CustomerService } from "../../transport/google/customer-service.ts";
import { checkAccount } from "./account-check.ts";
import { type Check, problem } from "./check-result.ts";
import { type Adapt, refusalOf } from "./refused-call.ts";
import { askUntilThere, type Waiting } from "./waiting.ts";

/** The account to check, and how to reach it. */
export interface Way {
  /** Ten digits, both. */
  readonly customerId: string;
  readonly loginCustomerId: string | null;
  /** The accounts that the credentials reach directly; empty if Google did not say. */
  readonly reached: readonly string[];
}

/**
 * Checks whether an account can be reached and accepts uploads.
 * @param waiting how to wait for an account that does not exist yet; null not to wait.
 */
export async function checkCustomer(
  service: CustomerService,
  { customerId, loginCustomerId, reached }: Way,
  waiting: Waiting | null,
): Promise<Check> {
  const check = `account ${customerId}`;
  const ask = () => service.account(customerId);
  type Answer = Awaited<ReturnType<typeof ask>>;
  const isMissing = (answer: Answer): boolean =>
    answer.kind === "failed" && refusalOf(answer).code === notFound;
  const answer = waiting === null ? await ask() : await askUntilThere(ask, isMissing, waiting);
  if (answer.kind === "failed") {
    const { message, wayOut } = refusalOf(answer, situation(loginCustomerId, reached));
    return problem(check, message, wayOut);
  }
  const through =
    loginCustomerId === null ? "directly" : `through the login customer ${loginCustomerId}`;
  return checkAccount(check, answer.account, through);
}

const notFound = "AuthenticationError.CUSTOMER_NOT_FOUND";

const noPermission = "AuthorizationError.USER_PERMISSION_DENIED";

const otherManager = "AuthorizationError.INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION";

/** Adds what the other checks found to the explanation of a refusal. */
function situation(loginCustomerId: string | null, reached: readonly string[]): Adapt {
  return (entry, code) => {
    if (code === notFound)
      return { ...entry, remedy: `${entry.remedy} With --wait-for-account, doctor waits for you.` };
    if (code !== noPermission) return entry;
    if (loginCustomerId !== null) {
      const cause = reached.includes(loginCustomerId)
        ? `The login customer ${loginCustomerId} does not manage it.`
        : `The credentials do not reach the login customer ${loginCustomerId} directly.`;
      return { ...entry, ...entryOf(otherManager), happened: entry.happened, cause };
    }
    if (reached.length === 0) return entry;
    return {
      ...entry,
      remedy: `${entry.remedy} Accounts that the credentials reach directly: ${listed(reached)}.`,
    };
  };
}

const mostListed = 5;

/** Ids as a list for a sentence. */
export function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, mostListed).join(", ");
  const more = ids.length - mostListed;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

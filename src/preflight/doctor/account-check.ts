import { entryOf } from "../../knowledge/entries.ts";
import type { Entry } from "../../knowledge/entry.ts";
import type { Account } from "../../transport/google/customer-service.ts";
import { type Check, ok, problem, warning } from "./check-result.ts";
import { told } from "./refused-call.ts";

/**
 * Whether a reachable account accepts uploads.
 * @param through how it was reached, as the end of a sentence.
 */
export function checkAccount(check: string, account: Account | null, through: string): Check {
  if (account === null)
    return warning(
      check,
      "Google returned no information about this account.",
      "Check the account in Google Ads.",
    );
  const name = account.name === "" ? "It" : `"${account.name}"`;
  const state = stateOf(account);
  if (state.kind === "fit") {
    const currency = account.currency === "" ? "" : `, in ${account.currency}`;
    const test = account.isTest ? ", a test account" : "";
    return ok(
      check,
      `${name} is ${state.words}${test}${currency}. The credentials reach it ${through}.`,
    );
  }
  if (state.kind === "unclear")
    return warning(
      check,
      `${name} has the status ${account.status}.`,
      "Check the account in Google Ads.",
    );
  const { message, wayOut } = told(state.entry);
  return problem(check, `${name}: ${message}`, wayOut);
}

type State =
  | { readonly kind: "fit"; readonly words: string }
  | { readonly kind: "unfit"; readonly entry: Entry }
  | { readonly kind: "unclear" };

/** The statuses of enums/customer_status.proto, which describes each of them. */
function stateOf({ status, isManager, isTest }: Account): State {
  switch (status) {
    case "ENABLED":
      return isManager
        ? unfit(manager, "RequestError.CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT")
        : { kind: "fit", words: "enabled" };
    case "CANCELED":
      return unfit(cancelled, "AuthorizationError.CUSTOMER_NOT_ENABLED");
    case "SUSPENDED":
      return unfit(suspended, "AuthorizationError.ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT");
    case "CLOSED":
      // Test accounts are shown as closed but can still be changed.
      return isTest ? { kind: "fit", words: "open for tests" } : { kind: "unfit", entry: closed };
    default:
      return { kind: "unclear" };
  }
}

/** The advice for the error that an upload would get, with the actual state of the account. */
function unfit(state: Pick<Entry, "happened" | "cause">, code: string): State {
  const { remedy = "", prevention = "" } = entryOf(code) ?? {};
  return { kind: "unfit", entry: { ...state, remedy, prevention } };
}

const manager = {
  happened: "This is a manager account.",
  cause: "A manager account has no campaigns; uploads need a client account.",
};

const cancelled = {
  happened: "The account is cancelled.",
  cause: "A cancelled account can be read but not changed.",
};

const suspended = {
  happened: "The account is suspended.",
  cause: "It violated a policy or has unpaid bills. Only Google's support can reopen it.",
};

const closed: Entry = {
  happened: "The account is closed.",
  cause: "A closed account cannot be reopened.",
  remedy: "Use another account.",
  prevention: "If you may need an account again, pause its campaigns instead of closing it.",
};

import { entryOf } from "../../knowledge/entries.ts";
import type { Entry } from "../../knowledge/entry.ts";
import type { Account } from "../../transport/google/customer-service.ts";
import { type Check, ok, problem, warning } from "./check-result.ts";
import { told } from "./refused-call.ts";

/**
 * Whether an account that could be reached takes an upload.
 * @param through how it was reached, as the end of a sentence.
 */
export function checkAccount(check: string, account: Account | null, through: string): Check {
  if (account === null)
    return warning(check, "Google says nothing about this account.", "Look at it in Google Ads.");
  const name = account.name === "" ? "It" : `"${account.name}"`;
  const state = stateOf(account);
  if (state.kind === "fit") {
    const currency = account.currency === "" ? "" : `, in ${account.currency}`;
    const test = account.isTest ? ", a test account" : "";
    return ok(check, `${name} is ${state.words}${test}${currency}, and reached ${through}.`);
  }
  if (state.kind === "unclear")
    return warning(check, `${name} has the status ${account.status}.`, "Look at it in Google Ads.");
  const { message, wayOut } = told(state.entry);
  return problem(check, `${name}: ${message}`, wayOut);
}

type State =
  | { readonly kind: "fit"; readonly words: string }
  | { readonly kind: "unfit"; readonly entry: Entry }
  | { readonly kind: "unclear" };

/** The statuses are those of enums/customer_status.proto, which says what may become of each. */
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
      // Test accounts are shown as closed, and can be changed all the same.
      return isTest ? { kind: "fit", words: "open for tests" } : { kind: "unfit", entry: closed };
    default:
      return { kind: "unclear" };
  }
}

/** What is known about the error that an upload would meet, with the state in place of its guesses. */
function unfit(state: Pick<Entry, "happened" | "cause">, code: string): State {
  const { remedy = "", prevention = "" } = entryOf(code) ?? {};
  return { kind: "unfit", entry: { ...state, remedy, prevention } };
}

const manager = {
  happened: "This is a manager account.",
  cause: "It holds no campaigns, and uploads need a client account.",
};

const cancelled = {
  happened: "The account is cancelled.",
  cause: "It can be read, but not changed.",
};

const suspended = {
  happened: "The account is suspended.",
  cause: "It broke a policy or did not pay, and only Google's support can open it again.",
};

const closed: Entry = {
  happened: "The account is closed.",
  cause: "That is for good: it cannot be opened again.",
  remedy: "Use another account.",
  prevention: "Pause the campaigns of an account that may be needed again, instead of closing it.",
};

import { customerIdOf } from "../../api/customer-id.ts";
import { RunError } from "../../messages/run-error.ts";
import type { SignIn } from "../../transport/auth.ts";
import type { Credentials, CredentialSources } from "../../transport/credentials.ts";
import type { CustomerService } from "../../transport/google/customer-service.ts";
import { type Check, notChecked, ok, problem, warning } from "./check-result.ts";
import { checkCustomerId } from "./configuration-values.ts";
import { checkConfiguration } from "./configuration.ts";
import { checkCustomer, listed } from "./customer.ts";
import { refusalOf } from "./refused-call.ts";
import { signInRefusal } from "./sign-in.ts";
import type { Waiting } from "./waiting.ts";

/** What to check, as the user wrote it. */
export interface Questions {
  readonly customerId: string | null;
  /** Overrides the configured one. */
  readonly loginCustomerId: string | null;
  /** Whether to wait for an account that does not exist yet. */
  readonly waitForAccount: boolean;
}

/** The doctor's access to configuration, clock and network. */
export interface Surroundings extends Waiting {
  /** Where to look for credentials; null if the server needs none. */
  readonly sources: CredentialSources | null;
  readonly signIn: (auth: Credentials["auth"]) => SignIn;
  /**
   * @param credentials null if the server needs none; `signIn` is then null too.
   * @throws RunError if a value cannot be sent.
   */
  readonly connect: (
    credentials: Credentials | null,
    loginCustomerId: string | null,
    signIn: SignIn | null,
  ) => Promise<CustomerService>;
}

/**
 * Checks everything that an upload needs, in order and as far as possible: the configuration, the form of
 * its values, an access token, the accessible accounts, and the requested account. Changes nothing.
 */
export async function* examine(
  questions: Questions,
  around: Surroundings,
): AsyncGenerator<Check, void> {
  const { checks, configured } = checkConfiguration(around.sources);
  yield* checks;
  const login = questions.loginCustomerId ?? configured?.loginCustomerId ?? null;
  const ids = [
    ...(login === null ? [] : [checkCustomerId("login_customer_id", login)]),
    ...(questions.customerId === null
      ? []
      : [checkCustomerId("customer_id", questions.customerId)]),
  ];
  yield* ids;

  const signedIn = await checkToken(configured?.credentials, around);
  yield signedIn.check;
  const service = signedIn.isUsable
    ? await open(around, configured?.credentials ?? null, login, signedIn.signIn)
    : notChecked(accessible, "Skipped: no access token.");
  if ("check" in service) {
    yield service;
    yield notChecked(account, "Skipped: no connection to Google Ads.");
    return;
  }
  try {
    const { check, reached } = await checkAccessible(service);
    yield check;
    if (questions.customerId === null)
      yield notChecked(account, "Skipped: no account given. Use --customer-id.");
    else if (ids.some(({ status }) => status !== "ok"))
      yield notChecked(account, "Skipped: correct the customer id first.");
    else {
      const way = {
        customerId: customerIdOf(questions.customerId) ?? "",
        loginCustomerId: customerIdOf(login ?? ""),
        reached,
      };
      yield await checkCustomer(service, way, questions.waitForAccount ? around : null);
    }
  } finally {
    await service.close();
  }
}

const token = "access token";

const accessible = "accessible accounts";

const account = "account";

/** @param credentials undefined if the server needs none, null if the configured ones cannot be used. */
async function checkToken(
  credentials: Credentials | null | undefined,
  { signIn: begin }: Surroundings,
): Promise<{
  readonly check: Check;
  readonly isUsable: boolean;
  readonly signIn: SignIn | null;
}> {
  if (credentials === undefined)
    return {
      check: notChecked(token, "This server does not need one."),
      isUsable: true,
      signIn: null,
    };
  if (credentials === null) {
    const check = notChecked(token, "Skipped: correct the configuration first.");
    return { check, isUsable: false, signIn: null };
  }
  try {
    const signIn = begin(credentials.auth);
    await signIn.headers();
    const check = ok(token, "Google issued one. A run keeps it in memory until it expires.");
    return { check, isUsable: true, signIn };
  } catch (error) {
    const { message, wayOut } = signInRefusal(error, credentials.auth.kind);
    return { check: problem(token, message, wayOut), isUsable: false, signIn: null };
  }
}

async function open(
  { connect }: Surroundings,
  credentials: Credentials | null,
  login: string | null,
  signIn: SignIn | null,
): Promise<CustomerService | Check> {
  try {
    return await connect(credentials, customerIdOf(login ?? ""), signIn);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return problem(accessible, error.message, error.wayOut);
  }
}

async function checkAccessible(
  service: CustomerService,
): Promise<{ readonly check: Check; readonly reached: readonly string[] }> {
  const answer = await service.accessible();
  if (answer.kind === "failed") {
    const { message, wayOut } = refusalOf(answer);
    return { check: problem(accessible, message, wayOut), reached: [] };
  }
  const reached = answer.customerIds;
  const check =
    reached.length === 0
      ? warning(
          accessible,
          "The Google account of these credentials has no access to any Google Ads account.",
          "Invite it under Access and security in Google Ads, or sign in with another Google account.",
        )
      : ok(accessible, `The credentials reach ${listed(reached)} directly.`);
  return { check, reached };
}

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

/** What is asked of the doctor, as the user wrote it. */
export interface Questions {
  readonly customerId: string | null;
  /** Instead of the configured one. */
  readonly loginCustomerId: string | null;
  /** Whether to wait for an account that is not there yet. */
  readonly waitForAccount: boolean;
}

/** What the doctor needs of the outside. */
export interface Surroundings extends Waiting {
  /** Where credentials are looked for; null if the server asks for none. */
  readonly sources: CredentialSources | null;
  readonly signIn: (auth: Credentials["auth"]) => SignIn;
  /**
   * @param credentials null if the server asks for none, as is `signIn`.
   * @throws RunError if a value cannot be sent.
   */
  readonly connect: (
    credentials: Credentials | null,
    loginCustomerId: string | null,
    signIn: SignIn | null,
  ) => Promise<CustomerService>;
}

/**
 * Looks at everything that an upload needs, in order and as far as it gets: what is configured, its form,
 * an access token, the accounts that it reaches, the account that is asked for. Changes nothing.
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
    : notChecked(accessible, "It takes an access token.");
  if ("check" in service) {
    yield service;
    yield notChecked(account, "It takes a way to Google Ads.");
    return;
  }
  try {
    const { check, reached } = await checkAccessible(service);
    yield check;
    if (questions.customerId === null) yield notChecked(account, "Name one with --customer-id.");
    else if (ids.some(({ status }) => status !== "ok"))
      yield notChecked(account, "An id has to be corrected first.");
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

/** @param credentials undefined if the server asks for none, null if there are none that could be used. */
async function checkToken(
  credentials: Credentials | null | undefined,
  { signIn: begin }: Surroundings,
): Promise<{
  readonly check: Check;
  readonly isUsable: boolean;
  readonly signIn: SignIn | null;
}> {
  if (credentials === undefined)
    return { check: notChecked(token, "This server asks for none."), isUsable: true, signIn: null };
  if (credentials === null) {
    const check = notChecked(token, "The configuration has to be mended first.");
    return { check, isUsable: false, signIn: null };
  }
  try {
    const signIn = begin(credentials.auth);
    await signIn.headers();
    const check = ok(token, "Google gives one. A run keeps it in memory until it expires.");
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
          "The Google account behind the credentials is a user of no Google Ads account.",
          "Invite it under Access and security, or sign in with another one.",
        )
      : ok(accessible, `The credentials reach ${listed(reached)} directly.`);
  return { check, reached };
}

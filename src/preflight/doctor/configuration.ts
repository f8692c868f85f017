import { RunError } from "../../messages/run-error.ts";
import {
  type Configuration,
  type Credentials,
  credentialsOf,
  type CredentialSources,
  findConfiguration,
} from "../../transport/credentials.ts";
import { type Check, notChecked, ok, problem } from "./check-result.ts";
import { checkValues } from "./configuration-values.ts";

const configuration = "configuration";

/** What was found. */
export interface Configured {
  /** Null if a value is missing or cannot be correct. */
  readonly credentials: Credentials | null;
  /** As the user wrote it. */
  readonly loginCustomerId: string | null;
}

/**
 * Checks the configuration: its values, where they come from, and the form of each except customer ids.
 * @param sources null if the server needs no credentials; `configured` is then null too.
 */
export function checkConfiguration(sources: CredentialSources | null): {
  readonly checks: readonly Check[];
  readonly configured: Configured | null;
} {
  if (sources === null) {
    const check = notChecked(configuration, "This server does not need credentials.");
    return { checks: [check], configured: null };
  }
  try {
    const found = findConfiguration(sources);
    const values = checkValues(found, sources.readFile);
    // Signing in does not need a developer token.
    const isUsable = !values.some(
      ({ check, status }) => status === "problem" && check !== "developer_token",
    );
    const loginCustomerId = found.values.login_customer_id?.text ?? null;
    const complete = credentialsIn(found);
    return {
      checks: [complete.check, ...values],
      configured: { credentials: isUsable ? complete.credentials : null, loginCustomerId },
    };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const check = problem(configuration, error.message, error.wayOut);
    return { checks: [check], configured: { credentials: null, loginCustomerId: null } };
  }
}

/** Without the login customer, which is not needed for sign-in and is checked separately. */
function credentialsIn(found: Configuration): { check: Check; credentials: Credentials | null } {
  const { login_customer_id: _, ...values } = found.values;
  const places = placesOf(found);
  try {
    const credentials = credentialsOf({ ...found, values });
    return { check: ok(configuration, places), credentials };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const check = problem(configuration, `${error.message} ${places}`.trim(), error.wayOut);
    return { check, credentials: null };
  }
}

/** Where each value came from: "developer_token, client_id from ./google-ads.yaml." */
function placesOf({ values }: Configuration): string {
  const keys = new Map<string, string[]>();
  for (const [key, { place }] of Object.entries(values))
    keys.set(place, [...(keys.get(place) ?? []), key]);
  const parts = [...keys].map(([place, names]) => `${names.join(", ")} from ${place}`);
  return parts.length === 0 ? "" : `Found ${parts.join("; ")}.`;
}
